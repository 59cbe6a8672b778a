"""Against guessing with the help of the office: who misses on five customers within an hour is stopped (R14)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import Invalid
from core.history import Event, record
from core.maintain_contact.telling import tell_supervisors
from core.model import Contact, Customer, HistoryEntry, Staff, VerificationWay
from core.throttle import ASSISTED_ANSWER, Rule, attempt, closed_until, last_counted, succeeded, tries_left

CUSTOMERS = 5
WITHIN = timedelta(hours=1)
STAFF_VERIFYING = Rule("staff verifying", free=1, first_wait=timedelta(days=1), longest_wait=timedelta(days=1))


def stopped_until(db: Session, by: Actor, *, now: datetime) -> datetime | None:
    """Until when this member of staff may verify nobody; None: they may."""
    return closed_until(db, STAFF_VERIFYING, str(by.staff_id), now=now)


def question_closed_until(db: Session, customer: Customer, *, now: datetime) -> datetime | None:
    """Until when nobody may be asked the questions of this customer; None: they may."""
    return closed_until(db, ASSISTED_ANSWER, str(customer.id), now=now)


def question_tries_left(db: Session, customer: Customer) -> int:
    """Misses that are left before the questions close."""
    return tries_left(db, ASSISTED_ANSWER, str(customer.id))


def note_miss(
    db: Session, customer: Customer, contact: Contact, *, way: VerificationWay, by: Actor, now: datetime
) -> None:
    """Records one miss, and stops the member of staff when it is on the fifth customer of this hour."""
    facts = {"way": way.value, "contact": contact.id}
    record(db, Event.CALLER_NOT_VERIFIED, by=by, now=now, customer=customer, facts=facts, outcome="failed")
    db.flush()  # the count below includes this one
    if _missed_customers(db, by, now=now) < CUSTOMERS or stopped_until(db, by, now=now) is not None:
        return
    attempt(db, STAFF_VERIFYING, str(by.staff_id), now=now)
    staff = db.get_one(Staff, by.staff_id)
    record(db, Event.VERIFYING_STOPPED, by=Actor.system(), now=now, staff=staff)
    tell_supervisors(db, "verifying_stopped", facts={"name": staff.name, "since_at": now.isoformat()}, now=now)


def reopen_question(db: Session, customer: Customer, *, reason: str, by: Actor, now: datetime) -> None:
    """A supervisor lets the customer's questions be asked again before the time; `reason` is kept."""
    ensure(by, Permission.QUESTION_REOPEN)
    succeeded(db, ASSISTED_ANSWER, str(customer.id), now=now)
    record(db, Event.QUESTION_REOPENED, by=by, now=now, customer=customer, values={"reason": (None, _said(reason))})


def reopen_staff(db: Session, staff: Staff, *, reason: str, by: Actor, now: datetime) -> None:
    """A supervisor lets a stopped member of staff verify again; nobody does so for themselves."""
    ensure(by, Permission.QUESTION_REOPEN)
    if staff.id == by.staff_id:
        raise Invalid.one("reason", "not_for_yourself")
    succeeded(db, STAFF_VERIFYING, str(staff.id), now=now)
    record(db, Event.VERIFYING_REOPENED, by=by, now=now, staff=staff, facts={"reason": _said(reason)})


def _said(reason: str) -> str:
    if not reason.strip():
        raise Invalid.one("reason", "reason_missing")
    return reason.strip()[:400]


def _missed_customers(db: Session, by: Actor, *, now: datetime) -> int:
    """Customers missed on within the hour, or since they were let in again."""
    since = max(now - WITHIN, last_counted(db, STAFF_VERIFYING, str(by.staff_id)) or now - WITHIN)
    first = select(func.min(HistoryEntry.id)).where(HistoryEntry.at > since).scalar_subquery()
    missed = select(func.count(distinct(HistoryEntry.customer_id))).where(
        HistoryEntry.by_staff_id == by.staff_id,
        HistoryEntry.id >= first,
        HistoryEntry.event == Event.CALLER_NOT_VERIFIED.value,
        HistoryEntry.outcome == "failed",
    )
    return db.scalar(missed) or 0
