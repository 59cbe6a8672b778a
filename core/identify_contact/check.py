"""*Check*: who of the customers may be this person, and why (IC-2). A few indexed statements, never a scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
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
from core.identify_contact.matching import Band, CheckQuery, Evidence, Match, sort_keys, weigh
from core.model import Certificate, ContactMedium, Customer, CustomerStatus, Party

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

_MOST_ROWS = 100
"""Rows taken from each index: a number shared by hundreds says nothing about one of them."""

Found = dict[int, list[str]]


def check(db: Session, query: CheckQuery, *, by: Actor, now: datetime) -> list[Match]:
    """Customers who may be the person, the most likely first, each with its evidence; the look is recorded.

    Matches by exact certificate, e-mail, phone, and folded name with birth date, within what the actor may see.
    Raises NotAllowed.
    """
    ensure(by, Permission.CUSTOMER_FIND)
    matches = find_matches(db, query, within=visible_customers(by))
    facts = {"asked": query.asked, "found": [match.customer.code for match in matches]}
    record(db, Event.CHECKED_FOR_DUPLICATES, by=by, now=now, facts=facts)
    return matches


def find_matches(db: Session, query: CheckQuery, *, within: ColumnElement[bool] | None = None) -> list[Match]:
    """The same without asking who wants to know; for processes that show it to nobody."""
    found: Found = defaultdict(list)
    for party_id, code in (*_by_certificate(db, query), *_by_medium(db, query), *_by_name(db, query)):
        found[party_id].append(code)
    matches = []
    for customer in _customers(db, found, within):
        if customer.id == query.customer_id or customer.code in query.not_same:
            continue
        evidence, score, band = weigh(query, customer.party, (code for code in found[customer.party_id] if code))
        matches.append(Match(customer, evidence, score, band))
    left_out = ruled_out(db, query.customer_id)
    matches = [match for match in matches if match.customer.id not in left_out]
    return sorted(matches, key=lambda match: (-match.score, match.customer.id))[:MOST]


def _by_certificate(db: Session, query: CheckQuery) -> Iterable[tuple[int, str]]:
    if not query.number:
        return []
    whole, alone = wanted_indexes(query.type_code, query.issuing_state or None, query.number)
    rows = db.execute(
        select(Certificate.party_id, Certificate.number_index)
        .where(or_(Certificate.number_index.in_(whole), Certificate.number_alone_index.in_(alone)))
        .where(Certificate.removed_at.is_(None))
        .limit(_MOST_ROWS)
    ).all()
    return [
        (row.party_id, "certificate_same" if row.number_index in whole else "certificate_number_same") for row in rows
    ]


def _by_medium(db: Session, query: CheckQuery) -> Iterable[tuple[int, str]]:
    values = [*query.emails, *query.phones]
    if not values:
        return []
    rows = db.execute(
        select(ContactMedium.party_id, ContactMedium.value)
        .where(ContactMedium.value.in_(values), ContactMedium.removed_at.is_(None))
        .order_by(ContactMedium.id.desc())
        .limit(_MOST_ROWS)
    ).all()
    return [(row.party_id, "email_same" if row.value in query.emails else "phone_same") for row in rows]


def _by_name(db: Session, query: CheckQuery) -> Iterable[tuple[int, str]]:
    """Born on that day and written so; what the names have in common, weigh() says. Organisations by name alone."""
    keys = sort_keys(query)
    if not keys or (query.birth_date is None and not query.legal_name):
        return []
    written = or_(*(and_(Party.sort_name >= key, Party.sort_name <= f"{key} ~") for key in keys))
    born = Party.birth_date == query.birth_date if query.birth_date else Party.birth_date.is_(None)
    rows = db.scalars(select(Party.id).where(and_(born, written)).limit(_MOST_ROWS))
    return [(party_id, "") for party_id in rows]


def _customers(db: Session, found: Found, within: ColumnElement[bool] | None) -> Iterable[Customer]:
    gone = (CustomerStatus.MERGED, CustomerStatus.ERASED)
    query = (
        select(Customer)
        .join(Customer.party)
        .options(contains_eager(Customer.party))
        .where(Customer.party_id.in_(found), Customer.status.not_in(gone))
    )
    return db.scalars(query if within is None else query.where(within)).unique().all()
