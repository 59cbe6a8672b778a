"""What waits, as figures for the first page of each role: only what the person may see, each counted up to a limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, may, visible_leads
from core.identify_contact.registration_queue import View, in_view
from core.model import DuplicateCandidate, DuplicateState, Lead, LeadStatus, Registration

MOST = 1000
"""Counting stops here: more is 'more than that many' to anybody."""

_OPEN = (LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.WAITING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One figure: `name` is registrations, held, duplicates, my_leads, overdue, unassigned."""

    name: str
    number: int


def waiting(db: Session, *, by: Actor, now: datetime) -> list[Waiting]:
    """The figures of one person's first page, in the order of their day."""
    figures: list[Waiting] = []
    if may(by, Permission.IDENTITY_DECIDE):
        figures.append(Waiting("registrations", _count(db, _registrations(View.WAITING))))
        figures.append(Waiting("held", _count(db, _registrations(View.HELD))))
    if may(by, Permission.DUPLICATE_DECIDE):
        found = select(DuplicateCandidate.id).where(DuplicateCandidate.state == DuplicateState.OPEN)
        figures.append(Waiting("duplicates", _count(db, found)))
    if may(by, Permission.LEAD_WORK):
        mine = _leads(by).where(Lead.owner_id == by.staff_id)
        figures.append(Waiting("my_leads", _count(db, mine)))
        figures.append(Waiting("overdue", _count(db, mine.where(Lead.next_step_at < now))))
    if may(by, Permission.LEAD_ASSIGN):
        free = _leads(by).where(Lead.owner_id.is_(None), Lead.team_id.is_(None))
        figures.append(Waiting("unassigned", _count(db, free)))
    return figures


def _registrations(view: View) -> Select[int]:
    return select(Registration.id).join(Registration.customer).where(in_view(view))


def _leads(by: Actor) -> Select[int]:
    return select(Lead.id).where(visible_leads(by), Lead.status.in_(_OPEN))


def _count(db: Session, query: Select[Any]) -> int:
    return db.scalar(select(func.count()).select_from(query.limit(MOST).subquery())) or 0
