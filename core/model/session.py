"""Sessions in the database: the cookie is a reference, only its hash is kept (R28)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Json, Key
from core.model.base import Base, Keyed, PublicId


class Face(StrEnum):
    PORTAL = "portal"
    BACKOFFICE = "backoffice"


class WebSession(Keyed, PublicId, Base):
    """One browser's stay at one face; ended rows are kept until they would have run out."""

    __tablename__ = "web_session"
    __table_args__ = (
        Index("ix_web_session_staff_id", "staff_id"),
        Index("ix_web_session_credential_id", "credential_id"),
        Index("ix_web_session_last_seen_at", "last_seen_at"),
    )

    face: Mapped[Face]
    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    credential_id: Mapped[int | None] = mapped_column(Key, ForeignKey("credential.id"))
    content: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the visit carries, such as the draft in hand; never secrets."""
    factors: Mapped[list[str]] = mapped_column(Json, default=list)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    authenticated_at: Mapped[datetime | None]
    """When the password was last given; what R33 asks for."""
    device: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class ParkedForm(Keyed, PublicId, Base):
    """What was typed when a session ran out; offered again to the same account only."""

    __tablename__ = "parked_form"

    staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    credential_id: Mapped[int | None] = mapped_column(Key, ForeignKey("credential.id"), index=True)
    path: Mapped[str]
    form_encrypted: Mapped[str]
    at: Mapped[datetime]
