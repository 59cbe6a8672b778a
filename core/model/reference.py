"""Reference terms and the operator's own settings: what is data, not code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Json
from core.model.base import Base, Keyed, Versioned


class ReferenceTerm(Keyed, Base):
    """One entry of a list (certificate types, reasons, questions …); code compares codes, never labels."""

    __tablename__ = "reference_term"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    kind: Mapped[str]
    code: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    labels: Mapped[dict[str, str]] = mapped_column(Json)
    attributes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Operator(Keyed, Versioned, Base):
    """The operator whose front of house this is; one row."""

    __tablename__ = "operator"

    name: Mapped[str]
    home_country: Mapped[str]
    currency: Mapped[str]
    zone: Mapped[str]
    languages: Mapped[list[str]] = mapped_column(Json)
    phone: Mapped[str | None]
    phone_hours: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """{"days": [1, 7], "from": "08:00", "until": "20:00"}."""
    minimum_age: Mapped[int] = mapped_column(default=18)
    quiet_from: Mapped[str] = mapped_column(default="20:00")
    quiet_until: Mapped[str] = mapped_column(default="09:00")
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    changed_at: Mapped[datetime]
