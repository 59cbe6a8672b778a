"""Who can take leads (TL-5): teams that work, and people who sell in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session

from core.access import Role
from core.errors import Invalid
from core.model import Staff, StaffRole, Team, TeamMember

SELLING = (Role.SALES.value, Role.MANAGER.value)


@dataclass(frozen=True, slots=True)
class Taker:
    """Who can take leads: a team, or a person with the teams they work in."""

    teams: Sequence[int]
    name: str
    owner: Staff | None = None


def who_takes(db: Session, to: Team | Staff) -> Taker:
    """Whoever leads are given to; raises Invalid for a team or a person who cannot take any."""
    if isinstance(to, Team):
        if to.retired_at is not None:
            raise Invalid.one("team", "team_retired")
        return Taker((to.id,), to.name)
    works = db.execute(_WORKS, {"person": to.id}).all()
    if not works:
        raise Invalid.one("person", "person_in_no_team")
    if not to.is_active or not works[0].sells:
        raise Invalid.one("person", "person_cannot_take_leads")
    return Taker([row.team_id for row in works], to.name, to)


_WORKS: Select[int, bool] = (
    select(
        Team.id.label("team_id"),
        exists().where(StaffRole.staff_id == TeamMember.staff_id, StaffRole.role.in_(SELLING)).label("sells"),
    )
    .join(TeamMember, TeamMember.team_id == Team.id)
    .where(TeamMember.staff_id == bindparam("person"), TeamMember.left_at.is_(None), Team.retired_at.is_(None))
    .order_by(Team.id)
)
