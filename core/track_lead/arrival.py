"""What becomes of an interest: a post on the lead that is still open, or a lead (TL-1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Role
from core.history import Event, record
from core.model import (
    Contact,
    Customer,
    Intention,
    IntentionKind,
    Lead,
    LeadItem,
    LeadSource,
    Offering,
    Post,
    PostKind,
    Staff,
    Team,
)  # fmt: skip
from core.model.lead import OPEN
from core.numbers import lead_number
from core.track_lead.assignment import pass_on
from core.track_lead.consent import ask_to_be_contacted
from core.track_lead.operator_hours import after_working_time, operator_hours
from core.track_lead.telling import concerned, tell
from core.track_lead.working import resume

RECENTLY = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What somebody may buy, as they said it."""

    offering: Offering | None
    title: str
    how_soon: str | None
    call_times: str | None
    note: str | None
    source: LeadSource
    contact: Contact

    @property
    def product_group(self) -> str | None:
        return self.offering.product_group if self.offering else None


def still_open(db: Session, customer: Customer, interest: Interest, *, by: Actor) -> Lead | None:
    """The open lead that this interest belongs to; two matters without an offer need not be the same to staff."""
    if interest.product_group is None and by.is_staff:
        return None
    query = _of_group(customer, interest.product_group).where(Lead.status.in_(OPEN))
    return db.scalars(query.with_for_update(of=Lead)).first()


def raise_lead(db: Session, lead: Lead, interest: Interest, *, by: Actor, now: datetime) -> None:
    """The interest becomes a post, the lead comes to the top of its queue and back from waiting."""
    _write_down(db, lead, interest, by=by, now=now)
    offered = {item.offering_id for item in lead.items}
    if interest.offering is not None and interest.offering.id not in offered:
        lead.items.append(LeadItem(offering=interest.offering, product_group=interest.product_group))
    resume(db, lead, by=by, now=now)
    lead.call_back_times = interest.call_times or lead.call_back_times
    lead.next_step, lead.next_step_at = None, min(lead.next_step_at, _due(db, interest, now=now))
    record(db, Event.LEAD_INTEREST_ADDED, lead=lead, by=by, now=now, facts={"source": interest.source.value})
    tell(db, "lead_raised", lead, concerned(db, lead), by=by, now=now)


def new_lead(db: Session, customer: Customer, interest: Interest, *, by: Actor, now: datetime) -> Lead:
    """A lead of its own; where the same was closed a short while ago, linked to that and offered to who had it."""
    before = _closed_recently(db, customer, interest, now=now)
    due = _due(db, interest, now=now)
    lead = Lead(
        number=lead_number(db), customer=customer, contact=interest.contact, title=interest.title,
        source=interest.source, previous_lead_id=before.id if before else None, next_step_at=due,
        first_touch_due_at=due, call_back_times=interest.call_times, created_at=now, created_by_id=by.staff_id,
    )  # fmt: skip
    if interest.offering is not None:
        lead.items = [LeadItem(offering=interest.offering, product_group=interest.product_group)]
    db.add(lead)
    db.flush()  # posts, history and assignment need the lead's key
    _write_down(db, lead, interest, by=by, now=now)
    facts = {"source": interest.source.value, "previous": before.number if before else None}
    record(db, Event.LEAD_CREATED, lead=lead, by=by, now=now, facts=facts)
    _first_place(db, lead, before, by=by, now=now)
    return lead


def _of_group(customer: Customer, group: str | None) -> Select[Lead]:
    about = LeadItem.product_group == group if group else LeadItem.id.is_(None)
    return (
        select(Lead)
        .outerjoin(LeadItem, LeadItem.lead_id == Lead.id)
        .where(Lead.customer_id == customer.id, Lead.deleted_at.is_(None), about)
        .order_by(Lead.id.desc())
        .limit(1)
    )


def _closed_recently(db: Session, customer: Customer, interest: Interest, *, now: datetime) -> Lead | None:
    if interest.product_group is None:
        return None
    return db.scalar(_of_group(customer, interest.product_group).where(Lead.closed_at >= now - RECENTLY))


def _due(db: Session, interest: Interest, *, now: datetime) -> datetime:
    hours = operator_hours(db)
    return after_working_time(hours, at=now, wait=hours.call_within if interest.call_times else hours.touch_within)


def _write_down(db: Session, lead: Lead, interest: Interest, *, by: Actor, now: datetime) -> None:
    """What was said, as a post of the customer and as their intention; who asks may be answered."""
    if by.kind is ActorKind.CUSTOMER:
        ask_to_be_contacted(db, lead.customer_id, by=by, now=now)
    db.add(
        Post(
            lead_id=lead.id, kind=PostKind.INTEREST, outbound=False, note=interest.note, at=now,
            by_staff_id=by.staff_id, contact_id=interest.contact.id, opportunity_id=lead.opportunity_id,
        )
    )  # fmt: skip
    db.add(
        Intention(
            lead_id=lead.id, kind=IntentionKind.INTERESTED, how_soon=interest.how_soon,
            said_by_contact_id=interest.contact.id, channel=interest.source.value, at=now, by_staff_id=by.staff_id,
        )
    )  # fmt: skip


def _first_place(db: Session, lead: Lead, before: Lead | None, *, by: Actor, now: datetime) -> None:
    """Whose it is at once: a salesperson's what they enter, the former team's what it had; else unassigned."""
    if Role.SALES in by.roles and by.staff_id is not None:
        pass_on(
            db, lead, team_id=min(by.team_ids, default=None), owner_id=by.staff_id, by=by, now=now, note=None
        )  # fmt: skip
        return
    former = db.get(Team, before.team_id) if before and before.team_id else None
    if former is None or former.retired_at is not None:
        return
    pass_on(db, lead, team_id=former.id, owner_id=None, by=Actor.system(), now=now, note=None)
    owner = db.get(Staff, before.owner_id) if before and before.owner_id else None
    tell(db, "lead_offered", lead, [owner] if owner and owner.is_active else concerned(db, lead), by=by, now=now)
