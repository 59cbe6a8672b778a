"""To team or to person (TL-5): assign, claim, give back; each passing on is kept, and the assignee is told."""

from datetime import datetime

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission, Role, ensure
from core.errors import AlreadyTaken, Invalid
from core.history import Event, record
from core.model import AssignmentAct, HeldLead, Lead, LeadAssignment, Staff, StaffRole, Team, TeamMember
from core.model.lead import OPEN
from core.submission import claim as claim_key
from core.submission import settle
from core.track_lead.reach import ensure_reaches, lock
from core.track_lead.telling import concerned, tell
from core.track_lead.terms import GIVE_BACK_REASON, chosen, must_say

SELLING = (Role.SALES.value, Role.MANAGER.value)


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
    if key is not None and claim_key(db, key, act="assign", by=by, now=now) is not None:
        return
    lock(db, lead)
    lead.must_be_version(seen_version)
    ensure_reaches(by, Permission.LEAD_ASSIGN, lead)
    lead.must_be_open()
    _not_held_by_another(db, lead, by=by, now=now)
    team, owner = (to, None) if isinstance(to, Team) else (_team_for(db, lead, to, by=by), to)
    _can_take(db, team, owner)
    pass_on(db, lead, team=team, owner=owner, by=by, now=now, note=reason)
    tell(db, "lead_assigned", lead, concerned(db, lead), by=by, now=now, team=None if owner else team.name)
    if key is not None:
        settle(db, key, result=lead.number)


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
    db: Session, lead: Lead, *, team: Team | None, owner: Staff | None, by: Actor, now: datetime, note: str | None
) -> None:
    """Writes the new owner with the row and the line that say so; rights are the caller's affair."""
    before = (lead.team_id, lead.owner_id)
    lead.team_id, lead.owner_id = team.id if team else None, owner.id if owner else None
    lead.assigned_at = now
    act = AssignmentAct.TO_PERSON if owner else AssignmentAct.TO_TEAM
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
    row = LeadAssignment(lead_id=lead.id, act=act, from_team_id=before[0], from_owner_id=before[1], at=now)
    row.team_id, row.owner_id, row.by_staff_id = lead.team_id, lead.owner_id, by.staff_id
    row.reason_code, row.note = reason, note
    db.add(row)


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


def _team_for(db: Session, lead: Lead, person: Staff, *, by: Actor) -> Team:
    """The team in which a person has the lead: the lead's own, one the assigner reaches, or their first."""
    theirs = db.scalars(_TEAMS_OF, {"person": person.id}).all()
    if not theirs:
        raise Invalid.one("person", "person_in_no_team")
    return min(theirs, key=lambda team: (team.id != lead.team_id, team.id not in by.team_ids, team.id))


def _can_take(db: Session, team: Team, owner: Staff | None) -> None:
    if team.retired_at is not None:
        raise Invalid.one("team", "team_retired")
    if owner is None:
        return
    if not owner.is_active or db.scalar(_SELLS, {"person": owner.id}) is None:
        raise Invalid.one("person", "person_cannot_take_leads")


_HOLDER = select(HeldLead.staff_id).where(HeldLead.lead_id == bindparam("lead"), HeldLead.until > bindparam("now"))
_TEAMS_OF = (
    select(Team)
    .join(TeamMember, TeamMember.team_id == Team.id)
    .where(TeamMember.staff_id == bindparam("person"), TeamMember.left_at.is_(None), Team.retired_at.is_(None))
    .order_by(Team.id)
)
_SELLS = select(StaffRole.id).where(StaffRole.staff_id == bindparam("person"), StaffRole.role.in_(SELLING)).limit(1)
