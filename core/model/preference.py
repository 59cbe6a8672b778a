"""Preferences and consent: how, when and for what a customer may be contacted (IC-8)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Json, Key
from core.model.base import Base, Keyed, Versioned

if TYPE_CHECKING:
    from core.model.customer import Customer


class ContactPreference(Keyed, Versioned, Base):
    """Currency, language and do-not-disturb of one customer; unset: the operator's quiet hours."""

    __tablename__ = "contact_preference"

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"), unique=True)
    currency: Mapped[str | None]
    language: Mapped[str | None]
    do_not_disturb: Mapped[bool] = mapped_column(default=False)
    first_channel: Mapped[str | None]
    allowed_days: Mapped[list[int]] = mapped_column(Json, default=list)
    """ISO weekdays 1 (Monday) to 7; empty means every day."""
    allowed_spans: Mapped[list[list[str]]] = mapped_column(Json, default=list)
    """Up to three pairs of "HH:MM" in the customer's zone; empty: outside the operator's quiet hours."""
    not_then: Mapped[list[list[str]]] = mapped_column(Json, default=list)
    """Pairs of ISO dates, both included."""
    zone: Mapped[str | None]

    customer: Mapped[Customer] = relationship(back_populates="preference")


class CustomerConsent(Keyed, Base):
    """One line of the consent ledger; the newest line for purpose and channel holds."""

    __tablename__ = "customer_consent"
    __table_args__ = (Index("ix_customer_consent_newest", "customer_id", "purpose", "channel", "id"),)

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    purpose: Mapped[str]
    channel: Mapped[str]
    given: Mapped[bool]
    at: Mapped[datetime]
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    source: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
