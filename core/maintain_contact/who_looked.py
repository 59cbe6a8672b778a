"""Who looked at a customer's data and who changed it, as the customer may know it: by role and date (AR-2, MC-10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Role, ensure_for_customer
from core.errors import NotFound
from core.history import Event
from core.history_names import contact_names
from core.model import Authority, Customer, HistoryEntry, StaffRole

MOST = 50
OWN_ACTS = frozenset(
    {
        Event.CUSTOMER_REGISTERED,
        Event.ORDER_APPLIED,
        Event.ORDER_WITHDRAWN,
        Event.PASSWORD_SET,
        Event.QUESTION_SET,
        Event.DOCUMENT_ADDED,
        Event.DOCUMENT_REMOVED,
    }
)
"""What people did themselves and want to find again; each sign-in would bury it."""

_RANK = list(Role)


@dataclass(frozen=True, slots=True)
class Deed:
    """One look or change. `role` of the member of staff as they are today; None: the customer or Foyer itself."""

    at: datetime
    event: Event
    by: ActorKind
    role: Role | None
    failed: bool
    contact: str | None = None
    """Who did it for the customer, where that was a contact of theirs."""


def deeds(
    db: Session, customer: Customer, *, by: Actor, before: datetime | None = None, limit: int = MOST
) -> list[Deed]:
    """Looks and changes by staff, and the customer's own changes, newest first; `before` is when the last one shown
    was. Raises NotFound for anybody but the customer: staff have a history of their own.
    """
    if by.kind is not ActorKind.CUSTOMER or by.customer_id != customer.id:
        raise NotFound("customer_not_found")
    ensure_for_customer(by, Authority.CHANGE_ALL)
    own = and_(
        HistoryEntry.by_kind == ActorKind.CUSTOMER.value, HistoryEntry.event.in_([event.value for event in OWN_ACTS])
    )
    query = select(HistoryEntry).where(
        HistoryEntry.customer_id == customer.id, or_(HistoryEntry.by_kind == ActorKind.STAFF.value, own)
    )
    if before is not None:
        query = query.where(HistoryEntry.at < before)
    entries = db.scalars(query.order_by(HistoryEntry.id.desc()).limit(limit)).all()
    contacts = contact_names(db, {entry.by_party_id for entry in entries if entry.by_party_id} - {customer.party_id})
    roles = _roles(db, {entry.by_staff_id for entry in entries if entry.by_staff_id is not None})
    return [
        Deed(
            at=entry.at,
            event=Event(entry.event),
            by=ActorKind(entry.by_kind),
            role=roles.get(entry.by_staff_id or 0),
            failed=entry.outcome != "done",
            contact=contacts.get(entry.by_party_id or 0),
        )
        for entry in entries
        if entry.event in set(Event)
    ]


def staff_who_looked(db: Session, customer: Customer, *, since: datetime) -> int:
    """How many members of staff opened the customer's data since a moment."""
    looks = select(func.count(HistoryEntry.by_staff_id.distinct())).where(
        HistoryEntry.customer_id == customer.id,
        HistoryEntry.by_kind == ActorKind.STAFF.value,
        HistoryEntry.at >= since,
    )
    return db.scalar(looks) or 0


def role_known(codes: Iterable[str]) -> Role | None:
    """The role by which a customer knows somebody who has these: the first of the table; None: none of them."""
    return min((Role(code) for code in codes if code in set(Role)), key=_RANK.index, default=None)


def _roles(db: Session, staff_ids: set[int]) -> Mapping[int, Role]:
    """One role each, by which the customer knows them."""
    rows = db.execute(select(StaffRole.staff_id, StaffRole.role).where(StaffRole.staff_id.in_(staff_ids)))
    codes: dict[int, list[str]] = {}
    for staff_id, code in rows:
        codes.setdefault(staff_id, []).append(code)
    return {staff_id: role for staff_id, theirs in codes.items() if (role := role_known(theirs)) is not None}
