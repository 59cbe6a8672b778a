"""Opportunities (MP-2, as a list and a simple page): what came of leads, and what was carried over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from core.access import Actor, Permission, Scope, ensure, scope
from core.errors import NotFound
from core.history import Event, record
from core.history_told import HistoryLine, history_of
from core.model import Competitor, Contact, Customer, Lead, Opportunity, OpportunityItem, Post, Stage, Task

PAGE = 50
MOST = 100


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """What the page shows: the opportunity and what its leads brought along."""

    opportunity: Opportunity
    leads: Sequence[Lead]
    posts: Sequence[Post]
    tasks: Sequence[Task]
    competitors: Sequence[Competitor]
    history: Sequence[HistoryLine]


def visible_opportunities(by: Actor) -> ColumnElement[bool]:
    """Condition on Opportunity: own ones, those of one's teams, or all (R44)."""
    reach = scope(by, Permission.OPPORTUNITY_SEE)
    if reach is None:
        return false()
    if reach is Scope.ALL:
        return true()
    return or_(Opportunity.owner_id == by.staff_id, Opportunity.team_id.in_(by.team_ids))


def list_opportunities(
    db: Session, *, stage: Stage | None, after: str | None, by: Actor, size: int = PAGE
) -> tuple[list[Opportunity], bool]:
    """A page of opportunities, newest first, after the one of a number; and whether more follow. One statement."""
    ensure(by, Permission.OPPORTUNITY_SEE)
    query = _with_people(select(Opportunity)).where(visible_opportunities(by))
    if stage is not None:
        query = query.where(Opportunity.stage == stage)
    if after:
        other = aliased(Opportunity)
        there = select(other.created_at, other.id).where(other.number == after).subquery()
        place = tuple_(select(there.c.created_at).scalar_subquery(), select(there.c.id).scalar_subquery())
        query = query.where(tuple_(Opportunity.created_at, Opportunity.id) < place)
    ordered = query.order_by(Opportunity.created_at.desc(), Opportunity.id.desc()).limit(size + 1)
    found = list(db.scalars(ordered))
    return found[:size], len(found) > size


def opportunity_page(db: Session, number: str, *, by: Actor, now: datetime) -> OpportunityPage:
    """One opportunity; the look is recorded in the same transaction. Raises NotFound."""
    query = _with_people(select(Opportunity)).options(
        joinedload(Opportunity.items).joinedload(OpportunityItem.offering)
    )
    found = db.scalars(query.where(Opportunity.number == number, visible_opportunities(by))).unique().first()
    if found is None:
        raise NotFound("opportunity_unknown", number=number)
    record(db, Event.OPPORTUNITY_VIEWED, opportunity=found, by=by, now=now)
    leads = db.scalars(select(Lead).where(Lead.opportunity_id == found.id).order_by(Lead.id)).all()
    posts = select(Post).where(Post.opportunity_id == found.id).options(joinedload(Post.by))
    tasks = select(Task).where(Task.opportunity_id == found.id).order_by(Task.done_at.is_not(None), Task.id)
    rivals = select(Competitor).where(Competitor.opportunity_id == found.id, Competitor.removed_at.is_(None))
    return OpportunityPage(
        found,
        leads,
        db.scalars(posts.order_by(Post.at.desc(), Post.id.desc()).limit(MOST)).all(),
        db.scalars(tasks.limit(MOST)).all(),
        db.scalars(rivals.order_by(Competitor.id).limit(MOST)).all(),
        history_of(db, by=by, now=now, opportunity=found, limit=MOST),
    )


def _with_people(query: Select[Opportunity]) -> Select[Opportunity]:
    return query.options(
        joinedload(Opportunity.customer).joinedload(Customer.party),
        joinedload(Opportunity.contact).joinedload(Contact.party),
        joinedload(Opportunity.owner),
        joinedload(Opportunity.team),
    )
