"""Verification: that the caller is who they say (MC-1, R14); and counters of misses (R13, R23)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId
from core.model.contact import Contact


class VerificationWay(StrEnum):
    QUESTION = "question"
    CODE = "code"
    DOCUMENT = "document"


class Verification(Keyed, PublicId, Base):
    """Belongs to one member of staff, one customer and contact; runs out after 15 minutes."""

    __tablename__ = "verification"
    __table_args__ = (Index("ix_verification_open", "customer_id", "staff_id", "until"),)

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    contact_id: Mapped[int] = mapped_column(Key, ForeignKey("contact.id"))
    staff_id: Mapped[int] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    way: Mapped[VerificationWay]
    channel: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    contact: Mapped[Contact] = relationship()


class AttemptCounter(Keyed, Base):
    """Misses in a row for one thing that can be guessed; kept in the database, so a restart forgets nothing (R27)."""

    __tablename__ = "attempt_counter"

    name: Mapped[str] = mapped_column(unique=True)
    """What is guarded: purpose and a keyed hash of the subject."""
    misses: Mapped[int] = mapped_column(default=0)
    closings: Mapped[int] = mapped_column(default=0)
    """How often it was closed in a row: each time doubles the wait."""
    last_at: Mapped[datetime]
    closed_until: Mapped[datetime | None]
