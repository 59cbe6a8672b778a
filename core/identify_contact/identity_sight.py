"""Who sees certificate numbers in full and documents: with the caller verified, or for a stated reason (R44)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, ensure, may, visible_customers
from core.errors import NotAllowed, NotFound
from core.model import Customer, Registration, RegistrationState, Verification

OPEN = (RegistrationState.NEW, RegistrationState.HELD)
"""Registrations in which somebody has to look at the document."""


def ensure_sight(db: Session, customer: Customer, *, by: Actor, now: datetime, reason: str = "") -> str:
    """Why the actor may see identity data now: 'own', 'system', 'identity_check', 'verified' or 'reason'.

    Raises NotFound for another's data, NotAllowed('not_allowed'), 'reason_missing' for supervisors and auditors,
    NotAllowed('not_verified') for the front desk without a live verification.
    """
    if by.kind is ActorKind.SYSTEM:
        return "system"
    if by.kind is ActorKind.CUSTOMER:
        if by.customer_id != customer.id:
            raise NotFound("customer_not_found")
        return "own"
    ensure(by, Permission.IDENTITY_SEE)
    if db.scalar(select(Customer.id).where(Customer.id == customer.id, visible_customers(by))) is None:
        raise NotFound("customer_not_found")
    if _is_verified(db, customer, by=by, now=now):
        return "verified"
    if may(by, Permission.IDENTITY_DECIDE) and _is_to_be_checked(db, customer):
        return "identity_check"
    if may(by, Permission.AUDIT_SEE):  # those who answer for others
        if not reason.strip():
            raise NotAllowed("reason_missing")
        return "reason"
    raise NotAllowed("not_verified")


def _is_verified(db: Session, customer: Customer, *, by: Actor, now: datetime) -> bool:
    live = select(Verification.id).where(
        Verification.customer_id == customer.id,
        Verification.staff_id == by.staff_id,
        Verification.until > now,
        Verification.ended_at.is_(None),
    )
    return db.scalar(live.limit(1)) is not None


def _is_to_be_checked(db: Session, customer: Customer) -> bool:
    waiting = select(Registration.id).where(Registration.customer_id == customer.id, Registration.state.in_(OPEN))
    return db.scalar(waiting) is not None
