"""The rows of one lead, as core.track_lead writes them: what was said, whose it is, what was done, its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from core.model import AssignmentAct, IntentionKind, JobState, LeadSource, LeadStatus, PostKind
from jobs.synthesis.customer_rows import Row
from jobs.synthesis.history_rows import line
from jobs.synthesis.public_ids import public_id

STATUSES = (
    *(LeadStatus.NEW,) * 3,
    *(LeadStatus.WORKING,) * 3,
    LeadStatus.WAITING,
    LeadStatus.DISQUALIFIED,
)
"""Three of eight new, three in work, one waiting, one closed."""
ASSIGNED, TOUCHED, CLOSED = timedelta(minutes=5), timedelta(hours=2), timedelta(days=9)
"""How long after arriving."""
HISTORY, POSTS = 5, 2
"""Keys that are set aside for each lead."""
_SOURCE = {"source": LeadSource.PORTAL.value, "previous": None}
_CALLED = {"kind": PostKind.CALL.value, "outcome": "reached"}
_NO_NEED = {"reason": "no_need"}


@dataclass(frozen=True, slots=True)
class Sales:
    """To whom leads go and what they are about."""

    people: list[tuple[int, int]]
    """Salesperson and team."""
    offerings: list[tuple[int, str, str]]
    """Key, product group and name."""
    manager: int
    clerk: int
    """Who looks at registrations."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One lead before it is rows."""

    number: int
    customer: int
    contact: int
    party: int
    status: LeadStatus
    at: datetime
    waits_until: datetime | None
    owner: int
    team: int
    manager: int
    offering: tuple[int, str, str]

    @property
    def touched(self) -> datetime | None:
        """When the first call was made; nobody has called who is new."""
        return None if self.status is LeadStatus.NEW else self.at + TOUCHED

    @property
    def closed(self) -> datetime | None:
        """When it was closed, if it was."""
        return self.at + CLOSED if self.status is LeadStatus.DISQUALIFIED else None


def draw(
    number: int, *, customer: int, contact: int, party: int, at: datetime, until: datetime, sales: Sales, chance: Random
) -> Drawn:
    """Lead `number` (from 0 in this load), which arrived at `at`; nothing of it lies after `until` but its waiting."""
    owner, team = sales.people[number % len(sales.people)]
    status = STATUSES[(number // len(sales.people)) % len(STATUSES)] if at + CLOSED < until else LeadStatus.NEW
    waits = until + timedelta(days=1 + number % 90) if status is LeadStatus.WAITING else None
    offering = chance.choice(sales.offerings)
    return Drawn(number, customer, contact, party, status, at, waits, owner, team, sales.manager, offering)


def lead_rows(lead: Drawn, *, keys: dict[str, int], lead_numbers: int) -> Iterator[Row]:
    """Every row of a lead, table by table."""
    number, key = lead.number, keys["lead"] + lead.number
    offering, group, _name = lead.offering
    yield "lead", {"id": key, "number": f"L-{lead_numbers + number:07d}", **_lead(lead)}
    item = {"lead_id": key, "offering_id": offering, "product_group": group, "quantity": 1}
    yield "lead_item", {"id": keys["lead_item"] + number, **item}
    yield "lead_assignment", {"id": keys["lead_assignment"] + number, "lead_id": key, **_assignment(lead)}
    yield "intention", {"id": keys["intention"] + number, "lead_id": key, **_intention(lead)}
    for place, post in enumerate(_posts(lead)):
        yield "post", {"id": keys["post"] + POSTS * number + place, "lead_id": key, **post}
    for place, told in enumerate(_history(lead)):
        yield "history", line(keys["history"] + HISTORY * number + place, lead=key, customer=lead.customer, **told)
    if lead.waits_until:
        yield "job", {"id": keys["job"] + number, **_return(key, lead, lead.waits_until)}


def _lead(lead: Drawn) -> dict[str, Any]:
    due = lead.at + timedelta(hours=4)
    return {
        "public_id": public_id(),
        "customer_id": lead.customer,
        "contact_id": lead.contact,
        "title": lead.offering[2],
        "status": lead.status,
        "source": LeadSource.PORTAL,
        "team_id": lead.team,
        "owner_id": lead.owner,
        "assigned_at": lead.at + ASSIGNED,
        "next_step_at": lead.waits_until or (lead.at + timedelta(days=3) if lead.touched else due),
        "first_touch_due_at": due,
        "first_touch_at": lead.touched,
        "last_touch_at": lead.touched,
        "waiting_until": lead.waits_until,
        "waiting_reason": "not_now" if lead.waits_until else None,
        "created_at": lead.at,
        "closed_at": lead.closed,
        "close_reason": "no_need" if lead.closed else None,
        "closed_by_id": lead.owner if lead.closed else None,
        "version": 1,
    }


def _assignment(lead: Drawn) -> dict[str, Any]:
    return {
        "act": AssignmentAct.TO_PERSON,
        "team_id": lead.team,
        "owner_id": lead.owner,
        "by_staff_id": lead.manager,
        "at": lead.at + ASSIGNED,
    }


def _intention(lead: Drawn) -> dict[str, Any]:
    said_by, channel = lead.contact, LeadSource.PORTAL.value
    return {"kind": IntentionKind.INTERESTED, "said_by_contact_id": said_by, "channel": channel, "at": lead.at}


def _posts(lead: Drawn) -> Iterator[dict[str, Any]]:
    said = {"public_id": public_id(), "kind": PostKind.INTEREST, "outbound": False, "contact_id": lead.contact}
    yield {**said, "at": lead.at, "outcome": None, "minutes": None, "by_staff_id": None}
    if lead.touched:
        call = {"public_id": public_id(), "kind": PostKind.CALL, "outbound": True, "contact_id": lead.contact}
        yield {**call, "at": lead.touched, "outcome": "reached", "minutes": 4, "by_staff_id": lead.owner}


def _history(lead: Drawn) -> Iterator[dict[str, Any]]:
    yield {"event": "lead_created", "at": lead.at, "by_party": lead.party, "facts": _SOURCE}
    whose = _whose(lead.team, lead.owner)
    yield {"event": "lead_assigned", "at": lead.at + ASSIGNED, "staff": lead.manager, "facts": whose}
    if lead.touched:
        touch = {"at": lead.touched, "staff": lead.owner}
        yield {**touch, "event": "lead_started"}
        yield {**touch, "event": "post_added", "facts": _CALLED}
        if lead.waits_until:
            waits = {"reason": "not_now", "until": lead.waits_until.isoformat()}
            yield {**touch, "event": "lead_paused", "facts": waits}
    if lead.closed:
        yield {"event": "lead_closed", "at": lead.closed, "staff": lead.owner, "facts": _NO_NEED}


@cache
def _whose(team: int, owner: int) -> dict[str, Any]:
    return {"team": team, "owner": owner, "from_team": None, "from_owner": None}


def _return(key: int, lead: Drawn, until: datetime) -> dict[str, Any]:
    return {
        "public_id": public_id(),
        "kind": "lead_returns",
        "payload": {"lead": key, "until": until.isoformat()},
        "state": JobState.WAITING,
        "run_at": until,
        "tries": 0,
        "created_at": lead.touched,
    }
