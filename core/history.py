"""Who did or saw what, on whom, when: written in the act's own transaction, never changed afterwards (R54, R55)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.events import Event
from core.model import Customer, HistoryEntry, HistoryValue, Lead, ModificationOrder, Opportunity, Party, Staff
from core.model.base import Keyed
from core.party_past import party_keyring, seal_value, sealed, unsealed

__all__ = ["Event", "party_keyring", "record", "sealed", "unsealed"]

Before = Any
After = Any


def record(
    db: Session,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    customer: Customer | None = None,
    party: Party | None = None,
    lead: Lead | None = None,
    opportunity: Opportunity | None = None,
    order: ModificationOrder | None = None,
    staff: Staff | None = None,
    fields: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    values: Mapping[str, tuple[Before, After]] | None = None,
    outcome: str = "done",
) -> None:
    """Adds one line to the history.

    `facts` are ids and codes; personal values go into `values` (field → before, after) and are kept under the
    party's own key. `outcome` is done, refused or failed. Rows named here must have been flushed or are flushed now.
    """
    if values:
        db.flush()  # the party's key must belong to a row that has its id
    owner = _owner(customer, lead, opportunity, order)
    line = {
        "at": now, "event": event.value, "outcome": outcome, "customer_id": owner, "party_id": _id(party),
        "lead_id": _id(lead), "opportunity_id": _id(opportunity), "order_id": _id(order), "staff_id": _id(staff),
        **_doer(by), "fields": sorted({*fields, *(values or {})}), "facts": dict(facts or {}),
    }  # fmt: skip
    if values:
        _keep_values(db, HistoryEntry(**line), party or _party_of(db, owner), values, now=now)
    else:
        db.connection().execute(_LINE, line)


_HISTORY: Table = HistoryEntry.__table__  # type: ignore[assignment]
_LINE = insert(_HISTORY).inline()
"""Put together once, and written past the session: nothing else of the act need be written for it, nor its key read."""


def _id(thing: Keyed | None) -> int | None:
    return thing.id if thing else None


def _doer(by: Actor) -> dict[str, Any]:
    return {
        "by_kind": by.kind.value,
        "by_staff_id": by.staff_id,
        "by_party_id": by.party_id,
        "request_id": by.request_id,
        "address": by.address,
    }


def _owner(
    customer: Customer | None, lead: Lead | None, opportunity: Opportunity | None, order: ModificationOrder | None
) -> int | None:
    if customer is not None:
        return customer.id
    for thing in (lead, opportunity, order):
        if thing is not None:
            return thing.customer_id
    return None


def _party_of(db: Session, customer_id: int | None) -> Party:
    found = db.scalar(select(Party).join(Customer, Customer.party_id == Party.id).where(Customer.id == customer_id))
    if found is None:
        raise ValueError("values need a party whose key protects them")
    return found


def _keep_values(
    db: Session, entry: HistoryEntry, party: Party, values: Mapping[str, tuple[Before, After]], *, now: datetime
) -> None:
    db.add(entry)
    seal = party_keyring(db, party.id, now=now)
    for name, (before, after) in values.items():
        entry.values.append(
            HistoryValue(
                party_id=party.id,
                field=name,
                before_encrypted=seal_value(seal, party.id, before),
                after_encrypted=seal_value(seal, party.id, after),
            )
        )
