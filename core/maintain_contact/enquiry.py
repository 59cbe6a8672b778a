"""Finding a customer by anything a caller may give (MC-8; R44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from core.access import Actor, Permission, ensure, visible_customers
from core.crypto import keyring
from core.database.search import contains
from core.history import Event, record
from core.identify_contact.certificates import wanted_indexes
from core.maintain_contact.customer_cards import CustomerCard, Hit, cards_of
from core.maintain_contact.search_terms import SearchTerms, read_terms
from core.model import (
    Certificate,
    Contact,
    ContactMedium,
    Customer,
    CustomerStatus,
    Lead,
    MediumKind,
    ModificationOrder,
    Opportunity,
    Party,
)
from core.operator import the_operator

MOST = 50
GONE = (CustomerStatus.MERGED, CustomerStatus.ERASED)

Found = Select[int, str, str, int]


def search(
    db: Session,
    terms: str,
    *,
    by: Actor,
    now: datetime,  # noqa: ARG001 -- who may see what will depend on the time: absences, holds
    limit: int = MOST,
) -> list[CustomerCard]:
    """Customers that fit what was typed, as masked cards, in the order of their names.

    One box for a fragment of a name in any script (from two characters, which begin a word), an e-mail address, six
    and more figures of a phone, a customer code, a certificate number, the number of a lead, opportunity or order.
    Only customers that `by` may see; the same on both databases, and the same number of statements whatever is found.
    """
    ensure(by, Permission.CUSTOMER_FIND)
    return _cards(db, read_terms(terms, region=the_operator(db).home_country), by=by, limit=limit)


def record_search(db: Session, terms: str, *, by: Actor, now: datetime) -> None:
    """Notes that somebody searched: how, never for whom in clear; equal terms leave an equal mark."""
    ensure(by, Permission.CUSTOMER_FIND)
    kinds = read_terms(terms, region=None).kinds
    mark = keyring().blind_index("search", " ".join(terms.split()).casefold())
    record(db, Event.SEARCHED, by=by, now=now, facts={"kinds": kinds, "mark": mark})


def _cards(db: Session, terms: SearchTerms, *, by: Actor, limit: int) -> list[CustomerCard]:
    queries: list[Found] = [_by_name(db, terms.name), _by_contact_name(db, terms.name)] if terms.name else []
    if known := _identifiers(db, terms):
        queries.append(_by_identifier(union_all(*known)))
    hits: dict[int, Hit] = {}
    for query in queries:
        for row in db.execute(_narrowed(query, by=by, limit=limit)):
            hits.setdefault(row[0], Hit(*row))
    chosen = sorted(hits.values(), key=lambda hit: (hit.sort_name.encode(), hit.party_id))[:limit]
    return cards_of(db, chosen)


def _narrowed(query: Found, *, by: Actor, limit: int) -> Found:
    """Only what the person may see, in the order of the names."""
    seen = query.where(visible_customers(by), Customer.status.not_in(GONE))
    return seen.order_by(Party.sort_name, Party.id).limit(limit)


def _hit(how: Any) -> Found:
    return select(Customer.id, how, Party.sort_name, Party.id).join(Party, Party.id == Customer.party_id)


def _by_name(db: Session, fragments: Sequence[str]) -> Found:
    return _hit(literal("name")).where(*(contains(db, Party.id, Party.search_name, part) for part in fragments))


def _by_contact_name(db: Session, fragments: Sequence[str]) -> Found:
    """By the name of somebody else through whom the customer is reached."""
    person = aliased(Party)
    return (
        _hit(literal("contact"))
        .join(Contact, (Contact.customer_id == Customer.id) & Contact.removed_at.is_(None))
        .join(person, (person.id == Contact.party_id) & (person.id != Customer.party_id))
        .where(*(contains(db, person.id, person.search_name, part) for part in fragments))
    )


def _by_identifier(known: CompoundSelect[int, str]) -> Found:
    found = known.subquery()
    return _hit(found.c[1]).join(found, found.c[0] == Customer.id)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the terms: which parties, or which customers, they name."""

    how: str
    keys: Select[int]
    of_parties: bool = True


def _identifiers(db: Session, terms: SearchTerms) -> list[Select[int, str]]:
    return [query for reading in _readings(db, terms) for query in _customers_of(reading)]


def _customers_of(reading: _Reading) -> list[Select[int, str]]:
    """Customers named directly, those that are the party, and those whom the party stands for."""
    how = literal(reading.how)
    if not reading.of_parties:
        return [select(Customer.id, how).where(Customer.id.in_(reading.keys))]
    themselves = select(Customer.id, how).where(Customer.party_id.in_(reading.keys))
    through = select(Contact.customer_id, how).where(Contact.party_id.in_(reading.keys), Contact.removed_at.is_(None))
    return [themselves, through]


def _readings(db: Session, terms: SearchTerms) -> list[_Reading]:
    found: list[_Reading] = []
    medium = select(ContactMedium.party_id).where(ContactMedium.removed_at.is_(None))
    phones = medium.where(ContactMedium.kind.in_([MediumKind.MOBILE, MediumKind.LANDLINE, MediumKind.MESSAGING]))
    if terms.code:
        found.append(_Reading("code", select(Customer.id).where(Customer.code == terms.code), False))
    if terms.number:
        found.append(_numbered(terms.number))
    if terms.email:
        by_mail = medium.where(ContactMedium.kind == MediumKind.EMAIL, ContactMedium.value == terms.email)
        found.append(_Reading("email", by_mail))
    if terms.phone:
        found.append(_Reading("phone", phones.where(ContactMedium.value == terms.phone)))
    if terms.figures:
        holds = contains(db, ContactMedium.id, ContactMedium.value, terms.figures)
        found.append(_Reading("phone", phones.where(holds)))
    if terms.certificate:
        found.append(_Reading("certificate", _certified(terms.certificate)))
    return found


def _numbered(number: str) -> _Reading:
    kind: Any = {"L": Lead, "O": Opportunity, "M": ModificationOrder}[number[0]]
    how = {"L": "lead", "O": "opportunity", "M": "order"}[number[0]]
    return _Reading(how, select(kind.customer_id).where(kind.number == number), False)


def _certified(number: str) -> Select[int]:
    _whole, alone = wanted_indexes("", None, number)
    return select(Certificate.party_id).where(
        Certificate.number_alone_index.in_(alone), Certificate.removed_at.is_(None)
    )
