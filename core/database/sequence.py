"""Numbers that are never given twice; gaps are allowed."""

from sqlalchemy import text
from sqlalchemy.orm import Session

SEQUENCES = ("customer_code", "account_code", "lead_number", "opportunity_number", "order_number")


def next_number(db: Session, name: str, *, count: int = 1) -> int:
    """The next free number of a sequence, or the first of `count` reserved at once.

    On PostgreSQL a sequence, which no transaction waits for; on SQLite a counted row under its single writer.
    """
    if name not in SEQUENCES:
        raise ValueError(f"no sequence {name}")
    if db.get_bind().dialect.name == "postgresql":
        if count == 1:
            return int(db.scalar(text(f"SELECT nextval('{name}_seq')")) or 0)
        last = db.scalar(text(f"SELECT setval('{name}_seq', nextval('{name}_seq') + :more)"), {"more": count - 1})
        return int(last or 0) - count + 1
    last = db.scalar(
        text("UPDATE number_sequence SET last = last + :count WHERE name = :name RETURNING last"),
        {"name": name, "count": count},
    )
    return int(last or 0) - count + 1
