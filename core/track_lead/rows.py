"""What a list of leads shows of each: read in one statement for a whole page."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from core.model import (
    Address,
    Contact,
    ContactMedium,
    ContactPreference,
    Customer,
    CustomerConsent,
    Lead,
    LeadStatus,
    MediumKind,
    Party,
    PartyKind,
    Staff,
)  # fmt: skip
from core.track_lead.consent import MARKETING, REQUEST, THEIR_OWN

PHONES = (MediumKind.MOBILE, MediumKind.LANDLINE)


class ListedLead(NamedTuple):
    """What everything() reads of one lead, in its order; read from again and again, which a Row does slowly."""

    number: str
    title: str
    status: LeadStatus
    next_step: str | None
    next_step_at: datetime
    last_touch_at: datetime | None
    value_minor: int | None
    value_currency: str | None
    closed_at: datetime | None
    kind: PartyKind
    first_name: str | None
    middle_name: str | None
    last_name: str | None
    legal_name: str | None
    latin_name: str | None
    owner: str | None
    do_not_disturb: bool | None
    first_channel: str | None
    zone: str | None
    allowed_days: list[int] | None
    allowed_spans: list[list[str]] | None
    not_then: list[list[str]] | None
    place: str | None
    phone: str | None
    refused: bool
    """Calls, about this lead."""
    at: datetime
    """The moment at which it stands in its queue."""


def lead_rows(db: Session, numbers: Sequence[str]) -> list[ListedLead]:
    """Everything a list says of these leads, in the order given. One statement."""
    if not numbers:
        return []
    read = map(ListedLead._make, db.execute(_of_numbers(), {"numbers": list(numbers)}).all())
    found = {row.number: row for row in read}
    return [found[number] for number in numbers if number in found]


def customer_name(row: ListedLead) -> str:
    """The customer's name as they write it, from its parts in a row."""
    return str(Party.name.fget(row))  # type: ignore[attr-defined]


@cache
def _of_numbers() -> Any:
    """Put together once: that takes as long as running it."""
    return everything().add_columns(Lead.next_step_at).where(Lead.number.in_(bindparam("numbers", expanding=True)))


def everything() -> Any:
    """All that a list says of leads; which leads, and where each stands, the caller adds."""
    said = ContactPreference.do_not_disturb
    return (
        select(
            Lead.number, Lead.title, Lead.status, Lead.next_step, Lead.next_step_at, Lead.last_touch_at,
            Lead.value_minor, Lead.value_currency, Lead.closed_at,
            Party.kind, Party.first_name, Party.middle_name, Party.last_name, Party.legal_name, Party.latin_name,
            Staff.name.label("owner"),
            said, ContactPreference.first_channel, ContactPreference.zone,
            *(case((said, times)).label(times.key) for times in _TIMES),  # few said any; the others' are not read
            place().label("place"), phone().label("phone"),
            calls_refused().label("refused"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Party, Party.id == Customer.party_id)
        .join(Contact, Contact.id == Lead.contact_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .outerjoin(ContactPreference, ContactPreference.customer_id == Customer.id)
    )  # fmt: skip


_TIMES = (ContactPreference.allowed_days, ContactPreference.allowed_spans, ContactPreference.not_then)


def place() -> Any:
    """Country and town of the customer's address for contact, else of their first; beside Party in a statement.

    One text, as one look-up costs half of two: country_and_town() takes it apart.
    """
    return (
        select(func.coalesce(Address.country, "").concat(" ").concat(func.coalesce(Address.locality, "")))
        .where(Address.party_id == Party.id, Address.removed_at.is_(None))
        .order_by(Address.contact_first.desc(), Address.id)
        .limit(1)
        .correlate(Party)
        .scalar_subquery()
    )


def country_and_town(place: str | None) -> tuple[str, str]:
    """SE and Umeå, each of them empty where nothing was said."""
    country, _, town = (place or "").partition(" ")
    return country, town


def phone() -> Any:
    """The number to call, beside Contact in a statement: the contact's preferred one that works, else their first."""
    return (
        select(ContactMedium.value)
        .where(
            ContactMedium.party_id == Contact.party_id,
            ContactMedium.kind.in_(PHONES),
            ContactMedium.removed_at.is_(None),
            ContactMedium.failed_at.is_(None),
        )
        .order_by(ContactMedium.preferred.desc(), ContactMedium.id)
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )


def calls_refused() -> Any:
    """Whether the customer took back that they may be called about a lead, beside Lead: refused_by() in a statement."""
    offers = and_(Lead.source.not_in(sorted(THEIR_OWN)), _newest_word(MARKETING).is_(False))
    return or_(_newest_word(REQUEST).is_(False), offers)


def _newest_word(purpose: str) -> Any:
    return (
        select(CustomerConsent.given)
        .where(
            CustomerConsent.customer_id == Lead.customer_id,
            CustomerConsent.purpose == purpose,
            CustomerConsent.channel == "call",
        )
        .order_by(CustomerConsent.id.desc())
        .limit(1)
        .correlate(Lead)
        .scalar_subquery()
    )


CALLS = frozenset({"call"})
