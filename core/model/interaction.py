"""Interaction (SID PartyInteraction): one contact between customer and operator (MC-11)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId


class Interaction(Keyed, PublicId, Base):
    """A call, visit, message or letter, with its reason and outcome."""

    __tablename__ = "interaction"
    __table_args__ = (Index("ix_interaction_customer_id_at", "customer_id", "at", "id"),)

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(Key, ForeignKey("contact.id"))
    kind: Mapped[str]
    inbound: Mapped[bool]
    channel: Mapped[str]
    reason: Mapped[str | None]
    outcome: Mapped[str | None]
    note: Mapped[str | None]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
