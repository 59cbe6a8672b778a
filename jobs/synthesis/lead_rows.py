"""The rows of one lead, as core.track_lead writes them: with its offering, its assignment and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.model import AssignmentAct, LeadSource, LeadStatus, PostKind
from core.tokens import public_id
from jobs.synthesis.customer_rows import Row

STATUSES = (
    *(LeadStatus.NEW,) * 3,
    *(LeadStatus.WORKING,) * 3,
    LeadStatus.WAITING,
    LeadStatus.DISQUALIFIED,
)
"""Three of eight new, three in work, one waiting, one closed."""


@dataclass(frozen=True, slots=True)
class Sales:
    """To whom leads go and what they are about."""

    people: list[tuple[int, int]]
    """Salesperson and team."""
    offerings: list[tuple[int, str, str]]
    """Key, product group and name."""
    manager: int


def lead_rows(
    number: int, *, customer: int, contact: int, at: datetime, keys: dict[str, int], lead_numbers: int, sales: Sales,
    chance: Random,
) -> Iterator[Row]:  # fmt: skip
    """Every row of lead `number` (from 0 in this load)."""
    owner, team = sales.people[number % len(sales.people)]
    offering, group, name = chance.choice(sales.offerings)
    status = STATUSES[(number // len(sales.people)) % len(STATUSES)]
    key, touched = keys["lead"] + number, status is not LeadStatus.NEW
    yield "lead", _lead(key, f"L-{lead_numbers + number:07d}", customer, contact, name, status, at, owner, team)
    yield (
        "lead_item",
        {
            "id": keys["lead_item"] + number,
            "lead_id": key,
            "offering_id": offering,
            "product_group": group,
            "quantity": 1,
        },
    )
    yield (
        "lead_assignment",
        {
            "id": keys["lead_assignment"] + number,
            "lead_id": key,
            "act": AssignmentAct.TO_PERSON,
            "team_id": team,
            "owner_id": owner,
            "by_staff_id": sales.manager,
            "at": at + timedelta(minutes=5),
        },
    )
    if touched:
        yield "post", _post(keys["post"] + number, key, contact, owner, at)
    for place, (event, staff) in enumerate((("lead_created", None), ("lead_assigned", sales.manager))):
        yield "history", _history(keys["history"] + 2 * number + place, event, customer, key, staff, at)


def _lead(  # noqa: PLR0917 -- called once, in the order of the columns
    key: int, number: str, customer: int, contact: int, title: str, status: LeadStatus, at: datetime, owner: int,
    team: int,
) -> dict[str, Any]:  # fmt: skip
    touched = None if status is LeadStatus.NEW else at + timedelta(hours=2)
    closed = at + timedelta(days=9) if status is LeadStatus.DISQUALIFIED else None
    return {
        "id": key,
        "public_id": public_id(),
        "number": number,
        "customer_id": customer,
        "contact_id": contact,
        "title": title,
        "status": status,
        "source": LeadSource.PORTAL,
        "team_id": team,
        "owner_id": owner,
        "assigned_at": at + timedelta(minutes=5),
        "next_step": "call",
        "next_step_at": at + timedelta(days=1),
        "first_touch_due_at": at + timedelta(hours=4),
        "first_touch_at": touched,
        "last_touch_at": touched,
        "waiting_until": at + timedelta(days=60) if status is LeadStatus.WAITING else None,
        "waiting_reason": "not_now" if status is LeadStatus.WAITING else None,
        "created_at": at,
        "closed_at": closed,
        "close_reason": "no_need" if closed else None,
        "closed_by_id": owner if closed else None,
        "version": 1,
    }


def _post(key: int, lead: int, contact: int, owner: int, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "public_id": public_id(),
        "lead_id": lead,
        "kind": PostKind.CALL,
        "outbound": True,
        "outcome": "reached",
        "at": at + timedelta(hours=2),
        "minutes": 4,
        "by_staff_id": owner,
        "contact_id": contact,
    }


def _history(  # noqa: PLR0917 -- called once
    key: int, event: str, customer: int, lead: int, staff: int | None, at: datetime
) -> dict[str, Any]:
    return {
        "id": key,
        "at": at,
        "event": event,
        "outcome": "done",
        "by_kind": "staff" if staff else "customer",
        "by_staff_id": staff,
        "customer_id": customer,
        "lead_id": lead,
        "fields": [],
        "facts": {},
    }
