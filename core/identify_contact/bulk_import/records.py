"""An examined row as the rows that registration would write: the same builders, in plain values for a bulk load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Mapper

from core.crypto import keyring
from core.identify_contact.answers import BasicAnswers, RegistrationAnswers
from core.identify_contact.arrival import Arrival, customer_values, in_person_values, parts_said, spoken_by
from core.identify_contact.bulk_import.rows import RowRead
from core.identify_contact.certificates import certificate_values, wanted_indexes
from core.identify_contact.customer_records import addresses_values, preference_values
from core.identify_contact.match_keys import match_key_rows
from core.identify_contact.matching import Person
from core.identify_contact.matching.question import place_of
from core.identify_contact.records import media_values, party_values
from core.model import (
    Address,
    Base,
    Certificate,
    Contact,
    ContactMedium,
    ContactPreference,
    Customer,
    MediumKind,
    Party,
)

WITH_KEY: tuple[type[Base], ...] = (Party, Customer)
"""Others refer to these rows: their keys are drawn before they are written."""
OF_PARTY: tuple[type[Base], ...] = (ContactMedium, Certificate, Address)
OF_CUSTOMER: tuple[type[Base], ...] = (Contact, ContactPreference)
LOADED: tuple[type[Base], ...] = (*WITH_KEY, *OF_PARTY, *OF_CUSTOMER)
"""In the order in which they are written."""
Said = dict[type[Base], list[dict[str, Any]]]
"""Rows of each table by column, as registration's builders say them; keys and defaults are missing."""
_NAMES = ("last_name", "middle_name", "first_name", "latin_name", "legal_name")
_PHONES = (MediumKind.MOBILE, MediumKind.LANDLINE)


@dataclass(slots=True)
class Traits:
    """By what somebody may be met again."""

    words: frozenset[str] = frozenset()
    sort_name: str = ""
    birth: date | None = None
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    whole: tuple[str, ...] = ()
    """Keyed hashes of the certificate under every key; the newest first."""
    alone: tuple[str, ...] = ()
    reference: str = ""


@dataclass(slots=True)
class Prepared:
    """A row ready to be settled: what it says, by what it is met again, and the rows it would become."""

    read: RowRead
    traits: Traits = field(default_factory=Traits)
    parts: list[str] = field(default_factory=list)
    rows: dict[str, list[list[Any]]] = field(default_factory=dict)
    """Table → rows in the order of shape_of(), keys not filled in yet."""
    match_keys: list[tuple[str, str]] = field(default_factory=list)
    """Kind and key by which *Check* finds them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a table that a bulk load fills, and where the keys stand among them."""

    columns: tuple[str, ...]
    attributes: tuple[tuple[str, Callable[[], Any]], ...]
    places: dict[str, int]


def prepare(read: RowRead, arrival: Arrival) -> Prepared:
    """Everything about a row that needs no database."""
    answers = read.answers
    if answers is None:
        return Prepared(read)
    said = _values(answers, arrival)
    rows = {str(model.__tablename__): [_flat(model, each) for each in found] for model, found in said.items() if found}
    keys = [(row["kind"], row["key"]) for row in match_key_rows(0, _person(answers, said))]
    return Prepared(read, _traits(answers, said), parts_said(answers), rows, keys)


def _values(answers: RegistrationAnswers, arrival: Arrival) -> Said:
    """What registration would write of these answers, by column; a file names no contacts beside the customer."""
    basic, now = answers.basic or BasicAnswers(), arrival.now
    shown = certificate_values(answers.certificate, now=now) if answers.certificate else None
    preferences = answers.preferences
    return {
        Party: [party_values(basic, language=spoken_by(answers, arrival), now=now)],
        Customer: [customer_values(answers, arrival, code="")],
        ContactMedium: media_values(basic, answers.contacts, confirmed=arrival.confirmed, now=now),
        Certificate: [shown] if shown else [],
        Address: addresses_values(answers.addresses, now=now),
        Contact: [in_person_values(arrival)],
        ContactPreference: [preference_values(preferences, language=arrival.language)] if preferences else [],
    }


def _person(answers: RegistrationAnswers, said: Said) -> Person:
    """Who is met again by what; certificates are met by their own hashes."""
    party, media = said[Party][0], said[ContactMedium]
    names: dict[str, Any] = {name: party[name] or "" for name in _NAMES}
    return Person(
        **names,
        birth_date=party["birth_date"],
        emails=tuple(medium["value"] for medium in media if medium["kind"] is MediumKind.EMAIL),
        phones=tuple(medium["value"] for medium in media if medium["kind"] in _PHONES),
        places=tuple(place_of(address) for address in answers.addresses),
    )


@cache
def shape_of(model: type[Base]) -> Shape:
    """The columns that are loaded into a table; its own key only where others refer to it."""
    mapper: Mapper[Any] = model.__mapper__
    chosen = [
        (column, mapper.get_property_by_column(column).key)
        for column in mapper.local_table.columns
        if column.name != "id" or model in WITH_KEY
    ]
    names = tuple(column.name for column, _ in chosen)
    places = {name: names.index(name) for name in ("id", "party_id", "customer_id", "code") if name in names}
    return Shape(names, tuple((key, _default(column)) for column, key in chosen), places)


def _flat(model: type[Base], said: dict[str, Any]) -> list[Any]:
    return [value if (value := said.get(key)) is not None else default() for key, default in shape_of(model).attributes]


def _default(column: Any) -> Callable[[], Any]:
    given: Any = column.default
    if given is None:
        return _nothing
    if given.is_callable:
        return lambda: given.arg(None)
    return lambda: given.arg


def _nothing() -> None:
    return None


def _traits(answers: RegistrationAnswers, said: Said) -> Traits:
    certificate, party, media = answers.certificate, said[Party][0], said[ContactMedium]
    whole: Sequence[str] = ()
    alone: Sequence[str] = ()
    shown = said[Certificate][0] if said[Certificate] else {}
    if shown.get("number_alone_index") and len(keyring().ids) == 1:
        whole, alone = [shown["number_index"]] if shown["number_index"] else [], [shown["number_alone_index"]]
    elif certificate and certificate.number:
        whole, alone = wanted_indexes(certificate.type_code, certificate.issuing_state or None, certificate.number)
    return Traits(
        words=words_of(party["sort_name"]),
        sort_name=party["sort_name"],
        birth=party["birth_date"],
        emails=frozenset(medium["value"] for medium in media if medium["kind"] is MediumKind.EMAIL),
        phones=frozenset(medium["value"] for medium in media if medium["kind"] in _PHONES),
        whole=tuple(whole),
        alone=tuple(alone),
        reference=answers.external_reference,
    )


def words_of(sort_name: str) -> frozenset[str]:
    """The words of a name, whatever their order."""
    return frozenset(sort_name.split())
