"""What a customer allows sales to do: the newest line of the consent ledger holds for each purpose and channel."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import Actor
from core.history import Event, record
from core.model import Customer, CustomerConsent, LeadSource

CHANNELS = ("call", "sms", "email", "messaging", "post")
REQUEST, MARKETING = "my_request", "own_marketing"
THEIR_OWN = frozenset({LeadSource.PORTAL, LeadSource.REGISTRATION, LeadSource.CALL, LeadSource.SHOP})
"""Sources at which the customer came to us: there what they asked for counts, not whether they want offers."""


def refused_channels(db: Session, customer_id: int, source: LeadSource) -> frozenset[str]:
    """Channels on which sales may not reach this customer about a lead of this source."""
    newest = (
        select(func.max(CustomerConsent.id))
        .where(CustomerConsent.customer_id == customer_id, CustomerConsent.purpose.in_((REQUEST, MARKETING)))
        .group_by(CustomerConsent.purpose, CustomerConsent.channel)
    )
    query = select(CustomerConsent.purpose, CustomerConsent.channel).where(
        CustomerConsent.id.in_(newest), CustomerConsent.given.is_(False)
    )
    return refused_by(db.execute(query).all(), source)


def refused_by(withdrawn: Iterable[tuple[str, str]], source: LeadSource) -> frozenset[str]:
    """The same from pairs of purpose and channel that are withdrawn."""
    counts = {REQUEST} if source in THEIR_OWN else {REQUEST, MARKETING}
    return frozenset(channel for purpose, channel in withdrawn if purpose in counts)


def withdraw(
    db: Session, customer: Customer, purposes: Iterable[str], *, by: Actor, now: datetime, source: str
) -> None:
    """The customer asked not to be contacted: `purposes` end on every channel."""
    for purpose in purposes:
        _write(db, customer.id, purpose, given=False, by=by, now=now, source=source)
    record(db, Event.CONSENT_CHANGED, customer=customer, by=by, now=now, facts={"given": False, "source": source})


def ask_to_be_contacted(db: Session, customer_id: int, *, by: Actor, now: datetime) -> None:
    """The customer asks for something themselves: from now on they may be answered, whatever they withdrew before."""
    newest = (
        select(CustomerConsent.given)
        .where(
            CustomerConsent.customer_id == customer_id,
            CustomerConsent.purpose == REQUEST,
            CustomerConsent.channel == "call",
        )
        .order_by(CustomerConsent.id.desc())
        .limit(1)
    )
    if db.scalar(newest) is False:
        _write(db, customer_id, REQUEST, given=True, by=by, now=now, source="interest")


def _write(db: Session, customer_id: int, purpose: str, *, given: bool, by: Actor, now: datetime, source: str) -> None:
    for channel in CHANNELS:
        line = CustomerConsent(customer_id=customer_id, purpose=purpose, channel=channel, given=given, at=now)
        line.by_staff_id, line.source = by.staff_id, source
        db.add(line)
