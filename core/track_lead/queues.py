"""Queues of leads (TL-4, TL-10): which leads stand in which view, a page of one, and the counts of all.

Each view is a union of few branches; a branch names its leads by one index (core.model.lead) and is read no further
than one page, so that a page costs the same with a thousand leads and with a million.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.access import Actor, Permission, Role, Scope, scope
from core.model import Lead, LeadSource, LeadStatus

PAGE = 50
MOST_COUNTED = 1000
"""Counted no further: more is shown as 1,000+."""


class View(StrEnum):
    MINE = "mine"
    TEAM = "team"
    UNCLAIMED = "unclaimed"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    ALL = "all"
    DELETED = "deleted"


NEWEST_FIRST = frozenset({View.ALL, View.DELETED})
"""All others stand in the order of their next step, soonest first."""

Branch = Sequence[ColumnElement[bool]]
_OPEN = (Lead.closed_at.is_(None), Lead.deleted_at.is_(None))
_SHOWN = (Lead.deleted_at.is_(None),)


@dataclass(frozen=True, slots=True)
class Filters:
    """What may stand in the address of a list."""

    status: LeadStatus | None = None
    source: LeadSource | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a queue: the moment at which a lead stood there, and its number."""

    at: datetime
    number: str


@dataclass(frozen=True, slots=True)
class PageOfLeads:
    """The leads of one page in order, by number, and whether more stand before and after them."""

    numbers: list[str] = field(default_factory=list)
    first: Place | None = None
    last: Place | None = None
    more_before: bool = False
    more_after: bool = False


def views_of(by: Actor) -> list[View]:
    """The views a person has, in their order; the first is where they begin."""
    reach = scope(by, Permission.LEAD_SEE)
    if reach is None:
        return []
    if reach is not Scope.TEAM:
        return [View.ALL]
    sells = [View.MINE, View.TEAM, View.UNCLAIMED]
    manages = [View.UNASSIGNED] if Role.MANAGER in by.roles else []
    deletes = [View.DELETED] if scope(by, Permission.LEAD_DELETE) else []
    return [*manages, *sells, View.OVERDUE, View.ALL, *deletes]


def branches(view: View, *, by: Actor, now: datetime) -> list[Branch]:
    """The leads of a view as seen by somebody, each branch within what they may see (R44)."""
    teams = [Lead.team_id == team_id for team_id in sorted(by.team_ids)]
    mine = Lead.owner_id == by.staff_id
    unassigned = and_(Lead.team_id.is_(None), Lead.owner_id.is_(None))
    if view is View.MINE:
        return [(mine, *_OPEN)]
    if view is View.TEAM:
        return [(team, *_OPEN) for team in teams]
    if view is View.UNCLAIMED:
        return [(team, Lead.owner_id.is_(None), *_OPEN) for team in teams]
    if view is View.UNASSIGNED:
        return [(unassigned, *_OPEN)] if Role.MANAGER in by.roles else []
    if view is View.OVERDUE:
        return [(one, Lead.next_step_at < now, *_OPEN) for one in (mine, *teams)]
    if view is View.DELETED:
        return [(Lead.deleted_at.is_not(None), _reach_of_deleting(by))]
    return _all(by, teams)


