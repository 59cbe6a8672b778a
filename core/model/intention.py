"""Intention: what the customer showed, who said it, how and when (EL-1)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed
from core.model.contact import Contact


class IntentionKind(StrEnum):
    INTERESTED = "interested"
    UNDECIDED = "undecided"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    DO_NOT_CONTACT = "do_not_contact"


class Intention(Keyed, Base):
    """One statement of intention on a lead; the newest one holds."""

    __tablename__ = "intention"

    lead_id: Mapped[int] = mapped_column(Key, ForeignKey("lead.id"), index=True)
    kind: Mapped[IntentionKind]
    until: Mapped[date | None]
    about: Mapped[str | None]
    how_soon: Mapped[str | None]
    budget_minor: Mapped[int | None]
    budget_currency: Mapped[str | None]
    decides: Mapped[str | None]
    decides_who: Mapped[str | None]
    current_provider: Mapped[str | None]
    contract_end: Mapped[date | None]
    note: Mapped[str | None]
    said_by_contact_id: Mapped[int | None] = mapped_column(Key, ForeignKey("contact.id"))
    channel: Mapped[str]
    at: Mapped[datetime]
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))

    said_by: Mapped[Contact | None] = relationship()
