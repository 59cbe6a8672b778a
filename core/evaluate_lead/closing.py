"""Letting go (EL-5): close with a reason, reopen, delete what should never have been, restore it."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, Role, scope, visible_leads
from core.errors import Invalid, NotAllowed, NotFound, WrongStatus
from core.history import Event, record
from core.model import Lead, LeadStatus, Post, PostKind
from core.normalise import clean
from core.submission import claim, settle
from core.track_lead.competitors import Rival, note_competitor
from core.track_lead.consent import REQUEST, withdraw
from core.track_lead.reach import ensure_reaches, lock, reaches
from core.track_lead.terms import DELETE_REASON, DISQUALIFY_REASON, chosen, must_say

REOPENED_BY_OWNER = timedelta(days=30)
RESTORED_WITHIN = timedelta(days=30)


def close_lead(
    db: Session,
    lead: Lead,
    *,
    reason: str,
    note: str | None,
    competitor: str | None = None,
    duplicate_of: str | None = None,
    by: Actor,
    seen_version: int,
    now: datetime,
    key: str,
) -> None:
    """Closes a lead without an opportunity: a new one is cancelled, one that was worked is disqualified.

    `reason` is a disqualify_reason; chosen a competitor names it, a duplicate the lead's number, other needs a note.
    Asked not to be contacted withdraws the consent for sales. The same `key` a second time does nothing.
    Raises StaleVersion, WrongStatus, NotAllowed, Invalid.
    """
    if claim(db, key, act="close_lead", by=by, now=now) is not None:
        return
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    lead.must_be_open()
    meant = chosen(db, DISQUALIFY_REASON, reason, field="reason")
    must_say(meant, "note", note, field="note", code="say_why")
    must_say(meant, "competitor", competitor, field="competitor", code="say_which_competitor")
    must_say(meant, "lead", duplicate_of, field="duplicate_of", code="say_which_lead")
    facts = {"duplicate_of": _other_lead(db, lead, duplicate_of, by=by)} if duplicate_of else {}
    if competitor:
        note_competitor(db, lead, Rival(name=competitor), by=by, now=now)
    if purposes := meant.get("withdraws"):
        withdraw(db, lead.customer, [REQUEST, *purposes], by=by, now=now, source=f"lead {lead.number}")
    end(db, lead, reason=reason, note=note, by=by, now=now, facts=facts)
    settle(db, key, result=lead.number)


def end(
    db: Session,
    lead: Lead,
    *,
    reason: str,
    note: str | None,
    by: Actor,
    now: datetime,
    facts: dict[str, str] | None = None,
) -> None:
    """The arrow itself with its line in the history; rights are the caller's affair."""
    lead.go(LeadStatus.CANCELLED if lead.status is LeadStatus.NEW else LeadStatus.DISQUALIFIED)
    lead.closed_at, lead.closed_by_id = now, by.staff_id
    lead.close_reason, lead.close_note = reason, clean(note or "", lines=True) or None
    lead.waiting_until = lead.waiting_reason = None
    record(db, Event.LEAD_CLOSED, lead=lead, by=by, now=now, facts={"reason": reason, **(facts or {})})


def reopen(db: Session, lead: Lead, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Opens a closed lead again: its owner within 30 days, a manager any time.

    A cancelled one is new again, a disqualified one working. Raises WrongStatus for a converted lead, NotAllowed.
    """
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    if lead.is_open or lead.closed_at is None:
        raise WrongStatus("lead_is_open", number=lead.number)
    if lead.status is LeadStatus.QUALIFIED:
        raise WrongStatus("lead_converted", number=lead.number)
    if not may_be_reopened(lead, by=by, now=now):
        raise NotAllowed("reopening_is_the_managers", number=lead.number)
    lead.go(LeadStatus.NEW if lead.status is LeadStatus.CANCELLED else LeadStatus.WORKING)
    lead.closed_at = lead.closed_by_id = lead.close_reason = lead.close_note = None
    lead.next_step, lead.next_step_at = None, now
    record(db, Event.LEAD_REOPENED, lead=lead, by=by, now=now)


def may_be_reopened(lead: Lead, *, by: Actor, now: datetime) -> bool:
    """Whether `by` opens this lead again: closed without an opportunity, their own within 30 days or they manage it."""
    if lead.closed_at is None or lead.status is LeadStatus.QUALIFIED or not reaches(by, Permission.LEAD_WORK, lead):
        return False
    owners = lead.owner_id == by.staff_id and now - lead.closed_at <= REOPENED_BY_OWNER
    return owners or Role.MANAGER in by.roles


def delete_lead(db: Session, lead: Lead, *, reason: str, by: Actor, seen_version: int, now: datetime) -> None:
    """Takes away a new lead that nobody has worked on; restorable for 30 days.

    `reason` is a lead_delete_reason. Raises WrongStatus once there are posts of staff, NotAllowed, StaleVersion.
    """
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_DELETE, lead)
    chosen(db, DELETE_REASON, reason, field="reason")
    must_be_deletable(db, lead)
    lead.deleted_at, lead.delete_reason = now, reason
    record(db, Event.LEAD_DELETED, lead=lead, by=by, now=now, facts={"reason": reason})


def must_be_deletable(db: Session, lead: Lead) -> None:
    """A lead that is new and without posts; what the customer said on arrival is not one. Raises WrongStatus."""
    worked = exists().where(Post.lead_id == lead.id, Post.kind != PostKind.INTEREST)
    lead.must_be_open()
    if lead.status is not LeadStatus.NEW or lead.deleted_at is not None or db.scalar(select(worked)):
        raise WrongStatus("lead_has_posts", number=lead.number)


def restore(db: Session, number: str, *, by: Actor, now: datetime) -> Lead:
    """Brings back a deleted lead within 30 days. Raises NotFound, NotAllowed, WrongStatus."""
    lead = db.scalar(select(Lead).where(Lead.number == number, Lead.deleted_at.is_not(None)).with_for_update(of=Lead))
    if lead is None or lead.deleted_at is None or scope(by, Permission.LEAD_DELETE) is None:
        raise NotFound("lead_unknown", number=number)
    ensure_reaches(by, Permission.LEAD_DELETE, lead)
    if now - lead.deleted_at > RESTORED_WITHIN:
        raise WrongStatus("too_late_to_restore", number=number)
    lead.deleted_at = lead.delete_reason = None
    record(db, Event.LEAD_RESTORED, lead=lead, by=by, now=now)
    return lead


def _other_lead(db: Session, lead: Lead, number: str, *, by: Actor) -> str:
    wanted = clean(number).upper()
    found = db.scalar(select(Lead.number).where(Lead.number == wanted, Lead.id != lead.id, visible_leads(by)))
    if found is None:
        raise Invalid.one("duplicate_of", "no_such_lead")
    return found
