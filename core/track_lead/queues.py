"""Queues of leads (TL-4, TL-10): a page of one view, and the counts of all.

Each branch of a view is read no further than one page, so that a page costs the same with a thousand leads and with a
million. Statements are put together once for all people of a kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.access import Actor
from core.model import Lead, LeadSource, LeadStatus
from core.track_lead.queue_views import NEWEST_FIRST, Branch, Like, View, branches, keys_of, views_of
from core.track_lead.rows import ListedLead, everything

__all__ = [
    "MOST_COUNTED", "PAGE", "Filters", "PageOfLeads", "Place", "View", "counts_of", "page_of", "views_of",
]  # fmt: skip

PAGE = 50
MOST_COUNTED = 1000
"""Counted no further: more is shown as 1,000+."""


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
    """The leads of one page in order, and whether more stand before and after them."""

    rows: Sequence[ListedLead] = ()
    """Everything that a list says of them (core.track_lead.rows)."""
    first: Place | None = None
    last: Place | None = None
    more_before: bool = False
    more_after: bool = False
    counts: Mapping[View, int] = field(default_factory=dict)
    """What counts_of() says, where it was asked for together with the page."""

    @property
    def numbers(self) -> list[str]:
        return [row.number for row in self.rows]


def page_of(
    db: Session | Connection,
    view: View,
    *,
    filters: Filters,
    by: Actor,
    now: datetime,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
    counted: bool = False,
) -> PageOfLeads:
    """One page of a view: its beginning, or what stands `after` or `before` a place.

    One statement, also when it says how much is `counted` in all views; only a page without a row takes another.
    """
    way = "after" if after else "before" if before else None
    views = _counted(by) if counted else ()
    cut = _cut(_Cut(view, Like.of(by), filters, way, size + 1, views))
    place = after or before
    keys = {**keys_of(by, now=now), **({"at": place.at, "number": place.number} if place else {})}
    read = db.execute(cut, keys).all() if cut is not None else ()
    if not read:
        counts = counts_of(db, by=by, now=now) if counted else {}
        return PageOfLeads(more_before=after is not None, more_after=before is not None, counts=counts)
    rows = [ListedLead._make(row[:_WIDTH]) for row in read[:size]]
    if before:
        rows.reverse()
    more = len(read) > size
    more_before, more_after = (more, True) if before else (after is not None, more)
    first, last = (Place(row.at, row.number) for row in (rows[0], rows[-1]))
    counts = dict(zip(views, read[0][_WIDTH:], strict=True))
    return PageOfLeads(rows, first, last, more_before, more_after, counts)


_WIDTH = len(ListedLead._fields)


def counts_of(db: Session | Connection, *, by: Actor, now: datetime) -> Mapping[View, int]:
    """How many leads stand in each view that is worked off, counted up to MOST_COUNTED + 1. One statement."""
    views, like = _counted(by), Like.of(by)
    if not views:
        return {}
    return dict(zip(views, db.execute(_counting(views, like), dict(keys_of(by, now=now))).one(), strict=True))


def _counted(by: Actor) -> tuple[View, ...]:
    return tuple(view for view in views_of(by) if view not in NEWEST_FIRST)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What decides the shape of the statement that reads one page."""

    view: View
    like: Like
    filters: Filters
    way: str | None
    size: int
    counted: tuple[View, ...]


@lru_cache(maxsize=512)
def _cut(asked: _Cut) -> Select[Any] | None:
    """The first leads of a view, each branch cut to one page before they are put together."""
    column = _ordered_by(asked.view)
    backwards = (asked.way == "before") is not (asked.view in NEWEST_FIRST)
    order = (column.desc(), Lead.id.desc()) if backwards else (column, Lead.id)
    kept = [*_filtered(asked.filters), *_beyond(asked.view, asked.way)]
    parts = [
        select(Lead.id, column.label("at")).where(*branch, *kept).order_by(*order).limit(asked.size)
        for branch in branches(asked.view, asked.like)
    ]
    if not parts:
        return None
    joined = union_all(*[select(part.subquery()) for part in parts]).subquery()
    both = (joined.c.at.desc(), joined.c.id.desc()) if backwards else (joined.c.at, joined.c.id)
    read = select(joined.c.at, joined.c.id).order_by(*both).limit(asked.size)
    first = (read.distinct() if len(parts) > 1 else read).subquery("first")  # a lead may stand in two branches
    again = (first.c.at.desc(), first.c.id.desc()) if backwards else (first.c.at, first.c.id)
    found: Select[Any] = everything().add_columns(first.c.at, *_counts(asked.counted, asked.like))
    return found.join(first, first.c.id == Lead.id).order_by(*again)


@lru_cache(maxsize=128)
def _counting(views: Sequence[View], like: Like) -> Select[*tuple[int, ...]]:
    return select(*_counts(views, like))


def _counts(views: Sequence[View], like: Like) -> list[ColumnElement[int]]:
    return [_count(branches(view, like)).label(view.value) for view in views]


def _count(found: Sequence[Branch]) -> ColumnElement[int]:
    if not found:
        return literal(0)
    parts = [select(Lead.id.label("id")).where(*branch).limit(MOST_COUNTED + 1) for branch in found]
    if len(parts) == 1:
        return select(func.count()).select_from(parts[0].subquery()).scalar_subquery()
    joined = union_all(*[select(part.subquery()) for part in parts]).subquery()
    most = select(joined.c.id).distinct().limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(most).scalar_subquery()


def _ordered_by(view: View) -> InstrumentedAttribute[datetime]:
    return Lead.created_at if view in NEWEST_FIRST else Lead.next_step_at


def _filtered(filters: Filters) -> list[ColumnElement[bool]]:
    kept: list[ColumnElement[bool]] = []
    if filters.status is not None:
        kept.append(Lead.status == filters.status)
    if filters.source is not None:
        kept.append(Lead.source == filters.source)
    return kept


def _beyond(view: View, way: str | None) -> list[ColumnElement[bool]]:
    if way is None:
        return []
    column = _ordered_by(view)
    other = aliased(Lead)
    key = select(other.id).where(other.number == bindparam("number")).scalar_subquery()
    here, there = tuple_(column, Lead.id), tuple_(bindparam("at", type_=column.type), key)
    later = (way == "after") is not (view in NEWEST_FIRST)
    return [here > there if later else here < there]
