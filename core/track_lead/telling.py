"""Letters to colleagues about leads: whom they concern is told once, in their own language."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.access import Actor
from core.model import Lead, Staff, Team, TeamMember
from core.outbox import send_mail


def people_of_team(db: Session, team_id: int) -> list[Staff]:
    """Those who work in a team now, and its leader; without those whose account is closed."""
    members = select(TeamMember.staff_id).where(TeamMember.team_id == team_id, TeamMember.left_at.is_(None))
    leader = select(Team.leader_id).where(Team.id == team_id)
    query = select(Staff).where(or_(Staff.id.in_(members), Staff.id.in_(leader)), Staff.disabled_at.is_(None))
    return list(db.scalars(query.order_by(Staff.id)))


def concerned(db: Session, lead: Lead) -> list[Staff]:
    """Who has the lead: its owner, or while unclaimed everybody of its team."""
    if lead.owner_id is not None:
        owner = db.get(Staff, lead.owner_id)
        return [owner] if owner is not None and owner.is_active else []
    return people_of_team(db, lead.team_id) if lead.team_id is not None else []


def tell(
    db: Session,
    template: str,
    lead: Lead,
    people: Iterable[Staff],
    *,
    by: Actor,
    now: datetime,
    team: str | None = None,
) -> None:
    """Writes a letter to each of `people` but the one who acts; names stay out of what the table shows."""
    for person in people:
        if person.id == by.staff_id:
            continue
        send_mail(
            db,
            template,
            to=person.email,
            language=person.language or "en",
            facts={"number": lead.number, "to_team": team is not None},
            secret={"title": lead.title, "by": by.name, "name": person.name, "team": team or ""},
            now=now,
        )
