"""Campaigns: where marketing leads come from."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Base, Keyed, PublicId, Versioned


class Campaign(Keyed, PublicId, Versioned, Base):
    """A campaign with the code that its links carry."""

    __tablename__ = "campaign"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
