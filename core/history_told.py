"""What happened with a customer or a lead, and who did it, newest first; the web words it (MC-11, R54)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Table, bindparam, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.history import Event
from core.history_names import contact_names, names_of
from core.model import Customer, HistoryEntry, HistoryValue, Lead, ModificationOrder, Opportunity, Staff, Team
from core.party_past import opener

LOOKS = frozenset(
    {
        Event.CUSTOMER_VIEWED,
        Event.DOCUMENT_VIEWED,
        Event.CERTIFICATE_REVEALED,
        Event.LEAD_VIEWED,
        Event.OPPORTUNITY_VIEWED,
        Event.ORDER_VIEWED,
        Event.SEARCHED,
        Event.CHECKED_FOR_DUPLICATES,
    }
)
"""Somebody looked: told on the whole history, left out where contact is told."""

MOST = 50


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry with what its sentence needs: names of staff, numbers of what it is about, values for who may."""

    id: int
    at: datetime
    event: Event
    outcome: str
    by_kind: str
    by_staff: str | None
    staff: str | None
    """Whom it is about, where that is a member of staff."""
    lead: str | None
    opportunity: str | None
    order: str | None
    fields: tuple[str, ...]
    facts: dict[str, Any]
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    team: str | None = None
    contact: str | None = None
    """Whom it is about, where that is a contact of the customer."""
    by_contact: str | None = None
    """Who did it for the customer, where that was a contact of theirs."""


def history_of(
    db: Session,
    *,
    by: Actor,
    now: datetime,
    customer: Customer | None = None,
    lead: Lead | None = None,
    opportunity: Opportunity | None = None,
    staff: Staff | None = None,
    before: int | None = None,
    limit: int = MOST,
    without: Collection[Event] = LOOKS,
    only: Collection[Event] = (),
    own: int | None = None,
    open_values: bool = False,
) -> list[HistoryLine]:
    """Entries of one subject, newest first; `before` is the id of the last one shown. The caller made sure of the right
    to see the subject.

    `own` is the party of the customer, where it is known: who is not looked for among contacts.
    `open_values` opens the erasable values of a customer; whether somebody may see them, the page's process decides.
    Two statements, three with values, however many entries there are.
    """
    ensure(by, Permission.CUSTOMER_OPEN, Permission.LEAD_SEE, Permission.OPPORTUNITY_SEE, Permission.AUDIT_SEE)
    column, key = _subject(customer, lead, opportunity, staff)
    asked = _entries(column, before is not None, frozenset(only), frozenset(without), limit)
    entries = db.execute(asked, {"subject": key, "before": before}).all()
    own = customer.party_id if customer else own
    return _lines(db, entries, own=own, party_id=own if open_values else None, now=now)


_EVENTS = {event.value for event in Event}


def _subject(
    customer: Customer | None, lead: Lead | None, opportunity: Opportunity | None, staff: Staff | None
) -> tuple[str, int]:
    """The column that names the subject, and its key."""
    for column, subject in (("staff_id", staff), ("lead_id", lead), ("opportunity_id", opportunity)):
        if subject is not None:
            return column, subject.id
    if customer is None:
        raise ValueError("whose history?")
    return "customer_id", customer.id


_HISTORY: Table = HistoryEntry.__table__  # type: ignore[assignment]
_TOLD = tuple(
    _HISTORY.c[name]
    for name in (
        "id", "at", "event", "outcome", "by_kind", "by_staff_id", "by_party_id", "party_id", "staff_id", "lead_id",
        "opportunity_id", "order_id", "fields", "facts",
    )
)  # fmt: skip


@lru_cache(maxsize=256)
def _entries(column: str, continued: bool, only: frozenset[Event], without: frozenset[Event], limit: int) -> Any:
    """Put together once for each page that asks."""
    query = select(*_TOLD).where(_HISTORY.c[column] == bindparam("subject"))
    if continued:
        query = query.where(_HISTORY.c.id < bindparam("before"))
    if only:
        query = query.where(_HISTORY.c.event.in_(sorted(event.value for event in only)))
    elif without:
        query = query.where(_HISTORY.c.event.not_in(sorted(event.value for event in without)))
    return query.order_by(_HISTORY.c.id.desc()).limit(limit)


def _named(db: Session, entries: Sequence[Row[Any]]) -> list[dict[Any, str]]:
    wanted = {
        Staff: {key for e in entries for key in (e.by_staff_id, e.staff_id, e.facts.get("owner"))},
        Lead: {e.lead_id for e in entries},
        Opportunity: {e.opportunity_id for e in entries},
        ModificationOrder: {e.order_id for e in entries},
        Team: {e.facts.get("team") for e in entries},
    }
    return names_of(db, wanted)


def _lines(
    db: Session, entries: Sequence[Row[Any]], *, own: int | None, party_id: int | None, now: datetime
) -> list[HistoryLine]:
    staff, leads, opportunities, orders, teams = _named(db, entries)
    contacts = contact_names(db, {key for e in entries for key in (e.by_party_id, e.party_id)} - {None, own})
    values = _values(db, entries, party_id, now=now) if party_id is not None else {}
    return [
        HistoryLine(
            id=entry.id,
            at=entry.at,
            event=Event(entry.event),
            outcome=entry.outcome,
            by_kind=entry.by_kind,
            by_staff=staff.get(entry.by_staff_id),
            staff=staff.get(entry.staff_id) or staff.get(entry.facts.get("owner")),
            lead=leads.get(entry.lead_id),
            opportunity=opportunities.get(entry.opportunity_id),
            order=orders.get(entry.order_id),
            fields=tuple(entry.fields),
            facts=entry.facts,
            values=values.get(entry.id, {}),
            team=teams.get(entry.facts.get("team")),
            contact=contacts.get(entry.party_id),
            by_contact=contacts.get(entry.by_party_id),
        )
        for entry in entries
        if entry.event in _EVENTS
    ]


def _values(
    db: Session, entries: Sequence[Row[Any]], party_id: int, *, now: datetime
) -> dict[int, dict[str, tuple[Any, Any]]]:
    unseal = opener(db, party_id, now=now)
    kept = select(HistoryValue).where(
        HistoryValue.history_id.in_([entry.id for entry in entries]), HistoryValue.party_id == party_id
    )
    opened: dict[int, dict[str, tuple[Any, Any]]] = {}
    for value in db.scalars(kept):
        pair = (unseal(value.before_encrypted), unseal(value.after_encrypted))
        opened.setdefault(value.history_id, {})[value.field] = pair
    return opened