def page_of(
    db: Session,
    view: View,
    *,
    filters: Filters,
    by: Actor,
    now: datetime,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> PageOfLeads:
    """One page of a view: its beginning, or what stands `after` or `before` a place. One statement."""
    backwards = (before is not None) is not (view in NEWEST_FIRST)
    kept = [*_filtered(filters), *_beyond(view, after, before)]
    rows = _cut(db, view, branches(view, by=by, now=now), kept, backwards=backwards, size=size + 1)
    more = len(rows) > size
    rows = rows[:size][::-1] if before else rows[:size]
    if not rows:
        return PageOfLeads(more_before=after is not None, more_after=before is not None)
    more_before, more_after = (more, True) if before else (after is not None, more)
    return PageOfLeads([row.number for row in rows], rows[0], rows[-1], more_before, more_after)


def counts_of(db: Session, *, by: Actor, now: datetime) -> Mapping[View, int]:
    """How many leads stand in each view that is worked off, counted up to MOST_COUNTED + 1. One statement."""
    counted = [view for view in views_of(by) if view not in NEWEST_FIRST]
    asked = [(view, found) for view in counted if (found := branches(view, by=by, now=now))]
    columns = [_count(found).label(view.value) for view, found in asked]
    row = db.execute(select(*columns)).one() if columns else None
    return {view: getattr(row, view.value, 0) for view in counted}


def _cut(db: Session, view: View, found: Sequence[Branch], kept: Branch, *, backwards: bool, size: int) -> list[Place]:
    """The first places of a view, each branch cut to one page before they are put together."""
    column = _ordered_by(view)
    order = (column.desc(), Lead.id.desc()) if backwards else (column, Lead.id)
    parts = [
        select(Lead.id, Lead.number, column.label("at")).where(*branch, *kept).order_by(*order).limit(size)
        for branch in found
    ]
    if not parts:
        return []
    joined = union_all(*[select(part.subquery()) for part in parts]).subquery()
    both = (joined.c.at.desc(), joined.c.id.desc()) if backwards else (joined.c.at, joined.c.id)
    once = select(joined.c.at, joined.c.id, joined.c.number).distinct()  # a lead may stand in two branches
    return [Place(row.at, row.number) for row in db.execute(once.order_by(*both).limit(size))]


def _count(found: Sequence[Branch]) -> ColumnElement[int]:
    parts = [select(Lead.id.label("id")).where(*branch).limit(MOST_COUNTED + 1) for branch in found]
    joined = union_all(*[select(part.subquery()) for part in parts]).subquery()
    most = select(joined.c.id).distinct().limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(most).scalar_subquery()


def _all(by: Actor, teams: Sequence[ColumnElement[bool]]) -> list[Branch]:
    reach = scope(by, Permission.LEAD_SEE)
    if reach is None:
        return []
    if reach is Scope.ALL:
        return [_SHOWN]
    own = [Lead.owner_id == by.staff_id, Lead.created_by_id == by.staff_id]
    if reach is Scope.OWN:
        return [(one, *_SHOWN) for one in own]
    found: list[Branch] = [(one, *_SHOWN) for one in (*own, *teams)]
    if Role.MANAGER in by.roles:
        found.append((Lead.team_id.is_(None), Lead.owner_id.is_(None), *_SHOWN))
    return found


def _reach_of_deleting(by: Actor) -> ColumnElement[bool]:
    own = [Lead.owner_id == by.staff_id, Lead.team_id.in_(by.team_ids)]
    if Role.MANAGER in by.roles:
        own.append(and_(Lead.team_id.is_(None), Lead.owner_id.is_(None)))
    elif scope(by, Permission.LEAD_DELETE) is Scope.OWN:
        own = own[:1]
    return or_(*own)


def _ordered_by(view: View) -> InstrumentedAttribute[datetime]:
    return Lead.created_at if view in NEWEST_FIRST else Lead.next_step_at


def _filtered(filters: Filters) -> list[ColumnElement[bool]]:
    kept: list[ColumnElement[bool]] = []
    if filters.status is not None:
        kept.append(Lead.status == filters.status)
    if filters.source is not None:
        kept.append(Lead.source == filters.source)
    return kept


def _beyond(view: View, after: Place | None, before: Place | None) -> list[ColumnElement[bool]]:
    place = after or before
    if place is None:
        return []
    column = _ordered_by(view)
    other = aliased(Lead)
    key = select(other.id).where(other.number == place.number).scalar_subquery()
    here, there = tuple_(column, Lead.id), tuple_(literal(place.at, column.type), key)
    later = (after is not None) is not (view in NEWEST_FIRST)
    return [here > there if later else here < there]
