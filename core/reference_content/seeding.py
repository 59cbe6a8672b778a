"""Writing the reference lists and the notices into an empty database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert

from core.model import Notice, Operator, ReferenceTerm
from core.reference_content import all_terms
from core.reference_content.notices import all_notices

OPERATOR: dict[str, Any] = {
    "name": "Foyer",
    "home_country": "SE",
    "currency": "SEK",
    "zone": "Europe/Stockholm",
    "languages": ["en", "zh", "ar"],
    "phone": None,
    "phone_hours": {},
    "settings": {},
    "changed_at": datetime(2026, 11, 1, tzinfo=UTC),
}
"""What a fresh installation is until an administrator says otherwise."""


def seed(connection: Connection) -> None:
    """Every list of values.md in every language, and the first version of each notice."""
    places: dict[str, int] = {}
    rows = []
    for term in all_terms():
        places[term.kind] = places.get(term.kind, 0) + 1
        rows.append(
            {
                "kind": term.kind,
                "code": term.code,
                "position": places[term.kind],
                "active": True,
                "labels": dict(term.labels),
                "attributes": dict(term.attributes),
            }
        )
    if rows:
        connection.execute(insert(ReferenceTerm), rows)
    connection.execute(insert(Operator), [OPERATOR])
    published = datetime(2026, 11, 1, tzinfo=UTC)
    connection.execute(
        insert(Notice),
        [
            {"kind": kind, "version": 1, "language": language, "body": body, "published_at": published}
            for kind, language, body in all_notices()
        ],
    )
