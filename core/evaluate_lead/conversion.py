"""Become an opportunity or not (EL-3, EL-4): create, join, or keep as prospect until a day."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Table, bindparam, exists, select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission
from core.errors import Conflict, Invalid
from core.evaluate_lead.intention import morning_of
from core.history import Event, record
from core.model import (
    Competitor,
    Lead,
    LeadItem,
    LeadStatus,
    Offering,
    Opportunity,
    OpportunityItem,
    Post,
    Stage,
    Task,
)  # fmt: skip
from core.numbers import opportunity_number
from core.outbox import enqueue
from core.submission import claim
from core.track_lead.reach import ensure_reaches, lock
from core.track_lead.working import pause, start


class Choice(StrEnum):
    CREATE = "create"
    JOIN = "join"
    KEEP = "keep"


def convert(
    db: Session,
    lead: Lead,
    *,
    choice: Choice,
    opportunity: Opportunity | None = None,
    until: date | None = None,
    by: Actor,
    seen_version: int,
    now: datetime,
    key: str,
) -> Opportunity | None:
    """Makes an opportunity of a lead, adds it to an open one of the customer's, or keeps it as prospect `until` a day.

    Happens once however often it is clicked: a lead that is converted gives the opportunity it became. From New or
    Waiting both arrows are written. Customer, contact, items, posts, tasks and competitors go along.
    Returns None where the lead is kept. Raises StaleVersion, WrongStatus, NotAllowed, Invalid, Conflict.
    """
    if claim(db, key, act="convert", by=by, now=now, result=lead.number) is not None:
        db.refresh(lead)  # the first click was another act
        return became(db, lead)
    lock(db, lead)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    if lead.status is LeadStatus.QUALIFIED:
        return became(db, lead)
    lead.must_be_open()
    lead.must_be_version(seen_version)
    if choice is Choice.KEEP:
        pause(db, lead, until=morning_of(db, until), reason="kept_as_prospect", by=by, now=now)
        return None
    goes = _what_goes_along(db, lead)
    made = _create(db, lead, goes, by=by, now=now) if choice is Choice.CREATE else _join(db, lead, opportunity, goes)
    _qualify(db, lead, made, by=by, now=now)
    _take_along(db, lead, made, goes)
    _say(db, lead, made, choice, by=by, now=now)
    return made


def became(db: Session, lead: Lead) -> Opportunity | None:
    """The opportunity that a lead became, if it did."""
    return db.get(Opportunity, lead.opportunity_id) if lead.opportunity_id is not None else None


def open_opportunities(db: Session, customer_id: int) -> list[Opportunity]:
    """Those a lead of this customer can be added to, newest first."""
    query = select(Opportunity).where(
        Opportunity.customer_id == customer_id, Opportunity.stage.in_((Stage.DEVELOP, Stage.PROPOSE))
    )
    return list(db.scalars(query.order_by(Opportunity.id.desc()).limit(20)))


_KINDS: dict[str, Table] = {kind.__tablename__: kind.__table__ for kind in (Post, Task, Competitor)}  # type: ignore[misc]
_ALONG = {
    name: update(table).where(table.c.lead_id == bindparam("lead")).values(opportunity_id=bindparam("made"))
    for name, table in _KINDS.items()
}
_GOES: Any = (
    select(
        LeadItem.id.label("item"), LeadItem.offering_id, LeadItem.quantity, LeadItem.note,
        Offering.price_minor, Offering.price_currency,
        *(exists().where(table.c.lead_id == Lead.id).label(name) for name, table in _KINDS.items()),
    )
    .select_from(Lead)
    .outerjoin(LeadItem, LeadItem.lead_id == Lead.id)
    .outerjoin(Offering, Offering.id == LeadItem.offering_id)
    .where(Lead.id == bindparam("lead"))
    .order_by(LeadItem.id)
)  # fmt: skip


def _what_goes_along(db: Session, lead: Lead) -> Sequence[Row[Any]]:
    """What the lead is about, at today's prices, and which of the rest it has: one row at least."""
    return db.execute(_GOES, {"lead": lead.id}).all()


def _create(db: Session, lead: Lead, goes: Sequence[Row[Any]], *, by: Actor, now: datetime) -> Opportunity:
    made = Opportunity(
        number=opportunity_number(db), customer_id=lead.customer_id, contact_id=lead.contact_id, title=lead.title,
        amount_minor=lead.value_minor, amount_currency=lead.value_currency, team_id=lead.team_id,
        owner_id=lead.owner_id or by.staff_id, next_step=lead.next_step, next_step_at=lead.next_step_at, created_at=now,
        items=_lines(goes),
    )  # fmt: skip
    db.add(made)
    return made


def _join(db: Session, lead: Lead, opportunity: Opportunity | None, goes: Sequence[Row[Any]]) -> Opportunity:
    if opportunity is None:
        raise Invalid.one("opportunity", "choose_one")
    db.refresh(opportunity, with_for_update=True)
    if opportunity.customer_id != lead.customer_id:
        raise Invalid.one("opportunity", "choose_one")
    if not opportunity.is_open:
        raise Conflict("opportunity_closed", number=opportunity.number)
    opportunity.items.extend(_lines(goes))
    return opportunity


def _lines(goes: Sequence[Row[Any]]) -> list[OpportunityItem]:
    return [
        OpportunityItem(
            offering_id=row.offering_id, quantity=row.quantity, note=row.note,
            price_minor=row.price_minor, price_currency=row.price_currency,
        )
        for row in goes
        if row.item is not None
    ]  # fmt: skip


def _qualify(db: Session, lead: Lead, made: Opportunity, *, by: Actor, now: datetime) -> None:
    start(db, lead, by=by, now=now)
    if lead.status is LeadStatus.WAITING:
        lead.go(LeadStatus.WORKING)
        record(db, Event.LEAD_STARTED, lead=lead, by=by, now=now)
    lead.go(LeadStatus.QUALIFIED)
    lead.opportunity, lead.closed_at, lead.closed_by_id = made, now, by.staff_id
    lead.waiting_until = lead.waiting_reason = None
    db.flush()  # what goes along needs the key of what was made


def _take_along(db: Session, lead: Lead, made: Opportunity, goes: Sequence[Row[Any]]) -> None:
    for name, along in _ALONG.items():
        if getattr(goes[0], name):
            db.connection().execute(along, {"lead": lead.id, "made": made.id})


def _say(db: Session, lead: Lead, made: Opportunity, choice: Choice, *, by: Actor, now: datetime) -> None:
    if choice is Choice.CREATE:
        record(db, Event.OPPORTUNITY_CREATED, lead=lead, opportunity=made, by=by, now=now)
    facts = {"opportunity": made.number, "choice": choice.value}
    record(db, Event.LEAD_CONVERTED, lead=lead, opportunity=made, by=by, now=now, facts=facts)
    payload = {"event": "lead_converted", "lead": lead.public_id, "opportunity": made.public_id}
    enqueue(db, "event", payload=payload, now=now, key=f"lead_converted:{lead.public_id}:{made.public_id}")
