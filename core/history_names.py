"""What to call the people and records that entries of the history name by key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from core.model import Customer, Party


def contact_names(db: Session, parties: Collection[int]) -> dict[int, str]:
    """Names of those parties who are no customers: contacts of one, by key."""
    if not parties:
        return {}
    own = select(Customer.party_id).where(Customer.party_id == Party.id)
    found = db.scalars(select(Party).where(Party.id.in_(parties), ~own.exists()))
    return {party.id: party.name for party in found}


def names_of(db: Session, wanted: Mapping[Any, Collection[Any]]) -> list[dict[Any, str]]:
    """What to call the rows of some tables, by key, table by table; one statement for all of them."""
    found: list[dict[Any, str]] = [{} for _ in wanted]
    some = {kind: sorted(one for one in keys if isinstance(one, int)) for kind, keys in wanted.items()}
    asked = {f"keys{number}": keys for number, keys in enumerate(some.values()) if keys}
    if asked:
        for number, key, name in db.execute(
            _naming(tuple(kind if keys else None for kind, keys in some.items())), asked
        ):
            found[number][key] = name
    return found


@lru_cache(maxsize=32)
def _naming(kinds: tuple[Any, ...]) -> Any:
    """Put together once for like tables."""
    return union_all(
        *(
            select(literal(number), kind.id, kind.name if hasattr(kind, "name") else kind.number).where(
                kind.id.in_(bindparam(f"keys{number}", expanding=True))
            )
            for number, kind in enumerate(kinds)
            if kind is not None
        )
    )
