"""History: typed and append-only; values stand apart under a key that can be destroyed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Json, Key
from core.model.base import Base, Keyed

_OF_OPERATOR = text("event = 'operator_changed'")


class HistoryEntry(Keyed, Base):
    """Who did or saw what, on whom, when; ids, codes and names of fields only."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_customer_id_id", "customer_id", "id"),
        Index("ix_history_lead_id_id", "lead_id", "id"),
        Index("ix_history_opportunity_id_id", "opportunity_id", "id"),
        Index("ix_history_by_staff_id_id", "by_staff_id", "id"),
        Index("ix_history_staff_id_id", "staff_id", "id"),
        Index("ix_history_at_id", "at", "id"),
        Index("ix_history_of_operator", "id", postgresql_where=_OF_OPERATOR, sqlite_where=_OF_OPERATOR),
    )

    at: Mapped[datetime]
    event: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="done")
    by_kind: Mapped[str]
    by_staff_id: Mapped[int | None] = mapped_column(Key)
    by_party_id: Mapped[int | None] = mapped_column(Key)
    customer_id: Mapped[int | None] = mapped_column(Key)
    party_id: Mapped[int | None] = mapped_column(Key)
    lead_id: Mapped[int | None] = mapped_column(Key)
    opportunity_id: Mapped[int | None] = mapped_column(Key)
    order_id: Mapped[int | None] = mapped_column(Key)
    staff_id: Mapped[int | None] = mapped_column(Key)
    fields: Mapped[list[str]] = mapped_column(Json, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    request_id: Mapped[str | None]
    address: Mapped[str | None]

    values: Mapped[list[HistoryValue]] = relationship()


class HistoryValue(Keyed, Base):
    """Before and after of one field, encrypted under the party's key."""

    __tablename__ = "history_value"

    history_id: Mapped[int] = mapped_column(Key, ForeignKey("history.id"), index=True)
    party_id: Mapped[int] = mapped_column(Key, index=True)
    field: Mapped[str]
    before_encrypted: Mapped[str | None]
    after_encrypted: Mapped[str | None]


class PartyKey(Keyed, Base):
    """The key of one party's past, wrapped by ours; destroying it makes the past unreadable, the chain stays."""

    __tablename__ = "party_key"

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), unique=True)
    wrapped: Mapped[str | None]
    created_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
