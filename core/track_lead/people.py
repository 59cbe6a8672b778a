"""Salespeople (TL-2): invited by a manager with languages, regions and capacity; retired, their leads passed on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, Role, ensure
from core.errors import NotAllowed
from core.history import Event, record
from core.model import AssignmentAct, Lead, LeadAssignment, Staff, StaffAbsence, StaffRole, Team, TeamMember
from core.normalise import phone_number
from core.sessions import end_sessions
from core.staff_accounts import add_staff, send_staff_link
from core.submission import claim, settle

SELLING = (Role.SALES.value, Role.MANAGER.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """What is known of somebody who sells."""

    name: str
    email: str
    phone: str | None = None
    languages: Sequence[str] = ()
    regions: Sequence[str] = ()
    capacity: int | None = None


def invite_salesperson(
    db: Session, form: PersonForm, *, teams: Iterable[Team] = (), by: Actor, now: datetime, key: str, region: str | None
) -> Staff:
    """A new salesperson, whose link is on its way to their e-mail; a member of `teams` from now on.

    `region` is the operator's home country, for a phone without a country code. The same `key` gives the same person.
    Raises Invalid, AlreadyTaken where the e-mail belongs to staff, NotAllowed.
    """
    ensure(by, Permission.SALES_INVITE)
    if (first := claim(db, key, act="invite_salesperson", by=by, now=now)) is not None:
        return db.scalars(select(Staff).where(Staff.public_id == first)).one()
    staff = add_staff(db, email=form.email, name=form.name, roles=[Role.SALES], by=by, now=now)
    staff.phone = phone_number(form.phone, region) if form.phone else None
    staff.languages, staff.regions, staff.capacity = list(form.languages), list(form.regions), form.capacity
    for team in teams:
        db.add(TeamMember(team_id=team.id, staff_id=staff.id, joined_at=now))
    send_invitation(db, staff, by=by, now=now)
    settle(db, key, result=staff.public_id)
    return staff


def send_invitation(db: Session, staff: Staff, *, by: Actor, now: datetime) -> None:
    """Sends the link with which somebody chooses their password; the one before works no longer."""
    ensure(by, Permission.SALES_INVITE, Permission.STAFF_MANAGE)
    _only_sells(staff)
    send_staff_link(db, staff, by=by, now=now)


def retire_salesperson(db: Session, staff: Staff, *, by: Actor, seen_version: int, now: datetime) -> int:
    """Closes a salesperson's account; their open leads go back to their teams. Returns how many. Raises NotAllowed."""
    ensure(by, Permission.SALES_INVITE)
    _only_sells(staff)
    staff.must_be_version(seen_version)
    given_back = stop_selling(db, staff, by=by, now=now)
    staff.disabled_at = now
    end_sessions(db, now=now, staff_id=staff.id)
    record(db, Event.STAFF_DISABLED, by=by, now=now, staff=staff)
    return given_back


def stop_selling(db: Session, staff: Staff, *, by: Actor, now: datetime) -> int:
    """Takes somebody out of their teams and gives their open leads back to these. Returns how many. Raises NotAllowed.

    A lead without a team stands among the unassigned again: nothing stays with somebody who is gone.
    """
    ensure(by, Permission.SALES_INVITE, Permission.STAFF_MANAGE)
    leads = db.scalars(select(Lead).where(Lead.owner_id == staff.id, *_OPEN).with_for_update(of=Lead)).all()
    for lead in leads:
        lead.owner_id, lead.assigned_at = None, now
        row = LeadAssignment(lead_id=lead.id, act=AssignmentAct.GIVE_BACK, from_owner_id=staff.id, at=now)
        row.from_team_id = row.team_id = lead.team_id
        row.by_staff_id, row.reason_code = by.staff_id, "absent"
        db.add(row)
        record(db, Event.LEAD_GIVEN_BACK, lead=lead, by=by, now=now, facts={"reason": "absent", "team": lead.team_id})
    for member in staff.memberships:
        member.left_at = member.left_at or now
    return len(leads)


def salespeople(db: Session, *, today: date) -> list[Row[Staff, int, int, date | None]]:
    """Everybody who sells: the person, their open leads, their teams, and until when they are absent."""
    load = select(func.count()).where(Lead.owner_id == Staff.id, *_OPEN).scalar_subquery()
    in_teams = (
        select(func.count())
        .select_from(TeamMember)
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.staff_id == Staff.id, TeamMember.left_at.is_(None), Team.retired_at.is_(None))
        .scalar_subquery()
    )
    away = (
        select(func.max(StaffAbsence.until))
        .where(StaffAbsence.staff_id == Staff.id, StaffAbsence.since <= today, StaffAbsence.until >= today)
        .scalar_subquery()
    )
    sells = exists().where(StaffRole.staff_id == Staff.id, StaffRole.role.in_(SELLING))
    query = select(Staff, load.label("load"), in_teams.label("teams"), away.label("absent_until"))
    return list(db.execute(query.where(sells, Staff.disabled_at.is_(None)).order_by(Staff.name, Staff.id)).all())


_OPEN = (Lead.closed_at.is_(None), Lead.deleted_at.is_(None))


def _only_sells(staff: Staff) -> None:
    if {held.role for held in staff.roles} != {Role.SALES.value}:
        raise NotAllowed("only_salespeople_here", staff_id=staff.id)
