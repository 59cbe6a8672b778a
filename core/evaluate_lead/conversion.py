"""Become an opportunity or not (EL-3, EL-4): create, join, or keep as prospect until a day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Insert, Table, Update, bindparam, exists, insert, select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission
from core.database.types import Key
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
from core.model.base import Base
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
    made = _create(db, lead, by=by, now=now) if choice is Choice.CREATE else _join(db, lead, opportunity)
    _qualify(db, lead, made, by=by, now=now)
    _take_along(db, lead, made)
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


def _of(kind: type[Base]) -> Table:
    return kind.__table__  # type: ignore[return-value]


def _lines() -> Insert:
    """What the lead is about, at today's prices."""
    item, offering = _of(LeadItem).c, _of(Offering).c
    made = bindparam("made", type_=Key).label("opportunity_id")
    kept = (item.offering_id, item.quantity, item.note, offering.price_minor, offering.price_currency)
    items = select(made, *kept).outerjoin(_of(Offering), offering.id == item.offering_id)
    asked = items.where(item.lead_id == bindparam("lead")).order_by(item.id)
    return insert(_of(OpportunityItem)).from_select(["opportunity_id", *(column.name for column in kept)], asked)


def _taken(kind: type[Base]) -> Update:
    table = _of(kind)
    return update(table).where(table.c.lead_id == bindparam("lead")).values(opportunity_id=bindparam("made"))


_ALONG: dict[str, Insert | Update] = {"lead_item": _lines()} | {
    kind.__tablename__: _taken(kind) for kind in (Post, Task, Competitor)
}
_HAS = select(
    *(exists().where(Base.metadata.tables[name].c.lead_id == bindparam("lead")).label(name) for name in _ALONG)
)
"""Of what goes along most leads have little: what they have not is not written."""


def _create(db: Session, lead: Lead, *, by: Actor, now: datetime) -> Opportunity:
    made = Opportunity(
        number=opportunity_number(db), customer_id=lead.customer_id, contact_id=lead.contact_id, title=lead.title,
        amount_minor=lead.value_minor, amount_currency=lead.value_currency, team_id=lead.team_id,
        owner_id=lead.owner_id or by.staff_id, next_step=lead.next_step, next_step_at=lead.next_step_at, created_at=now,
    )  # fmt: skip
    db.add(made)
    return made


def _join(db: Session, lead: Lead, opportunity: Opportunity | None) -> Opportunity:
    if opportunity is None:
        raise Invalid.one("opportunity", "choose_one")
    db.refresh(opportunity, with_for_update=True)
    if opportunity.customer_id != lead.customer_id:
        raise Invalid.one("opportunity", "choose_one")
    if not opportunity.is_open:
        raise Conflict("opportunity_closed", number=opportunity.number)
    return opportunity


def _qualify(db: Session, lead: Lead, made: Opportunity, *, by: Actor, now: datetime) -> None:
    start(db, lead, by=by, now=now)
    if lead.status is LeadStatus.WAITING:
        lead.go(LeadStatus.WORKING)
        record(db, Event.LEAD_STARTED, lead=lead, by=by, now=now)
    lead.go(LeadStatus.QUALIFIED)
    lead.opportunity, lead.closed_at, lead.closed_by_id = made, now, by.staff_id
    lead.waiting_until = lead.waiting_reason = None
    db.flush()  # what goes along needs the key of what was made


def _take_along(db: Session, lead: Lead, made: Opportunity) -> None:
    connection, keys = db.connection(), {"lead": lead.id, "made": made.id}
    has = connection.execute(_HAS, {"lead": lead.id}).one()
    for name, along in _ALONG.items():
        if getattr(has, name):
            connection.execute(along, keys)
    db.expire(made, ["items"])


def _say(db: Session, lead: Lead, made: Opportunity, choice: Choice, *, by: Actor, now: datetime) -> None:
    if choice is Choice.CREATE:
        record(db, Event.OPPORTUNITY_CREATED, lead=lead, opportunity=made, by=by, now=now)
    facts = {"opportunity": made.number, "choice": choice.value}
    record(db, Event.LEAD_CONVERTED, lead=lead, opportunity=made, by=by, now=now, facts=facts)
    payload = {"event": "lead_converted", "lead": lead.public_id, "opportunity": made.public_id}
    enqueue(db, "event", payload=payload, now=now, key=f"lead_converted:{lead.public_id}:{made.public_id}")
