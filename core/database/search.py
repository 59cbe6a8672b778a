"""Finding a fragment inside folded text, by trigrams on both databases."""

from sqlalchemy import ColumnElement, String, column, literal, select, table
from sqlalchemy.orm import InstrumentedAttribute, Session

FULL_TEXT = {
    # full-text table on SQLite: (source table, folded column)
    "party_search": ("party", "search_name"),
    "contact_medium_search": ("contact_medium", "value"),
}
_ESCAPE = "\\"


def like_pattern(fragment: str) -> str:
    """`%fragment%` with the wildcards of LIKE taken literally."""
    escaped = fragment.replace(_ESCAPE, _ESCAPE * 2).replace("%", _ESCAPE + "%").replace("_", _ESCAPE + "_")
    return f"%{escaped}%"


def contains(
    db: Session, key: InstrumentedAttribute[int], folded: InstrumentedAttribute[str], fragment: str
) -> ColumnElement[bool]:
    """Condition that `folded` holds `fragment`; `key` is the primary key of the same table.

    PostgreSQL reads its trigram index through LIKE; SQLite asks the FTS5 trigram table that triggers keep.
    """
    pattern = like_pattern(fragment)
    if db.get_bind().dialect.name != "sqlite" or "_" in fragment or "%" in fragment or len(fragment) < 3:
        return folded.like(pattern, escape=_ESCAPE)
    name = next(n for n, (source, col) in FULL_TEXT.items() if (source, col) == (key.class_.__tablename__, folded.key))
    full_text = table(name, column("rowid"), column(folded.key, String))
    found = select(full_text.c.rowid).where(full_text.c[folded.key].like(literal(pattern)))
    return key.in_(found)
