"""Conditions on what somebody may see, put together once for all of like roles: their own keys are left open."""

from typing import Any

from sqlalchemy import bindparam

from core.access import Actor, ActorKind, Role


def anybody(kind: ActorKind, roles: frozenset[Role]) -> Actor:
    """An actor for visible_leads() and the like, whose keys keys_of() fills in when the statement runs."""
    me: Any = bindparam("me")
    teams: Any = bindparam("teams", expanding=True)
    return Actor(kind, staff_id=me, roles=roles, team_ids=teams)


def keys_of(by: Actor) -> dict[str, Any]:
    """What anybody() left open."""
    return {"me": by.staff_id, "teams": sorted(by.team_ids)}
