"""Who is in the books already: everything that a part of the file may meet again, in a handful of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, String, and_, column, func, select, values
from sqlalchemy.orm import Session

from core.database.among import among, plan_anew
from core.identify_contact.bulk_import.records import Prepared, Traits, words_of
from core.model import Certificate, ContactMedium, Customer, CustomerStatus, MediumKind, Party

MOST_ALIKE = 20
"""Customers looked at for one value: a number that hundreds share says nothing of one of them."""
_GONE = (CustomerStatus.MERGED, CustomerStatus.ERASED)
_PHONES = frozenset({MediumKind.MOBILE, MediumKind.LANDLINE})


@dataclass(slots=True, eq=False)
class Somebody:
    """A customer who is there, or a row of the same part before this one."""

    customer_id: int
    code: str
    traits: Traits


@dataclass(slots=True)
class Books:
    """Who is there, by each thing that says so."""

    by_medium: dict[str, list[Somebody]] = field(default_factory=lambda: defaultdict(list))
    by_whole: dict[str, list[Somebody]] = field(default_factory=lambda: defaultdict(list))
    by_alone: dict[str, list[Somebody]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[date | None, str], list[Somebody]] = field(default_factory=lambda: defaultdict(list))
    by_reference: dict[str, Somebody] = field(default_factory=dict)
    by_code: dict[str, Somebody] = field(default_factory=dict)

    def add(self, one: Somebody) -> None:
        """From now on later rows meet them."""
        traits = one.traits
        for value in (*traits.emails, *traits.phones):
            self.by_medium[value].append(one)
        for hashed in traits.whole:
            self.by_whole[hashed].append(one)
        for hashed in traits.alone:
            self.by_alone[hashed].append(one)
        if traits.sort_name:
            self.by_name[traits.birth, traits.sort_name].append(one)
        if traits.reference:
            self.by_reference[traits.reference] = one
        if one.code:
            self.by_code[one.code] = one

    def met_by(self, traits: Traits) -> list[Somebody]:
        """Everybody who has something in common with a row, each once."""
        found: dict[int, Somebody] = {}
        groups: list[Iterable[Somebody]] = [self.by_medium.get(v, ()) for v in (*traits.emails, *traits.phones)]
        groups += [self.by_whole.get(v, ()) for v in traits.whole]
        groups += [self.by_alone.get(v, ()) for v in traits.alone]
        if traits.birth is not None:
            groups.append(self.by_name.get((traits.birth, traits.sort_name), ()))
        for group in groups:
            for one in list(group)[-MOST_ALIKE:]:
                found[id(one)] = one
        return list(found.values())


def open_books(db: Session, rows: Sequence[Prepared]) -> Books:
    """Everybody whom a row of this part may be."""
    plan_anew(db)
    traits = [row.traits for row in rows if row.read.answers is not None]
    parties = _by_media(db, {value for each in traits for value in (*each.emails, *each.phones)})
    parties |= _by_certificates(db, traits)
    parties |= _by_names(db, {(each.birth, each.sort_name) for each in traits if each.birth and each.sort_name})
    references = {each.reference for each in traits if each.reference}
    codes = {row.read.code for row in rows if row.read.code}
    parties |= _by_customer(db, references, codes)
    books = Books()
    for one in _people(db, parties):
        books.add(one)
    return books


def _by_media(db: Session, wanted: set[str]) -> set[int]:
    if not wanted:
        return set()
    place = func.row_number().over(partition_by=ContactMedium.value, order_by=ContactMedium.id.desc())
    found = (
        select(ContactMedium.party_id, place.label("place"))
        .where(among(db, ContactMedium.value, wanted), ContactMedium.removed_at.is_(None))
        .subquery()
    )
    return set(db.scalars(select(found.c.party_id).where(found.c.place <= MOST_ALIKE)))


def _by_certificates(db: Session, traits: Sequence[Traits]) -> set[int]:
    wanted = {hashed for each in traits for hashed in each.alone}
    if not wanted:
        return set()
    query = select(Certificate.party_id).where(
        among(db, Certificate.number_alone_index, wanted), Certificate.removed_at.is_(None)
    )
    return set(db.scalars(query))


def _by_names(db: Session, wanted: set[tuple[date | None, str]]) -> set[int]:
    if not wanted:
        return set()
    asked = values(column("birth", Date), column("name", String), name="asked").data(list(wanted)).cte("asked")
    written: Select[Any] = (
        select(Party.id)
        .select_from(asked)
        .join(Party, and_(Party.birth_date == asked.c.birth, Party.sort_name == asked.c.name))
    )
    return set(db.scalars(written))


def _by_customer(db: Session, references: set[str], codes: set[str]) -> set[int]:
    if not (references or codes):
        return set()
    named = ((Customer.external_reference, references), (Customer.code, codes))
    asked = [select(Customer.party_id).where(among(db, column, wanted)) for column, wanted in named if wanted]
    return {party_id for query in asked for party_id in db.scalars(query)}


def _people(db: Session, parties: set[int]) -> Iterable[Somebody]:
    """Customers of these parties with all that tells them from others."""
    if not parties:
        return []
    media: dict[int, list[tuple[MediumKind, str]]] = defaultdict(list)
    for party_id, kind, value in db.execute(
        select(ContactMedium.party_id, ContactMedium.kind, ContactMedium.value).where(
            among(db, ContactMedium.party_id, parties), ContactMedium.removed_at.is_(None)
        )
    ):
        media[party_id].append((kind, value))
    shown: dict[int, list[tuple[str | None, str | None]]] = defaultdict(list)
    for party_id, whole, alone in db.execute(
        select(Certificate.party_id, Certificate.number_index, Certificate.number_alone_index).where(
            among(db, Certificate.party_id, parties), Certificate.removed_at.is_(None)
        )
    ):
        shown[party_id].append((whole, alone))
    query = (
        select(
            Customer.id, Customer.code, Customer.external_reference, Customer.party_id, Party.sort_name,
            Party.birth_date,
        )
        .join(Party, Party.id == Customer.party_id)
        .where(among(db, Customer.party_id, parties), Customer.status.not_in(_GONE))
        .order_by(Customer.id)
    )  # fmt: skip
    return [_somebody(row, media[row.party_id], shown[row.party_id]) for row in db.execute(query)]


def _somebody(
    row: Any, media: Sequence[tuple[MediumKind, str]], shown: Sequence[tuple[str | None, str | None]]
) -> Somebody:
    traits = Traits(
        words=words_of(row.sort_name),
        sort_name=row.sort_name,
        birth=row.birth_date,
        emails=frozenset(value for kind, value in media if kind is MediumKind.EMAIL),
        phones=frozenset(value for kind, value in media if kind in _PHONES),
        whole=tuple(whole for whole, _ in shown if whole),
        alone=tuple(alone for _, alone in shown if alone),
        reference=row.external_reference or "",
    )
    return Somebody(row.id, row.code, traits)
