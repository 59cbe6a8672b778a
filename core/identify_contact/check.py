"""*Check*: who of the customers may be this person, and why (IC-2). A few indexed statements, never a scan.

Customers are found by what they themselves have on file; contacts who are reached for a customer are nobody's
duplicates, so the telephone of an accountant leads to no match. The search finds them (MC-1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager

from core.access import Actor, Permission, ensure, visible_customers
from core.history import Event, record
from core.identify_contact.certificates import wanted_indexes
from core.identify_contact.duplicates import (
    DuplicatePage,
    duplicates_queue,
    ruled_out,
    say_not_same,
    say_same,
)
from core.identify_contact.match_keys import parties_by_key, people
from core.identify_contact.matching import Band, CheckQuery, Evidence, Match, Person, weigh
from core.identify_contact.matching.keys import keys_of
from core.model import Certificate, Customer, CustomerStatus, Service

__all__ = [
    "Band",
    "CheckQuery",
    "DuplicatePage",
    "Evidence",
    "Match",
    "check",
    "duplicates_queue",
    "find_matches",
    "say_not_same",
    "say_same",
]

MOST = 20
"""Matches shown."""

MOST_COMPARED = 100
"""Parties compared, those with most keys in common first."""

_MOST_ROWS = 100
"""Rows taken from each index: a number shared by hundreds says nothing about one of them."""

_ASKED_FOR = frozenset({"email_same", "phone_same", "certificate_number_same"})
"""Whoever has just what was asked for is shown to who asks, though it be a household's."""

GONE = (CustomerStatus.MERGED, CustomerStatus.ERASED)


@dataclass(frozen=True, slots=True)
class _Found:
    """Parties that may be meant: what is exactly the same, which kinds of keys they share, how many have the name."""

    exact: dict[int, set[str]]
    by_key: dict[int, set[str]]

    @property
    def parties(self) -> list[int]:
        keyed = sorted(self.by_key, key=lambda party: (-len(self.by_key[party]), -party))
        return list(dict.fromkeys([*self.exact, *keyed]))[:MOST_COMPARED]

    @property
    def namesakes(self) -> int:
        return sum("name" in kinds for kinds in self.by_key.values())


def check(db: Session, query: CheckQuery, *, by: Actor, now: datetime) -> list[Match]:
    """Customers who may be the person, the most likely first, each with its evidence; the look is recorded.

    Certificate, service number, e-mail and phone as they are; names, birth date and address however they are written
    (docs/duplicates.md), within what the actor may see. Raises NotAllowed.
    """
    ensure(by, Permission.CUSTOMER_FIND)
    matches = find_matches(db, query, within=visible_customers(by), all_asked_for=True)
    facts = {"asked": query.asked, "found": [match.customer.code for match in matches]}
    record(db, Event.CHECKED_FOR_DUPLICATES, by=by, now=now, facts=facts)
    return matches


def find_matches(
    db: Session, query: CheckQuery, *, within: ColumnElement[bool] | None = None, all_asked_for: bool = False
) -> list[Match]:
    """The same without asking who wants to know; for processes that show it to nobody.

    `all_asked_for`: also those who share no more than a telephone, an e-mail or a certificate's number.
    """
    person = query.person
    media = (*person.emails, *person.phones)
    found = _Found(_exact(db, query), parties_by_key(db, keys_of(person), media=media))
    customers = [
        customer
        for customer in _customers(db, [party for party in found.parties if party != query.party_id], within)
        if customer.id != query.customer_id and customer.code not in query.not_same
    ]
    left_out = ruled_out(db, query.customer_id) if customers and query.customer_id else set()
    known = people(db, (), parties=[customer.party for customer in customers])
    matches = [
        match
        for customer in customers
        if customer.id not in left_out
        and (match := _match(person, customer, known[customer.party_id], found, all_asked_for=all_asked_for))
    ]
    return sorted(matches, key=lambda match: (-match.score, match.customer.id))[:MOST]


def _match(asked: Person, customer: Customer, person: Person, found: _Found, *, all_asked_for: bool) -> Match | None:
    exact = found.exact.get(customer.party_id, ())
    weighed = weigh(asked, person, exact=exact, namesakes=found.namesakes)
    band = weighed.band
    if band is None and all_asked_for and any(each.code in _ASKED_FOR for each in weighed.evidence):
        band = Band.WEAK
    return Match(customer, weighed.evidence, round(weighed.score), band, person) if band else None


def _exact(db: Session, query: CheckQuery) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for party_id, code in (*_by_certificate(db, query), *_by_service(db, query)):
        found[party_id].add(code)
    return found


def _by_certificate(db: Session, query: CheckQuery) -> Iterator[tuple[int, str]]:
    if not query.number:
        return
    whole, alone = wanted_indexes(query.type_code, query.issuing_state or None, query.number)
    rows = db.execute(
        select(Certificate.party_id, Certificate.number_index)
        .where(or_(Certificate.number_index.in_(whole), Certificate.number_alone_index.in_(alone)))
        .where(Certificate.removed_at.is_(None))
        .limit(_MOST_ROWS)
    )
    for party_id, index in rows:
        yield party_id, "certificate_same" if index in whole else "certificate_number_same"


def _by_service(db: Session, query: CheckQuery) -> Iterator[tuple[int, str]]:
    if not query.service_number:
        return
    served = select(Customer.party_id).join(Service, Service.customer_id == Customer.id)
    for party_id in db.scalars(served.where(Service.number == query.service_number, Service.ended_at.is_(None))):
        yield party_id, "service_number_same"


def _customers(db: Session, parties: list[int], within: ColumnElement[bool] | None) -> Iterable[Customer]:
    if not parties:
        return []
    query = (
        select(Customer)
        .join(Customer.party)
        .options(contains_eager(Customer.party))
        .where(Customer.party_id.in_(parties), Customer.status.not_in(GONE))
    )
    return db.scalars(query if within is None else query.where(within)).unique().all()
