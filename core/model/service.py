"""Service: what an active customer is served with, by its number (IC-12)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId

_LIVE = text("ended_at IS NULL")


class Service(Keyed, PublicId, Base):
    """A number belongs to one customer at a time; when the service has ended another may get it."""

    __tablename__ = "service"
    __table_args__ = (
        Index("uq_service_live_number", "number", unique=True, postgresql_where=_LIVE, sqlite_where=_LIVE),
    )

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(Key, ForeignKey("account.id"))
    number: Mapped[str] = mapped_column(index=True)
    """As it is compared: E.164 for telephone numbers, else letters and figures without blanks."""
    started_at: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
