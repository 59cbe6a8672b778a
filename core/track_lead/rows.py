"""What a list of leads shows of each: read in one statement for a whole page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from core.model import (
    Address,
    Contact,
    ContactMedium,
    ContactPreference,
    Customer,
    CustomerConsent,
    Lead,
    MediumKind,
    Party,
    Staff,
    Team,
)  # fmt: skip
from core.track_lead.consent import MARKETING, REQUEST

_PHONES = (MediumKind.MOBILE, MediumKind.LANDLINE)
_Speaker = aliased(Party, name="speaker")


def lead_rows(db: Session, ids: Sequence[int]) -> list[Row[Any]]:
    """Everything a list says of these leads, in the order of `ids`. One statement."""
    if not ids:
        return []
    found = {row.id: row for row in db.execute(_rows().where(Lead.id.in_(ids)))}
    return [found[key] for key in ids if key in found]


def customer_name(row: Row[Any]) -> str:
    """The customer's name as they write it, from its parts in a row."""
    return str(Party.name.fget(row))  # type: ignore[attr-defined]


def _rows() -> Any:
    return (
        select(
            Lead.id, Lead.number, Lead.version, Lead.title, Lead.status, Lead.source, Lead.next_step,
            Lead.next_step_at, Lead.last_touch_at, Lead.created_at, Lead.value_minor, Lead.value_currency,
            Lead.owner_id, Lead.team_id, Lead.closed_at, Lead.deleted_at, Lead.waiting_until,
            Party.kind, Party.first_name, Party.middle_name, Party.last_name, Party.legal_name, Party.latin_name,
            Staff.name.label("owner"), Team.name.label("team"),
            ContactPreference.do_not_disturb, ContactPreference.first_channel, ContactPreference.allowed_days,
            ContactPreference.allowed_spans, ContactPreference.not_then, ContactPreference.zone,
            _place(Address.locality).label("locality"), _place(Address.country).label("country"),
            _phone().label("phone"),
            _consent(REQUEST).label("may_answer"), _consent(MARKETING).label("may_offer"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Party, Party.id == Customer.party_id)
        .join(Contact, Contact.id == Lead.contact_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .outerjoin(Team, Team.id == Lead.team_id)
        .outerjoin(ContactPreference, ContactPreference.customer_id == Customer.id)
    )  # fmt: skip


def _place(column: Any) -> Any:
    return (
        select(column)
        .where(Address.party_id == Party.id, Address.removed_at.is_(None))
        .order_by(Address.contact_first.desc(), Address.id)
        .limit(1)
        .correlate(Party)
        .scalar_subquery()
    )


def _phone() -> Any:
    """The number to call: the contact's preferred one that works, else their first."""
    return (
        select(ContactMedium.value)
        .where(
            ContactMedium.party_id == Contact.party_id,
            ContactMedium.kind.in_(_PHONES),
            ContactMedium.removed_at.is_(None),
            ContactMedium.failed_at.is_(None),
        )
        .order_by(ContactMedium.preferred.desc(), ContactMedium.id)
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )


def _consent(purpose: str) -> Any:
    """The newest word on calls for a purpose: True, False or nothing said."""
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
