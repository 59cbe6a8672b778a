"""Names of places to suggest where a country has no list of them (IC-7).

Gathered once a day from where customers live. Nobody is told of anybody by it: a name counts only when as many as
MANY have it, and only those count who are active or whose identity was checked: no stranger can put words there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, distinct, func, insert, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.identify_contact.addresses import fields_for
from core.model import Address, Customer, CustomerStatus, IdentityState, Job, PlaceKnown
from core.normalise import fold
from core.outbox import enqueue

MANY = 10
"""Different customers who live there."""
MOST = 200
"""Suggestions of one field: those that most people have."""
GATHER = "gather_places"
"""Kind of the job that gathers them anew."""

_PARTS: tuple[tuple[InstrumentedAttribute[str | None], InstrumentedAttribute[str | None] | None], ...] = (
    (Address.administrative_area, None),
    (Address.locality, None),
    (Address.locality, Address.administrative_area),
    (Address.dependent_locality, None),
    (Address.dependent_locality, Address.locality),
)
_KNOWN = or_(Customer.status == CustomerStatus.ACTIVE, Customer.identity_state == IdentityState.CHECKED)


def begin_gathering(db: Session, *, now: datetime) -> None:
    """Enqueues today's job unless it was."""
    key = f"{GATHER}:{now:%Y-%m-%d}"
    if db.scalar(select(Job.id).where(Job.key == key)) is None:
        enqueue(db, GATHER, payload={}, now=now, key=key)


def gather_places(db: Session) -> int:
    """Writes all suggestions anew; returns how many there are."""
    found = [row for part, inside in _PARTS for row in _shared(part.key, db.execute(_counted(part, inside)))]
    db.execute(delete(PlaceKnown))
    if found:
        db.execute(insert(PlaceKnown), found)
    return len(found)


def places_known(db: Session, *, country: str, field: str, inside: str = "") -> list[str]:
    """Suggestions for a field of an address in `country`, within the larger part that was chosen, by the alphabet."""
    theirs = (PlaceKnown.country == country, PlaceKnown.field == field, PlaceKnown.inside == inside)
    query = select(PlaceKnown.value).where(*theirs).order_by(PlaceKnown.people.desc(), PlaceKnown.value).limit(MOST)
    return sorted(db.scalars(query), key=fold)


def _counted(part: InstrumentedAttribute[str | None], inside: InstrumentedAttribute[str | None] | None) -> Any:
    """How many different customers live in each place that is named."""
    within: Any = literal("") if inside is None else inside
    lies: Any = [] if inside is None else [within != ""]
    grouped = (Address.country, part) if inside is None else (Address.country, inside, part)
    people = func.count(distinct(Address.party_id))
    return (
        select(Address.country, within.label("inside"), part.label("value"), people.label("people"))
        .join(Customer, Customer.party_id == Address.party_id)
        .where(_KNOWN, Address.removed_at.is_(None), part != "", *lies)
        .group_by(*grouped)
        .having(people >= MANY)
    )


def _shared(field: str, rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """As rows to be kept: of spellings that differ in capitals and accents the commonest, and no place of a list."""
    kept: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda one: -one.people):
        place = (row.country, row.inside, fold(row.value))
        if place not in kept and not _is_listed(row.country, field, row.inside):
            kept[place] = {
                "country": row.country, "field": field, "inside": row.inside, "value": row.value, "people": row.people,
            }  # fmt: skip
    return list(kept.values())


def _is_listed(country: str, field: str, inside: str) -> bool:
    chosen = {"administrative_area": inside} if field == "locality" and inside else {}
    wanted = next((one for one in fields_for(country, **chosen) if one.name == field), None)
    return wanted is not None and wanted.choices is not None
