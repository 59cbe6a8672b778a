"""Telling a customer what happened to what is theirs: only where they have confirmed that they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Role
from core.model import (
    ContactMedium,
    ContactPreference,
    Credential,
    Customer,
    MediumKind,
    Party,
    SignInName,
    Staff,
    StaffRole,
)
from core.outbox import send, send_mail

TOLD_BY = (MediumKind.EMAIL, MediumKind.MOBILE)


def verified_addresses(db: Session, party_id: int) -> list[str]:
    """Every e-mail and mobile that the party has confirmed, those that sign in first (R20, R22)."""
    names = (
        select(SignInName.value)
        .join(Credential, Credential.id == SignInName.credential_id)
        .where(Credential.party_id == party_id)
        .order_by(SignInName.id)
    )
    confirmed = (
        select(ContactMedium.value)
        .where(ContactMedium.party_id == party_id, ContactMedium.kind.in_(TOLD_BY))
        .where(ContactMedium.confirmed_at.is_not(None), ContactMedium.failed_at.is_(None))
        .where(ContactMedium.removed_at.is_(None))
        .order_by(ContactMedium.preferred.desc(), ContactMedium.id)
    )
    return list(dict.fromkeys([*db.scalars(names), *db.scalars(confirmed)]))


def language_of(db: Session, party: Party) -> str:
    """The language in which the party wants to be written to."""
    chosen = (
        select(ContactPreference.language)
        .join(Customer, Customer.id == ContactPreference.customer_id)
        .where(Customer.party_id == party.id)
    )
    return db.scalar(chosen.limit(1)) or party.language or "en"


def tell(db: Session, party: Party, template: str, *, facts: Mapping[str, Any], now: datetime) -> int:
    """Sends to every verified address of the party; returns how many there are. `facts` hold no personal data."""
    addresses = verified_addresses(db, party.id)
    language = language_of(db, party) if addresses else ""
    for address in addresses:
        send(db, template, to=address, language=language, facts=facts, now=now, party=party)
    return len(addresses)


def tell_supervisors(db: Session, template: str, *, facts: Mapping[str, Any], now: datetime) -> None:
    """Sends to every supervisor who works here, each in their own language."""
    working = (
        select(Staff.email, Staff.language)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role == Role.SUPERVISOR.value, Staff.disabled_at.is_(None))
        .order_by(Staff.id)
    )
    for email, language in db.execute(working):
        send_mail(db, template, to=email, language=language or "en", facts=facts, now=now)
