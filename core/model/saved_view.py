"""Views: the terms of a search or the filters of a list, kept under a random id so that no address shows them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId


class SearchView(Keyed, PublicId, Base):
    """Readable by its maker; gone in a day unless saved."""

    __tablename__ = "search_view"

    staff_id: Mapped[int] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    terms_encrypted: Mapped[str]
    name: Mapped[str | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class HeldLead(Keyed, Base):
    """A lead in a manager's hand while they choose to whom it goes (TL-3); held for 30 minutes."""

    __tablename__ = "held_lead"

    lead_id: Mapped[int] = mapped_column(Key, ForeignKey("lead.id"), unique=True)
    staff_id: Mapped[int] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    until: Mapped[datetime]
