"""Verify caller: the question and one stated fact, both only compared (MC-1; R13, R14).

A try is counted and committed before anything is compared. What comes back is a match, no match, or closed: never
which of the two was wrong. A match opens one customer and contact to one member of staff for 15 minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure, visible_customers
from core.database.transaction import transaction
from core.errors import Invalid, NotFound, TooMany
from core.history import Event, record
from core.identify_contact.certificates import certificate_digits
from core.maintain_contact.callers import caller_contact, question_for
from core.maintain_contact.guessing import note_miss, stopped_until
from core.maintain_contact.live_verification import end_verification, live_verification
from core.maintain_contact.telling import tell
from core.model import Contact, Customer, Verification, VerificationWay
from core.normalise import certificate_number
from core.passwords import verify_answer
from core.throttle import ASSISTED_ANSWER, attempt, closed_until, succeeded, tries_left
from core.tokens import same

__all__ = [
    "Compared",
    "Outcome",
    "StatedFact",
    "caller_of",
    "end_verification",
    "live_verification",
    "opened",
    "shut_for",
    "verify_by_question",
]

LASTS = timedelta(minutes=15)


class Compared(StrEnum):
    """All that anybody is told of a comparison."""

    MATCH = "match"
    NO_MATCH = "no_match"
    CLOSED = "closed"
    STOPPED = "stopped"
    """The member of staff, after misses on five customers."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What the caller said beside the answer: their birth date, or the last four signs of their certificate."""

    birth_date: date | None = None
    certificate_end: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`until`: how long the verification lasts, or how long it is closed."""

    compared: Compared
    verification: Verification | None = None
    tries_left: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _OnFile:
    """What a try is compared with; lives no longer than the comparison."""

    customer_id: int
    contact_id: int
    answer_hash: str | None
    birth_date: date | None
    certificate_ends: tuple[str, ...]


def verify_by_question(
    customer_code: str, *, contact_id: str, answer: str, fact: StatedFact, channel: str, by: Actor, now: datetime
) -> Outcome:
    """Compares what the caller said with what is on file; makes its own transactions, since a try counts first.

    `channel` is how they called (phone, shop). Three misses close it for 30 minutes, doubling to a day, and tell the
    customer; misses on five customers within an hour stop the member of staff. Raises Invalid when something was not
    said, NotFound, NotAllowed, and Conflict("no_question") for a contact who has none.
    """
    _must_be_said(answer, fact)
    with transaction() as db:
        begun = _begin(db, customer_code, contact_id=contact_id, by=by, now=now)
    if isinstance(begun, Outcome):
        return begun
    right = verify_answer(answer, begun.answer_hash) & _fits(fact, begun)
    with transaction() as db:
        customer, contact = db.get_one(Customer, begun.customer_id), db.get_one(Contact, begun.contact_id)
        if right:
            succeeded(db, ASSISTED_ANSWER, str(customer.id), now=now)
            return opened(db, contact, way=VerificationWay.QUESTION, channel=channel, by=by, now=now)
        return _missed(db, customer, contact, by=by, now=now)


def _must_be_said(answer: str, fact: StatedFact) -> None:
    """What was not asked is no miss."""
    if not answer.strip():
        raise Invalid.one("answer", "answer_missing")
    if fact.birth_date is None and not (fact.certificate_end or "").strip():
        raise Invalid.one("birth_date", "fact_missing")


def _begin(db: Session, code: str, *, contact_id: str, by: Actor, now: datetime) -> _OnFile | Outcome:
    """Counts the try; an Outcome when nothing may be compared at all."""
    customer, contact = caller_of(db, code, contact_id=contact_id, by=by)
    question_for(contact)
    if shut := shut_for(db, contact, by=by, now=now):
        return shut
    try:
        attempt(db, ASSISTED_ANSWER, str(customer.id), now=now)
    except TooMany:
        until = closed_until(db, ASSISTED_ANSWER, str(customer.id), now=now)
        _refuse(db, contact, why="closed", by=by, now=now)
        return Outcome(Compared.CLOSED, until=until)
    party = contact.party
    credential = party.credential
    return _OnFile(
        customer_id=customer.id,
        contact_id=contact.id,
        answer_hash=credential.answer_hash if credential else None,
        birth_date=party.birth_date,
        certificate_ends=tuple(_end(certificate_digits(c)) for c in party.certificates if not c.is_removed),
    )


def caller_of(db: Session, code: str, *, contact_id: str, by: Actor) -> tuple[Customer, Contact]:
    """The customer and the contact who is calling. Raises NotAllowed, NotFound."""
    ensure(by, Permission.VERIFY)
    customer = db.scalar(select(Customer).where(Customer.code == code, visible_customers(by)))
    if customer is None:
        raise NotFound("customer_gone")
    return customer, caller_contact(db, customer, contact_id)


def shut_for(db: Session, contact: Contact, *, by: Actor, now: datetime) -> Outcome | None:
    """Why this member of staff may not try at all; None when they may."""
    until = stopped_until(db, by, now=now)
    if until is None:
        return None
    _refuse(db, contact, why="stopped", by=by, now=now)
    return Outcome(Compared.STOPPED, until=until)


def _fits(fact: StatedFact, file: _OnFile) -> bool:
    if fact.birth_date is not None:
        return fact.birth_date == file.birth_date
    said = _end(certificate_number(fact.certificate_end or ""))
    return len(said) == 4 and sum(same(said, end) for end in file.certificate_ends) > 0


def _end(number: str | None) -> str:
    return (number or "")[-4:]


def opened(db: Session, contact: Contact, *, way: VerificationWay, channel: str, by: Actor, now: datetime) -> Outcome:
    """A match: one verification for this member of staff, customer and contact."""
    verification = Verification(
        customer_id=contact.customer_id,
        contact_id=contact.id,
        staff_id=by.staff_id,
        way=way,
        channel=channel,
        at=now,
        until=now + LASTS,
    )
    db.add(verification)
    facts = {"way": way.value, "channel": channel, "contact": contact.id}
    record(db, Event.CALLER_VERIFIED, by=by, now=now, customer=db.get_one(Customer, contact.customer_id), facts=facts)
    return Outcome(Compared.MATCH, verification=verification, until=verification.until)


def _missed(db: Session, customer: Customer, contact: Contact, *, by: Actor, now: datetime) -> Outcome:
    note_miss(db, customer, contact, way=VerificationWay.QUESTION, by=by, now=now)
    until = closed_until(db, ASSISTED_ANSWER, str(customer.id), now=now)
    if until is None:
        left = tries_left(db, ASSISTED_ANSWER, str(customer.id))
        return Outcome(Compared.NO_MATCH, tries_left=left)
    record(db, Event.QUESTION_CLOSED, by=by, now=now, customer=customer, facts={"until": until.isoformat()})
    tell(db, contact.party, "question_closed", facts={"until_at": until.isoformat()}, now=now)
    return Outcome(Compared.CLOSED, until=until)


def _refuse(db: Session, contact: Contact, *, why: str, by: Actor, now: datetime) -> None:
    """A try that was not even compared is told as well: every one is on record."""
    customer = db.get_one(Customer, contact.customer_id)
    facts = {"why": why, "contact": contact.id}
    record(db, Event.CALLER_NOT_VERIFIED, by=by, now=now, customer=customer, facts=facts, outcome="refused")
