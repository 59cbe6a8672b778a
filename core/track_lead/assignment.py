"""To team or to person (TL-5): assign, claim, give back; each passing on is kept, and the assignee is told."""

from datetime import datetime

from sqlalchemy import Table, bindparam, exists, insert, select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import AlreadyTaken
from core.history import Event, record
from core.model import AssignmentAct, HeldLead, Lead, LeadAssignment, Staff, Team
from core.model.lead import OPEN
from core.submission import claim as claim_key
from core.track_lead.reach import ensure_reaches, lock
from core.track_lead.takers import Taker, who_takes
from core.track_lead.telling import concerned, tell
from core.track_lead.terms import GIVE_BACK_REASON, chosen, must_say


def assign(
    db: Session,
    lead: Lead,
    *,
    to: Team | Staff,
    reason: str | None,
    by: Actor,
    seen_version: int,
    now: datetime,
    key: str | None = None,
) -> None:
    """Gives the lead to a team, any member of which may claim it, or to a person, whose task it becomes.

    `reason` is a sentence for the assignee, `seen_version` the version the manager looked at. Raises StaleVersion when
    somebody changed the lead meanwhile, AlreadyTaken while another manager holds it, Invalid for somebody who cannot
    take leads. The same `key` a second time does nothing.
    """
    if key is not None and claim_key(db, key, act="assign", by=by, now=now, result=lead.number) is not None:
        return
    lock(db, lead)
    must_be_assignable(lead, by=by, seen_version=seen_version)
    _not_held_by_another(db, lead, by=by, now=now)
    hand_over(db, lead, to=who_takes(db, to), reason=reason, by=by, now=now)


def must_be_assignable(lead: Lead, *, by: Actor, seen_version: int) -> None:
    """Refuses a lead that was changed meanwhile, is out of reach, or closed."""
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_ASSIGN, lead)
    lead.must_be_open()


def hand_over(db: Session, lead: Lead, *, to: Taker, reason: str | None, by: Actor, now: datetime) -> None:
    """Gives a lead that may be assigned, and tells whom it concerns.

    A person has it in the lead's own team, in one the assigner reaches, or in their first.
    """
    team = min(to.teams, key=lambda one: (one != lead.team_id, one not in by.team_ids, one))
    pass_on(db, lead, team_id=team, owner_id=to.owner.id if to.owner else None, by=by, now=now, note=reason)
    people = [to.owner] if to.owner else concerned(db, lead)
    tell(db, "lead_assigned", lead, people, by=by, now=now, team=None if to.owner else to.name)


def claim(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    """Takes an unclaimed lead of one's team: one only, however many click at once.

    One conditional statement decides; everybody else gets AlreadyTaken with the winner's key in `owner_id`.
    """
    ensure(by, Permission.LEAD_CLAIM)
    held = exists().where(HeldLead.lead_id == Lead.id, HeldLead.staff_id != by.staff_id, HeldLead.until > now)
    free = (Lead.owner_id.is_(None), Lead.team_id.in_(by.team_ids), Lead.status.in_(OPEN), Lead.deleted_at.is_(None))
    taken = db.execute(
        update(Lead)
        .where(Lead.id == lead.id, *free, ~held)
        .values(owner_id=by.staff_id, assigned_at=now, version=Lead.version + 1)
        .returning(Lead.team_id)
        .execution_options(synchronize_session=False)
    ).first()
    db.refresh(lead)
    if taken is None:
        _say_why_not(db, lead, by=by, now=now)
        return
    _keep(db, lead, AssignmentAct.CLAIM, by=by, now=now, before=(taken.team_id, None))
    record(db, Event.LEAD_CLAIMED, lead=lead, by=by, now=now)


def give_back(
    db: Session, lead: Lead, *, reason: str, note: str | None, by: Actor, seen_version: int, now: datetime
) -> None:
    """Puts a lead back into its team's queue, or among the unassigned.

    `reason` is a give_back_reason; "other" says why in `note`. Raises StaleVersion, NotAllowed, Invalid.
    """
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_GIVE_BACK, lead)
    must_have_owner(lead)
    must_say(chosen(db, GIVE_BACK_REASON, reason, field="reason"), "note", note, field="note", code="say_why")
    before = (lead.team_id, lead.owner_id)
    lead.owner_id, lead.assigned_at = None, now
    _keep(db, lead, AssignmentAct.GIVE_BACK, by=by, now=now, before=before, reason=reason, note=note)
    record(db, Event.LEAD_GIVEN_BACK, lead=lead, by=by, now=now, facts={"reason": reason, "team": lead.team_id})


def must_have_owner(lead: Lead) -> None:
    """Only what somebody has can be given back; raises AlreadyTaken, WrongStatus for a closed lead."""
    lead.must_be_open()
    if lead.owner_id is None:
        raise AlreadyTaken("lead_has_no_owner", number=lead.number)


def pass_on(
    db: Session,
    lead: Lead,
    *,
    team_id: int | None,
    owner_id: int | None,
    by: Actor,
    now: datetime,
    note: str | None,
) -> None:
    """Writes the new owner with the row and the line that say so; rights are the caller's affair."""
    before = (lead.team_id, lead.owner_id)
    lead.team_id, lead.owner_id, lead.assigned_at = team_id, owner_id, now
    act = AssignmentAct.TO_PERSON if owner_id else AssignmentAct.TO_TEAM
    _keep(db, lead, act, by=by, now=now, before=before, note=note)
    facts = {"team": lead.team_id, "owner": lead.owner_id, "from_team": before[0], "from_owner": before[1]}
    record(db, Event.LEAD_ASSIGNED, lead=lead, by=by, now=now, facts=facts)


def _keep(
    db: Session,
    lead: Lead,
    act: AssignmentAct,
    *,
    by: Actor,
    now: datetime,
    before: tuple[int | None, int | None],
    reason: str | None = None,
    note: str | None = None,
) -> None:
    passed = {
        "lead_id": lead.id, "act": act, "from_team_id": before[0], "from_owner_id": before[1], "at": now,
        "team_id": lead.team_id, "owner_id": lead.owner_id, "by_staff_id": by.staff_id,
        "reason_code": reason, "note": note,
    }  # fmt: skip
    db.connection().execute(_PASSED, passed)


def _say_why_not(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    if lead.owner_id == by.staff_id:
        return  # their own second click
    ensure_reaches(by, Permission.LEAD_CLAIM, lead)
    lead.must_be_open()
    _not_held_by_another(db, lead, by=by, now=now)
    raise AlreadyTaken("lead_taken", number=lead.number, owner_id=lead.owner_id)


def _not_held_by_another(db: Session, lead: Lead, *, by: Actor, now: datetime) -> None:
    holder = db.scalar(_HOLDER, {"lead": lead.id, "now": now})
    if holder is not None and holder != by.staff_id:
        raise AlreadyTaken("lead_held", number=lead.number, owner_id=holder)


_HOLDER = select(HeldLead.staff_id).where(HeldLead.lead_id == bindparam("lead"), HeldLead.until > bindparam("now"))
_PASSINGS: Table = LeadAssignment.__table__  # type: ignore[assignment]
_PASSED = insert(_PASSINGS).inline()
