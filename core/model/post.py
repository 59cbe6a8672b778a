"""Posts, tasks and competitors: what stands on the page of a lead and goes along to its opportunity (TL-7, TL-8)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId, Removable, Versioned

if TYPE_CHECKING:
    from core.model.contact import Contact
    from core.model.staff import Staff


class PostKind(StrEnum):
    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    NOTE = "note"
    INTEREST = "interest"
    """Said by the customer in the portal."""


class Post(Keyed, PublicId, Base):
    """An entry on the timeline of a lead or an opportunity."""

    __tablename__ = "post"
    __table_args__ = (
        Index("ix_post_lead_id_at", "lead_id", "at", "id"),
        Index("ix_post_opportunity_id_at", "opportunity_id", "at", "id"),
    )

    lead_id: Mapped[int | None] = mapped_column(Key, ForeignKey("lead.id"))
    opportunity_id: Mapped[int | None] = mapped_column(Key, ForeignKey("opportunity.id"))
    kind: Mapped[PostKind]
    outbound: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[str | None]
    note: Mapped[str | None]
    at: Mapped[datetime]
    minutes: Mapped[int | None]
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    contact_id: Mapped[int | None] = mapped_column(Key, ForeignKey("contact.id"))

    by: Mapped[Staff | None] = relationship()
    contact: Mapped[Contact | None] = relationship()


class Task(Keyed, PublicId, Versioned, Base):
    """Something to do until a time."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_assignee_due", "assignee_id", "done_at", "due_at"),)

    lead_id: Mapped[int | None] = mapped_column(Key, ForeignKey("lead.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(Key, ForeignKey("opportunity.id"), index=True)
    title: Mapped[str]
    due_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))


class Competitor(Keyed, PublicId, Versioned, Removable, Base):
    """Who else is after this sale."""

    __tablename__ = "competitor"

    lead_id: Mapped[int | None] = mapped_column(Key, ForeignKey("lead.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(Key, ForeignKey("opportunity.id"), index=True)
    name: Mapped[str]
    offer: Mapped[str | None]
    price_minor: Mapped[int | None]
    price_currency: Mapped[str | None]
    contract_end: Mapped[date | None]
    strength: Mapped[str | None]
    weakness: Mapped[str | None]
    threat: Mapped[str | None]
    created_at: Mapped[datetime]
