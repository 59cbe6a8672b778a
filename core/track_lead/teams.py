"""Sales teams (TL-2, TL-3): made, changed and retired by managers; leaving is recorded, not deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified

from core.access import Actor, Permission, Role, ensure
from core.errors import Conflict, Invalid, NotFound
from core.history import Event, record
from core.model import Lead, Staff, StaffRole, Team, TeamMember
from core.normalise import clean, fold
from core.submission import claim, settle

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamForm:
    """What a team is made of; people by their public ids."""

    name: str
    leader: str | None = None
    members: Sequence[str] = ()
    languages: Sequence[str] = ()
    regions: Sequence[str] = ()


def create_team(db: Session, form: TeamForm, *, by: Actor, now: datetime, key: str) -> Team:
    """A new team, for which `by` answers. The same `key` gives the same team. Raises Invalid, NotAllowed."""
    ensure(by, Permission.TEAM_MANAGE)
    if (first := claim(db, key, act="team", by=by, now=now)) is not None:
        return db.scalars(select(Team).where(Team.public_id == first)).one()
    team = Team(name="", folded_name="", created_at=now, manager_id=by.staff_id)
    _fill(db, team, form, now=now)
    db.add(team)
    db.flush()  # history names it by its key
    record(db, Event.TEAM_CREATED, by=by, now=now, facts={"team": team.id, "members": len(team.members)})
    settle(db, key, result=team.public_id)
    return team


def change_team(db: Session, team: Team, form: TeamForm, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Name, leader and members as said now; who is missing has left. Raises StaleVersion, Invalid, NotAllowed."""
    ensure(by, Permission.TEAM_MANAGE)
    db.refresh(team, with_for_update=True)
    team.must_be_version(seen_version)
    before = {member.staff_id for member in team.members if member.left_at is None}
    _fill(db, team, form, now=now)
    flag_modified(team, "name")  # members alone would leave the version as it is
    db.flush()  # history tells new members by their keys
    after = {member.staff_id for member in team.members if member.left_at is None}
    facts = {"team": team.id, "joined": sorted(after - before), "left": sorted(before - after)}
    record(db, Event.TEAM_CHANGED, by=by, now=now, facts=facts)


def retire_team(db: Session, team: Team, *, by: Actor, seen_version: int, now: datetime) -> None:
    """The team takes no leads any more. Raises Conflict while it has open ones: they go to others first."""
    ensure(by, Permission.TEAM_MANAGE)
    db.refresh(team, with_for_update=True)
    team.must_be_version(seen_version)
    has = select(func.count()).where(Lead.team_id == team.id, Lead.closed_at.is_(None), Lead.deleted_at.is_(None))
    if count := db.scalar(has):
        raise Conflict("team_has_open_leads", count=count)
    team.retired_at = now
    record(db, Event.TEAM_RETIRED, by=by, now=now, facts={"team": team.id})


def teams_now(db: Session) -> list[Row[Team, int, int]]:
    """Teams that take leads: the team with its leader, how many work in it, how many open leads it has."""
    open_leads = (
        select(func.count())
        .where(Lead.team_id == Team.id, Lead.closed_at.is_(None), Lead.deleted_at.is_(None))
        .scalar_subquery()
    )
    people = select(func.count()).where(TeamMember.team_id == Team.id, TeamMember.left_at.is_(None)).scalar_subquery()
    query = select(Team, people.label("people"), open_leads.label("leads")).options(joinedload(Team.leader))
    return list(db.execute(query.where(Team.retired_at.is_(None)).order_by(Team.folded_name, Team.id)).all())


def team_of(db: Session, public_id: str) -> Team:
    """The team of a public id with the people in it. Raises NotFound."""
    query = select(Team).where(Team.public_id == public_id).options(selectinload(Team.members))
    found = db.scalar(query)
    if found is None:
        raise NotFound("team_unknown")
    return found


def _fill(db: Session, team: Team, form: TeamForm, *, now: datetime) -> None:
    name = clean(form.name)[:LONGEST_NAME]
    if not name:
        raise Invalid.one("name", "name_the_team")
    folded = fold(name)
    same = select(Team.id).where(Team.folded_name == folded, Team.retired_at.is_(None), Team.id != (team.id or 0))
    if db.scalar(same) is not None:
        raise Invalid.one("name", "team_name_taken")
    team.name, team.folded_name = name, folded
    team.languages, team.regions = list(form.languages), list(form.regions)
    people = _people(db, [*form.members, *([form.leader] if form.leader else [])])
    team.leader_id = people[form.leader].id if form.leader else None
    _set_members(team, [people[one] for one in dict.fromkeys(form.members)], now=now)


def _people(db: Session, public_ids: Sequence[str]) -> dict[str, Staff]:
    sells = select(StaffRole.staff_id).where(StaffRole.role.in_([Role.SALES.value, Role.MANAGER.value]))
    query = select(Staff).where(Staff.public_id.in_(public_ids), Staff.disabled_at.is_(None), Staff.id.in_(sells))
    found = {one.public_id: one for one in db.scalars(query)}
    if set(public_ids) - set(found):
        raise Invalid.one("members", "choose_people_who_sell")
    return found


def _set_members(team: Team, people: Sequence[Staff], *, now: datetime) -> None:
    wanted = {person.id for person in people}
    there = {member.staff_id for member in team.members if member.left_at is None}
    for member in team.members:
        if member.left_at is None and member.staff_id not in wanted:
            member.left_at = now
    team.members.extend(TeamMember(staff_id=key, joined_at=now) for key in sorted(wanted - there))
