"""The customer page: everything about one customer, in a fixed number of statements (MC-8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from core.access import Actor, Permission, Scope, ensure, may, scope, visible_customers, visible_leads
from core.errors import NotFound
from core.history import Event, record
from core.history_told import HistoryLine, history_of
from core.identify_contact.service_numbers import Served, services_of
from core.identify_contact.what_is_held import Held, held
from core.maintain_contact.live_verification import live_verification, opened_by
from core.maintain_contact.orders import OrderLine, orders_of
from core.model import (
    Account,
    Authority,
    Certificate,
    Customer,
    HistoryEntry,
    Lead,
    LeadSource,
    Opportunity,
    Party,
    Verification,
)
from core.track_lead.consent import refused_channels
from core.track_lead.contact_permission import ContactPermission, may_contact_now
from core.track_lead.operator_hours import operator_hours
from core.track_lead.rows import PHONES

SHOWN = 30
"""Entries of the history on the page; the rest stands on a page of its own."""

RECENT = 8
_LOOKED_THROUGH = 100


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """What the page shows. `verification` is the reader's own: without it, what verification compares stays hidden."""

    held: Held
    verification: Verification | None
    opened: Authority
    """What it opens to the reader."""
    may_call: ContactPermission
    leads: Sequence[Lead]
    opportunities: Sequence[Opportunity]
    orders: Sequence[OrderLine]
    history: Sequence[HistoryLine]
    accounts: Sequence[Account]
    services: Sequence[Served]

    @property
    def customer(self) -> Customer:
        return self.held.customer

    @property
    def party(self) -> Party:
        return self.held.party

    @property
    def has_phone(self) -> bool:
        """Whether the customer, or somebody who speaks for them, has a telephone number that works."""
        media = (medium for contact in self.held.contacts for medium in contact.media)
        return any(medium.kind in PHONES and medium.failed_at is None for medium in media)


def visible_customer(db: Session, code: str, *, by: Actor) -> Customer:
    """The customer of this code when `by` may see them; raises NotFound, also for one that is not theirs (R44)."""
    ensure(by, Permission.CUSTOMER_OPEN)
    query = select(Customer).where(Customer.code == code, visible_customers(by)).options(joinedload(Customer.party))
    customer = db.scalar(query)
    if customer is None:
        raise NotFound("customer_gone")
    return customer


def own_certificate(db: Session, customer: Customer, public_id: str) -> Certificate:
    """One certificate of this customer. Raises NotFound for another's and for one that was removed."""
    own = select(Certificate).where(Certificate.public_id == public_id, Certificate.party_id == customer.party_id)
    certificate = db.scalar(own.where(Certificate.removed_at.is_(None)))
    if certificate is None:
        raise NotFound("certificate_gone")
    return certificate


def record_view(db: Session, code: str, *, by: Actor, now: datetime) -> None:
    """Notes the look, in a transaction that is committed before the page is made: no record, no page."""
    record(db, Event.CUSTOMER_VIEWED, by=by, now=now, customer=visible_customer(db, code, by=by))


def customer_page(db: Session, code: str, *, by: Actor, now: datetime, only: Sequence[Event] = ()) -> CustomerPage:
    """Everything of one customer for one reader; `only` narrows the history to some events. Raises NotFound."""
    customer = visible_customer(db, code, by=by)
    everything = held(db, customer, by=by)
    verification = live_verification(db, customer, by=by, now=now) if by.is_staff else None
    return CustomerPage(
        held=everything,
        verification=verification,
        opened=opened_by(verification, today=now.date()),
        may_call=_may_call(db, everything, at=now),
        leads=_leads(db, customer, by=by),
        opportunities=_opportunities(db, customer, by=by),
        orders=orders_of(db, customer, by=by, limit=10) if may(by, Permission.ORDER_SEE) else (),
        history=history_of(db, by=by, now=now, customer=customer, limit=SHOWN, only=only),
        accounts=db.scalars(select(Account).where(Account.customer_id == customer.id).order_by(Account.id)).all(),
        services=services_of(db, customer),
    )


def recent_customers(db: Session, *, by: Actor) -> list[Customer]:
    """Customers whose page the reader opened last, the latest first, none twice."""
    ensure(by, Permission.CUSTOMER_FIND)
    looks = (
        select(HistoryEntry.customer_id)
        .where(HistoryEntry.by_staff_id == by.staff_id, HistoryEntry.event == Event.CUSTOMER_VIEWED.value)
        .order_by(HistoryEntry.id.desc())
        .limit(_LOOKED_THROUGH)
    )
    keys = list(dict.fromkeys(db.scalars(looks)))[:RECENT]
    query = select(Customer).where(Customer.id.in_(keys), visible_customers(by)).options(joinedload(Customer.party))
    found = {customer.id: customer for customer in db.scalars(query)}
    return [found[key] for key in keys if key in found]


def _may_call(db: Session, held: Held, *, at: datetime) -> ContactPermission:
    refused = refused_channels(db, held.customer.id, LeadSource.CALL)
    return may_contact_now(held.preference, operator_hours(db), channel="call", at=at, refused=refused)


def _leads(db: Session, customer: Customer, *, by: Actor) -> Sequence[Lead]:
    query = select(Lead).where(Lead.customer_id == customer.id, Lead.deleted_at.is_(None))
    if not may(by, Permission.LEAD_SEE):
        return ()
    shown = query.where(visible_leads(by)).options(joinedload(Lead.owner), joinedload(Lead.team))
    return db.scalars(shown.order_by(Lead.id.desc()).limit(20)).all()


def _opportunities(db: Session, customer: Customer, *, by: Actor) -> Sequence[Opportunity]:
    if not may(by, Permission.OPPORTUNITY_SEE):
        return ()
    mine = select(Opportunity).where(Opportunity.customer_id == customer.id).options(joinedload(Opportunity.owner))
    if scope(by, Permission.OPPORTUNITY_SEE) is not Scope.ALL:
        mine = mine.where(or_(Opportunity.owner_id == by.staff_id, Opportunity.team_id.in_(by.team_ids)))
    return db.scalars(mine.order_by(Opportunity.id.desc()).limit(20)).all()
