"""Where leads come from (TL-1): the portal's "I'm interested", a call, a salesperson; one door for all of them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, ensure, ensure_for_customer
from core.database.locking import for_update
from core.errors import Conflict, Invalid, NotAllowed
from core.model import Authority, Contact, Customer, CustomerStatus, Lead, LeadSource, Offering
from core.normalise import clean
from core.submission import claim, settle
from core.track_lead.arrival import Interest, new_lead, raise_lead, still_open
from core.track_lead.terms import HOW_SOON, chosen


def show_interest(
    db: Session,
    customer: Customer,
    *,
    offering: Offering | None,
    how_soon: str | None = None,
    call_times: str | None = None,
    note: str | None = None,
    source: LeadSource,
    by: Actor,
    now: datetime,
    key: str,
) -> Lead:
    """A customer shows interest in an offer, or in general where `offering` is None.

    `call_times` says in their words when they may be called. The same product group still open becomes a post on that
    lead and raises it; closed under 90 days ago makes a new lead that is linked to the old one and lies with its team.
    The same `key` gives the same lead again. Raises Invalid, NotAllowed, Conflict.
    """
    if by.kind is ActorKind.CUSTOMER and by.customer_id != customer.id:
        raise NotAllowed("not_allowed")
    ensure_for_customer(by, Authority.ORDER)
    if by.is_staff:
        ensure(by, Permission.LEAD_ENTER)
    _choices(db, offering, how_soon, now=now)
    interest = Interest(
        offering=offering,
        title=_title(None, offering),
        how_soon=how_soon or None,
        call_times=clean(call_times or "") or None,
        note=clean(note or "", lines=True) or None,
        source=source,
        contact=_speaker(customer, by),
    )
    return _take(db, customer, interest, by=by, now=now, key=key)


def enter_lead(
    db: Session,
    customer: Customer,
    *,
    contact: Contact | None = None,
    offering: Offering | None = None,
    title: str | None = None,
    how_soon: str | None = None,
    call_times: str | None = None,
    note: str | None = None,
    source: LeadSource,
    by: Actor,
    now: datetime,
    key: str,
) -> Lead:
    """Staff enter a lead: what a CSR or a manager enters is unassigned, what a salesperson enters is theirs.

    Without an offer `title` says what it is about. Otherwise the rules of show_interest() hold.
    """
    ensure(by, Permission.LEAD_ENTER)
    _choices(db, offering, how_soon, now=now)
    about = _title(title, offering)
    if not about:
        raise Invalid.one("title", "say_what_it_is_about")
    interest = Interest(
        offering=offering,
        title=about,
        how_soon=how_soon or None,
        call_times=clean(call_times or "") or None,
        note=clean(note or "", lines=True) or None,
        source=source,
        contact=contact or _speaker(customer, by),
    )
    return _take(db, customer, interest, by=by, now=now, key=key)


def _take(db: Session, customer: Customer, interest: Interest, *, by: Actor, now: datetime, key: str) -> Lead:
    if customer.status in {CustomerStatus.MERGED, CustomerStatus.ERASED}:
        raise Conflict("customer_gone")
    if (first := claim(db, key, act="lead", by=by, now=now)) is not None:
        return db.scalars(select(Lead).where(Lead.number == first)).one()
    db.execute(for_update(select(Customer.id).where(Customer.id == customer.id)))  # two interests at once: one lead
    lead = still_open(db, customer, interest, by=by)
    if lead is None:
        lead = new_lead(db, customer, interest, by=by, now=now)
    else:
        raise_lead(db, lead, interest, by=by, now=now)
    settle(db, key, result=lead.number)
    return lead


def _choices(db: Session, offering: Offering | None, how_soon: str | None, *, now: datetime) -> None:
    chosen(db, HOW_SOON, how_soon, field="how_soon", needed=False)
    if offering is not None and not offering.is_offered(now.date()):
        raise Invalid.one("offering", "offer_is_over")


def _title(title: str | None, offering: Offering | None) -> str:
    if said := clean(title or ""):
        return said[:200]
    if offering is None:
        return ""
    return offering.names.get("en") or next(iter(offering.names.values()), offering.code)


def _speaker(customer: Customer, by: Actor) -> Contact:
    """The contact who speaks: the one signed in, else the primary one, else the first."""
    there = [contact for contact in customer.contacts if not contact.is_removed]
    if not there:
        raise Conflict("customer_without_contact")
    return min(there, key=lambda one: (one.party_id != by.party_id, one.type_code != "primary", one.id))
