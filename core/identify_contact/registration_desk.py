"""The desk where registrations are looked at and decided: each look recorded, each decision once (IC-15, R44, R62)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from core.access import Actor, Permission, ensure, visible_customers
from core.errors import NotFound
from core.history import Event, record
from core.identify_contact.checked_identity import HowChecked
from core.identify_contact.identity_check import accept, ask_again, refuse
from core.identify_contact.linking import link
from core.identify_contact.registration_queue import registration_of
from core.model import Customer, DuplicateCandidate, Registration
from core.submission import claim, settle

_ACT = "decide_registration"
MOST_PAIRS = 20


class Decision(StrEnum):
    """What is said about a registration."""

    ACCEPT = "accept"
    ASK_AGAIN = "ask_again"
    LINK = "link"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a decision: `words` is the reason, or what is asked for; `known` the customer to link to."""

    words: str = ""
    how: HowChecked | None = None
    certificate: str = ""
    known: str = ""
    sure: bool = False


def look_at_registration(db: Session, code: str, *, by: Actor, now: datetime) -> Registration:
    """The registration of a customer by code; the look is in their history before the page is. Raises NotFound."""
    registration = registration_of(db, code, by=by)
    record(db, Event.CUSTOMER_VIEWED, by=by, now=now, customer=registration.customer, facts={"page": "registration"})
    return registration


def decide_registration(
    db: Session, code: str, decision: Decision, *, key: str, seen_version: int, said: Said, by: Actor, now: datetime
) -> Registration:
    """Accepts, refuses, links or asks again; the same `key` decides once.

    Raises whatever accept(), refuse(), ask_again() and link() raise, and NotFound.
    """
    registration = registration_of(db, code, by=by, to_decide=True)
    if claim(db, key, act=f"{_ACT}:{decision}", by=by, now=now) is not None:
        return registration
    if decision is Decision.ACCEPT:
        how, which = said.how, said.certificate
        accept(db, registration, seen_version=seen_version, how=how, certificate=which, by=by, now=now)
    elif decision is Decision.REFUSE:
        refuse(db, registration, reason=said.words, seen_version=seen_version, by=by, now=now)
    elif decision is Decision.LINK:
        link(db, registration, said.known, sure=said.sure, seen_version=seen_version, by=by, now=now)
    else:
        ask_again(db, registration, what=said.words, seen_version=seen_version, by=by, now=now)
    settle(db, key, result=code)
    return registration


def pairs_of(db: Session, customer: Customer, *, by: Actor) -> Sequence[DuplicateCandidate]:
    """Everybody a customer was found to resemble, decided or not, the likeliest first. Raises NotAllowed."""
    ensure(by, Permission.DUPLICATE_DECIDE)
    theirs = or_(DuplicateCandidate.left_id == customer.id, DuplicateCandidate.right_id == customer.id)
    return db.scalars(
        _with_both(theirs).order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id.desc()).limit(MOST_PAIRS)
    ).all()


def look_at_pair(db: Session, left: str, right: str, *, by: Actor, now: datetime) -> DuplicateCandidate:
    """The pair of two customers by code, in either order; the look at both is recorded. Raises NotFound, NotAllowed."""
    pair = pair_of(db, left, right, by=by)
    for customer, other in ((pair.left, pair.right), (pair.right, pair.left)):
        facts = {"page": "duplicates", "other": other.code}
        record(db, Event.CUSTOMER_VIEWED, by=by, now=now, customer=customer, facts=facts)
    return pair


def pair_of(db: Session, left: str, right: str, *, by: Actor) -> DuplicateCandidate:
    """The same without a look, for acts and for the place in the queue. Raises NotFound, NotAllowed."""
    ensure(by, Permission.DUPLICATE_DECIDE)
    mine = select(Customer.id).where(Customer.code.in_([left, right]), visible_customers(by)).order_by(Customer.id)
    both = db.scalars(mine).all()
    if len(both) != 2:
        raise NotFound("pair_not_found")
    theirs = (DuplicateCandidate.left_id == both[0], DuplicateCandidate.right_id == both[1])
    found = db.scalar(_with_both(and_(*theirs)))
    if found is None:
        raise NotFound("pair_not_found")
    return found


def _with_both(which: ColumnElement[bool]) -> Select[DuplicateCandidate]:
    left = joinedload(DuplicateCandidate.left).joinedload(Customer.party)
    right = joinedload(DuplicateCandidate.right).joinedload(Customer.party)
    return select(DuplicateCandidate).where(which).options(left, right)
