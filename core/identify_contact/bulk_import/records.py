"""An examined row as the rows that registration would write: the same builder, then plain values for a bulk load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Mapper

from core.crypto import keyring
from core.identify_contact.answers import RegistrationAnswers
from core.identify_contact.arrival import Arrival, newcomer, parts_said
from core.identify_contact.bulk_import.rows import RowRead
from core.identify_contact.certificates import wanted_indexes
from core.identify_contact.match_keys import match_key_rows, person_of
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
    customer = newcomer(answers, arrival, code="")
    party = customer.party
    rows = {
        "party": [_flat(party)],
        "customer": [_flat(customer)],
        "contact": [_flat(each) for each in customer.contacts],
    }
    for name, owned in (
        ("contact_medium", party.media),
        ("certificate", party.certificates),
        ("address", party.addresses),
    ):
        if owned:
            rows[name] = [_flat(each) for each in owned]
    if customer.preference:
        rows["contact_preference"] = [_flat(customer.preference)]
    keys = [(row["kind"], row["key"]) for row in match_key_rows(0, person_of(party))]
    return Prepared(read, _traits(answers, party), parts_said(answers), rows, keys)


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


def _flat(thing: Base) -> list[Any]:
    held = thing.__dict__
    return [
        value if (value := held.get(key)) is not None else default()
        for key, default in shape_of(type(thing)).attributes
    ]


def _default(column: Any) -> Callable[[], Any]:
    given: Any = column.default
    if given is None:
        return _nothing
    if given.is_callable:
        return lambda: given.arg(None)
    return lambda: given.arg


def _nothing() -> None:
    return None


def _traits(answers: RegistrationAnswers, party: Party) -> Traits:
    certificate = answers.certificate
    whole: Sequence[str] = ()
    alone: Sequence[str] = ()
    shown = party.certificates[0] if party.certificates else None
    if shown is not None and shown.number_alone_index and len(keyring().ids) == 1:
        whole, alone = [shown.number_index] if shown.number_index else [], [shown.number_alone_index]
    elif certificate and certificate.number:
        whole, alone = wanted_indexes(certificate.type_code, certificate.issuing_state or None, certificate.number)
    return Traits(
        words=words_of(party.sort_name),
        sort_name=party.sort_name,
        birth=party.birth_date,
        emails=frozenset(medium.value for medium in party.media if medium.kind is MediumKind.EMAIL),
        phones=frozenset(medium.value for medium in party.media if medium.is_phone),
        whole=tuple(whole),
        alone=tuple(alone),
        reference=answers.external_reference,
    )


def words_of(sort_name: str) -> frozenset[str]:
    """The words of a name, whatever their order."""
    return frozenset(sort_name.split())
