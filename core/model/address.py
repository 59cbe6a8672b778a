"""Address (SID GeographicAddress): in the fields of its own country (IC-7)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId, Removable, Versioned

if TYPE_CHECKING:
    from core.model.party import Party

_FIRST = text("contact_first AND removed_at IS NULL")


class Address(Keyed, PublicId, Versioned, Removable, Base):
    """One address of a party; at most one is where contact goes first."""

    __tablename__ = "address"
    __table_args__ = (
        Index("uq_address_contact_first", "party_id", unique=True, postgresql_where=_FIRST, sqlite_where=_FIRST),
    )

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    type_code: Mapped[str] = mapped_column(default="home")
    country: Mapped[str]
    administrative_area: Mapped[str | None]
    locality: Mapped[str | None]
    dependent_locality: Mapped[str | None]
    detailed: Mapped[str | None]
    postal_code: Mapped[str | None]
    building_number: Mapped[str | None]
    additional_number: Mapped[str | None]
    short_address: Mapped[str | None]
    contact_first: Mapped[bool] = mapped_column(default=False)
    kept_as_typed: Mapped[bool] = mapped_column(default=False)
    """The person was warned of an unusual format and kept it."""
    created_at: Mapped[datetime]

    party: Mapped[Party] = relationship(back_populates="addresses")
