"""Views of queues (TL-4, TL-10): which leads stand in which view, for each kind of person, as conditions in SQL.

Each view is a union of few branches; a branch names its leads by one index (core.model.lead). Conditions are written
for all people of like roles with like many teams, their own keys left open, so that a statement is put together once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_

from core.access import Actor, ActorKind, Permission, Role, Scope, scope
from core.model import Lead


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
class Like:
    """What decides the shape of a person's views."""

    kind: ActorKind
    roles: frozenset[Role]
    teams: int

    @classmethod
    def of(cls, by: Actor) -> "Like":
        return cls(by.kind, by.roles, len(by.team_ids))

    @property
    def somebody(self) -> Actor:
        """Such a person without keys, to ask for rights."""
        return Actor(self.kind, roles=self.roles)


def keys_of(by: Actor, *, now: datetime) -> Mapping[str, Any]:
    """What is left open in the conditions."""
    teams = {f"team{place}": key for place, key in enumerate(sorted(by.team_ids))}
    return {"me": by.staff_id, "now": now, **teams}


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


def branches(view: View, like: Like) -> list[Branch]:
    """The leads of a view as seen by somebody, each branch within what they may see (R44)."""
    teams = _teams(like)
    mine = Lead.owner_id == bindparam("me")
    unassigned = and_(Lead.team_id.is_(None), Lead.owner_id.is_(None))
    if view is View.MINE:
        return [(mine, *_OPEN)]
    if view is View.TEAM:
        return [(team, *_OPEN) for team in teams]
    if view is View.UNCLAIMED:
        return [(team, Lead.owner_id.is_(None), *_OPEN) for team in teams]
    if view is View.UNASSIGNED:
        return [(unassigned, *_OPEN)] if Role.MANAGER in like.roles else []
    if view is View.OVERDUE:
        return [(one, Lead.next_step_at < bindparam("now"), *_OPEN) for one in (mine, *teams)]
    if view is View.DELETED:
        return [(Lead.deleted_at.is_not(None), _reach_of_deleting(like))]
    return _all(like)


def _teams(like: Like) -> list[ColumnElement[bool]]:
    return [Lead.team_id == bindparam(f"team{place}") for place in range(like.teams)]


def _all(like: Like) -> list[Branch]:
    reach = scope(like.somebody, Permission.LEAD_SEE)
    if reach is None:
        return []
    if reach is Scope.ALL:
        return [_SHOWN]
    own = [Lead.owner_id == bindparam("me"), Lead.created_by_id == bindparam("me")]
    if reach is Scope.OWN:
        return [(one, *_SHOWN) for one in own]
    found: list[Branch] = [(one, *_SHOWN) for one in (*own, *_teams(like))]
    if Role.MANAGER in like.roles:
        found.append((Lead.team_id.is_(None), Lead.owner_id.is_(None), *_SHOWN))
    return found


def _reach_of_deleting(like: Like) -> ColumnElement[bool]:
    own = [Lead.owner_id == bindparam("me"), *_teams(like)]
    if Role.MANAGER in like.roles:
        own.append(and_(Lead.team_id.is_(None), Lead.owner_id.is_(None)))
    elif scope(like.somebody, Permission.LEAD_DELETE) is Scope.OWN:
        own = own[:1]
    return or_(*own)
