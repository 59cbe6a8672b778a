"""Finding a customer by anything a caller may give (MC-8; R44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, select, union_all
from sqlalchemy.orm import Session

from core.access import Actor, Permission, Scope, ensure, scope, visible_customers
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
    Service,
)
from core.numbering import numbering_of
from core.operator import the_operator

MOST = 50
MOST_READ = 2_000
"""People of a common syllable that are looked at."""
SPARE = 4
"""How many times as many people as lines: some belong to customers that are gone."""
GONE = (CustomerStatus.MERGED, CustomerStatus.ERASED)


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
    and more figures of a phone, a customer code, a certificate or service number, that of a lead, opportunity or order.
    Only customers that `by` may see; the same on both databases, and the same number of statements whatever is found.
    """
    ensure(by, Permission.CUSTOMER_FIND)
    read = read_terms(terms, region=the_operator(db).home_country, numbering=numbering_of(db))
    return _cards(db, read, by=by, limit=limit)


def record_search(db: Session, terms: str, *, by: Actor, now: datetime) -> None:
    """Notes that somebody searched: how, never for whom in clear; equal terms leave an equal mark."""
    ensure(by, Permission.CUSTOMER_FIND)
    kinds = read_terms(terms, region=None).kinds
    mark = keyring().blind_index("search", " ".join(terms.split()).casefold())
    record(db, Event.SEARCHED, by=by, now=now, facts={"kinds": kinds, "mark": mark})


def _cards(db: Session, terms: SearchTerms, *, by: Actor, limit: int) -> list[CustomerCard]:
    queries: list[Select[Any] | CompoundSelect[Any]] = (
        [_by_name(db, terms.name, by=by, limit=limit)] if terms.name else []
    )
    if known := _identifiers(db, terms):
        queries.append(_by_identifier(union_all(*known), by=by))
    hits: dict[int, Hit] = {}
    for found in queries:
        ordered = select(found.subquery()).order_by("sort_name", "party_id").limit(limit)
        for row in db.execute(ordered):
            hits.setdefault(row.customer_id, Hit(row.customer_id, row.how, row.sort_name, row.party_id))
    chosen = sorted(hits.values(), key=lambda hit: (hit.sort_name.encode(), hit.party_id))[:limit]
    return cards_of(db, chosen)


def _by_name(db: Session, fragments: Sequence[str], *, by: Actor, limit: int) -> CompoundSelect[Any]:
    """Customers by their own name, and by that of somebody else through whom they are reached.

    People are taken in the order they came, as many as MOST_READ: a syllable of half the country costs no more than a
    rare one, and whoever gets that many adds a word.
    """
    named = select(Party.id, Party.sort_name).where(
        *(contains(db, Party.id, Party.search_name, part) for part in fragments), *_within_reach(by)
    )
    read = named.order_by(Party.id).limit(MOST_READ).subquery()
    first = select(read).order_by(read.c.sort_name, read.c.id).limit(limit * SPARE)
    people = first.cte("people").prefix_with("MATERIALIZED", dialect="postgresql")
    own = _hit(people.c.sort_name, people.c.id, "name", by=by).join(people, people.c.id == Customer.party_id)
    others = (
        _hit(people.c.sort_name, people.c.id, "contact", by=by)
        .join(Contact, (Contact.customer_id == Customer.id) & Contact.removed_at.is_(None))
        .join(people, (people.c.id == Contact.party_id) & (people.c.id != Customer.party_id))
    )
    return union_all(own, others)


def _within_reach(by: Actor) -> list[ColumnElement[bool]]:
    """For who may not see every customer: only people of theirs are read, so that none is crowded out."""
    if scope(by, Permission.CUSTOMER_OPEN) is Scope.ALL:
        return []
    theirs = select(Customer.party_id).where(visible_customers(by))
    through = select(Contact.party_id).join(Customer, Customer.id == Contact.customer_id).where(visible_customers(by))
    return [Party.id.in_(union_all(theirs, through))]


def _hit(sort_name: Any, party_id: Any, how: Any, *, by: Actor) -> Select[Any]:
    """One line of what was found, only of customers the person may see."""
    said = literal(how) if isinstance(how, str) else how
    columns = (
        Customer.id.label("customer_id"),
        said.label("how"),
        sort_name.label("sort_name"),
        party_id.label("party_id"),
    )
    return select(*columns).where(visible_customers(by), Customer.status.not_in(GONE))


def _by_identifier(known: CompoundSelect[Any], *, by: Actor) -> Select[Any]:
    found = known.subquery()
    query = _hit(Party.sort_name, Party.id, found.c[1], by=by)
    return query.join(found, found.c[0] == Customer.id).join(Party, Party.id == Customer.party_id)


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
    if terms.service:
        live = select(Service.customer_id).where(Service.number == terms.service, Service.ended_at.is_(None))
        found.append(_Reading("service", live, False))
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
