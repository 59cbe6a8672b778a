"""Become an opportunity or not (EL-3, EL-4): create, join, or keep as prospect until a day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Table, Update, bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from core.access import Actor, Permission
from core.errors import Conflict, Invalid
from core.evaluate_lead.intention import morning_of
from core.history import Event, record
from core.model import (
    Competitor,
    Lead,
    LeadItem,
    LeadStatus,
    Opportunity,
    OpportunityItem,
    Post,
    Stage,
    Task,
)  # fmt: skip
from core.numbers import opportunity_number
from core.outbox import enqueue
from core.submission import claim, settle
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
    if claim(db, key, act="convert", by=by, now=now) is not None:
        db.refresh(lead)  # the first click was another act
        return became(db, lead)
    lock(db, lead)
    ensure_reaches(by, Permission.LEAD_WORK, lead)
    if lead.status is LeadStatus.QUALIFIED:
        settle(db, key, result=lead.number)
        return became(db, lead)
    lead.must_be_open()
    lead.must_be_version(seen_version)
    made: Opportunity | None = None
    if choice is Choice.KEEP:
        pause(db, lead, until=morning_of(db, until), reason="kept_as_prospect", by=by, now=now)
    else:
        made = _create(db, lead, by=by, now=now) if choice is Choice.CREATE else _join(db, lead, opportunity)
        _qualify(db, lead, made, choice, by=by, now=now)
    settle(db, key, result=lead.number)
    return made


def _taken_along(kind: type[Post | Task | Competitor]) -> Update:
    table: Table = kind.__table__  # type: ignore[assignment]
    return update(table).where(table.c.lead_id == bindparam("lead")).values(opportunity_id=bindparam("made"))


_ALONG = [_taken_along(kind) for kind in (Post, Task, Competitor)]


def became(db: Session, lead: Lead) -> Opportunity | None:
    """The opportunity that a lead became, if it did."""
    return db.get(Opportunity, lead.opportunity_id) if lead.opportunity_id is not None else None


def open_opportunities(db: Session, customer_id: int) -> list[Opportunity]:
    """Those a lead of this customer can be added to, newest first."""
    query = select(Opportunity).where(
        Opportunity.customer_id == customer_id, Opportunity.stage.in_((Stage.DEVELOP, Stage.PROPOSE))
    )
    return list(db.scalars(query.order_by(Opportunity.id.desc()).limit(20)))


def _create(db: Session, lead: Lead, *, by: Actor, now: datetime) -> Opportunity:
    made = Opportunity(
        number=opportunity_number(db), customer_id=lead.customer_id, contact_id=lead.contact_id, title=lead.title,
        amount_minor=lead.value_minor, amount_currency=lead.value_currency, team_id=lead.team_id,
        owner_id=lead.owner_id or by.staff_id, next_step=lead.next_step, next_step_at=lead.next_step_at, created_at=now,
        items=_lines(db, lead),
    )  # fmt: skip
    db.add(made)
    db.flush()  # what goes along needs its key
    record(db, Event.OPPORTUNITY_CREATED, lead=lead, opportunity=made, by=by, now=now)
    return made


def _join(db: Session, lead: Lead, opportunity: Opportunity | None) -> Opportunity:
    if opportunity is None:
        raise Invalid.one("opportunity", "choose_one")
    db.refresh(opportunity, with_for_update=True)
    if opportunity.customer_id != lead.customer_id:
        raise Invalid.one("opportunity", "choose_one")
    if not opportunity.is_open:
        raise Conflict("opportunity_closed", number=opportunity.number)
    opportunity.items.extend(_lines(db, lead))
    return opportunity


def _lines(db: Session, lead: Lead) -> list[OpportunityItem]:
    """What the lead is about, at today's prices."""
    items = select(LeadItem).where(LeadItem.lead_id == lead.id).options(joinedload(LeadItem.offering))
    return [
        OpportunityItem(
            offering_id=item.offering_id,
            quantity=item.quantity,
            note=item.note,
            price_minor=item.offering.price_minor if item.offering else None,
            price_currency=item.offering.price_currency if item.offering else None,
        )
        for item in db.scalars(items.order_by(LeadItem.id))
    ]


def _qualify(db: Session, lead: Lead, made: Opportunity, choice: Choice, *, by: Actor, now: datetime) -> None:
    start(db, lead, by=by, now=now)
    if lead.status is LeadStatus.WAITING:
        lead.go(LeadStatus.WORKING)
        record(db, Event.LEAD_STARTED, lead=lead, by=by, now=now)
    lead.go(LeadStatus.QUALIFIED)
    lead.opportunity_id, lead.closed_at, lead.closed_by_id = made.id, now, by.staff_id
    lead.waiting_until = lead.waiting_reason = None
    for along in _ALONG:
        db.execute(along, {"lead": lead.id, "made": made.id})
    facts = {"opportunity": made.number, "choice": choice.value}
    record(db, Event.LEAD_CONVERTED, lead=lead, opportunity=made, by=by, now=now, facts=facts)
    payload = {"event": "lead_converted", "lead": lead.public_id, "opportunity": made.public_id}
    enqueue(db, "event", payload=payload, now=now, key=f"lead_converted:{lead.public_id}:{made.public_id}")
