"""Match keys of parties: written whenever names, birth dates, media or addresses change, and read by *Check* (IC-2).

Whoever writes a party by other ways than registration and orders calls write_match_keys(), or loads match_key_rows()
in bulk; what was forgotten all the same, the standing search for duplicates puts right (jobs/duplicates.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
)  # fmt: skip
from sqlalchemy.orm import Session

from core.identify_contact.matching.keys import Key, keys_of
from core.identify_contact.matching.question import Person, Place, Shown, place_of
from core.model import Address, Certificate, CertificateState, ContactMedium, Gender, MatchKey, MediumKind, Party

MOST_OF_KEY = 50
"""Parties taken for one key, the latest first: a key shared by more says little of any of them."""

_PHONES = (MediumKind.MOBILE.value, MediumKind.LANDLINE.value)


def match_key_rows(party_id: int, person: Person) -> list[dict[str, Any]]:
    """Rows of `match_key` for one party, for bulk loads; keys (`id`) are the caller's."""
    return [{"party_id": party_id, "kind": kind, "key": key} for kind, key in keys_of(person)]


_AT_ONCE = insert(MatchKey.__table__).returning(MatchKey.__table__.c.party_id)  # type: ignore[arg-type]
"""With what it returns, all rows go in one statement."""


def write_match_keys(db: Session, party: Party, *, is_new: bool = False) -> None:
    """Makes the party's keys those of what is on file now; `is_new` spares looking for old ones."""
    db.flush()  # what was changed is read below
    person = person_of(party) if is_new else people(db, [party.id])[party.id]
    rows = match_key_rows(party.id, person)
    if not is_new:
        db.execute(delete(MatchKey).where(MatchKey.party_id == party.id))
    if rows:
        db.connection().execute(_AT_ONCE, rows)


def mend_match_keys(db: Session, known: Mapping[int, Person]) -> int:
    """Writes the keys of these parties anew where they are not what they should be; returns of how many."""
    kept: dict[int, set[Key]] = defaultdict(set)
    for row in db.execute(
        select(MatchKey.party_id, MatchKey.kind, MatchKey.key).where(MatchKey.party_id.in_(list(known)))
    ):
        kept[row.party_id].add((row.kind, row.key))
    wrong = [key for key, person in known.items() if kept[key] != set(keys_of(person))]
    if wrong:
        db.execute(delete(MatchKey).where(MatchKey.party_id.in_(wrong)))
        if rows := [row for key in wrong for row in match_key_rows(key, known[key])]:
            db.execute(insert(MatchKey), rows)
    return len(wrong)


def parties_by_key(db: Session, keys: Collection[Key], *, media: Collection[str] = ()) -> dict[int, set[str]]:
    """Who shares a key or has one of these media, and the kinds of what is shared; MOST_OF_KEY of each, the latest."""
    found: dict[int, set[str]] = defaultdict(set)
    if keys or media:
        values: dict[str, Any] = {"media": list(media)} if media else {}
        for place, (kind, key) in enumerate(keys):
            values |= {f"kind{place}": kind, f"key{place}": key}
        for party_id, kind in db.execute(_lookup(len(keys), with_media=bool(media)), values):
            found[party_id].add(kind)
    return found


@cache
def _lookup(number: int, *, with_media: bool) -> CompoundSelect[Any]:
    """One statement for so many keys, each read from the index on its own and cut off there."""
    each = []
    for place in range(number):
        kind, key = bindparam(f"kind{place}", type_=String()), bindparam(f"key{place}", type_=String())
        shared = select(MatchKey.party_id, MatchKey.kind).where(MatchKey.kind == kind, MatchKey.key == key)
        each.append(shared.order_by(MatchKey.party_id.desc()).limit(MOST_OF_KEY).subquery())
    if with_media:
        live = ContactMedium.value.in_(bindparam("media", expanding=True)), ContactMedium.removed_at.is_(None)
        each.append(select(ContactMedium.party_id, literal("medium")).where(*live).limit(2 * MOST_OF_KEY).subquery())
    return union_all(*(select(*cut.c) for cut in each))


def person_of(party: Party) -> Person:
    """What is known of a party that is loaded with media, addresses and certificates."""
    media = [medium for medium in party.media if not medium.is_removed]
    return Person(
        **_of_party(party),
        emails=tuple(medium.value for medium in media if medium.kind is MediumKind.EMAIL),
        phones=tuple(medium.value for medium in media if medium.is_phone),
        places=tuple(place_of(address) for address in party.addresses if not address.is_removed),
        certificates=tuple(
            Shown(one.type_code, one.issuing_state or "", one.number_index or "", one.state is CertificateState.CHECKED)
            for one in party.certificates
            if not one.is_removed
        ),
    )


_NAMES = ("last_name", "middle_name", "first_name", "latin_name", "legal_name")
_PARTY = [Party.id, *(getattr(Party, name) for name in _NAMES), Party.birth_date, Party.gender]


def people(db: Session, party_ids: Iterable[int], *, parties: Iterable[Party] = ()) -> dict[int, Person]:
    """What is known of these parties, in two statements however many; in one for `parties` that are loaded."""
    known: dict[int, Any] = {party.id: party for party in parties}
    missing = [key for key in party_ids if key not in known]
    if missing:
        known |= {row.id: row for row in db.execute(select(*_PARTY).where(Party.id.in_(missing)))}
    belongings: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in db.execute(_belongings(list(known))) if known else ():
        belongings[row.party_id, row.what].append(row)
    return {key: _person(key, party, belongings) for key, party in known.items()}


def _person(key: int, party: Any, belongings: Mapping[tuple[int, str], list[Any]]) -> Person:
    media, addresses = belongings.get((key, "medium"), ()), belongings.get((key, "address"), ())
    return Person(
        **_of_party(party),
        emails=tuple(row.b for row in media if row.a == MediumKind.EMAIL.value),
        phones=tuple(row.b for row in media if row.a in _PHONES),
        places=tuple(Place(row.a, row.b or "", row.c or "", row.d or "") for row in addresses),
        certificates=tuple(
            Shown(row.a, row.b or "", row.c or "", row.d == CertificateState.CHECKED.value)
            for row in belongings.get((key, "certificate"), ())
        ),
    )


def _of_party(party: Any) -> dict[str, Any]:
    names = {name: getattr(party, name) or "" for name in _NAMES}
    gender = Gender(party.gender) if party.gender else None
    return names | {"birth_date": party.birth_date, "gender": gender}


def _belongings(keys: list[int]) -> CompoundSelect[Any]:
    """Live media, addresses and certificates of these parties as rows of one statement."""
    street = Address.detailed + literal(" ") + Address.building_number
    medium, address, shown = ContactMedium, Address, Certificate
    return union_all(
        _rows("medium", medium, keys, medium.kind, medium.value, None, None),
        _rows("address", address, keys, address.country, address.postal_code,
              func.coalesce(address.locality, address.dependent_locality, address.administrative_area),
              func.coalesce(street, address.detailed)),
        _rows("certificate", shown, keys, shown.type_code, shown.issuing_state, shown.number_index, shown.state),
    )  # fmt: skip


def _rows(what: str, table: Any, keys: list[int], *columns: Any) -> Select[Any]:
    cells = [
        cast(null() if column is None else column, String).label(name)
        for name, column in zip("abcd", columns, strict=True)
    ]
    chosen = select(table.party_id, literal(what).label("what"), *cells)
    return chosen.where(table.party_id.in_(keys), table.removed_at.is_(None))
