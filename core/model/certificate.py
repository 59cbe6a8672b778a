"""Certificate: an identity document of a party (IC-1); a claim until somebody has checked it (IC-15)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Json, Key
from core.model.base import Base, Keyed, PublicId, Removable, Versioned

if TYPE_CHECKING:
    from core.model.party import Party


class CertificateState(StrEnum):
    CLAIMED = "claimed"
    CHECKED = "checked"
    REFUSED = "refused"


class Certificate(Keyed, PublicId, Versioned, Removable, Base):
    """Number encrypted, found by keyed hashes; unique among checked ones only, so that nobody squats a number."""

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_checked_number",
            "number_index",
            unique=True,
            postgresql_where=text("state = 'checked' AND removed_at IS NULL"),
            sqlite_where=text("state = 'checked' AND removed_at IS NULL"),
        ),
    )

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    type_code: Mapped[str]
    number_encrypted: Mapped[str | None]
    number_index: Mapped[str | None] = mapped_column(index=True)
    """Keyed hash over type, issuing state and number."""
    number_alone_index: Mapped[str | None] = mapped_column(index=True)
    """Keyed hash over the number alone, for search."""
    issuing_state: Mapped[str | None]
    issuing_authority: Mapped[str | None]
    address_on_certificate: Mapped[str | None]
    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    does_not_expire: Mapped[bool] = mapped_column(default=False)
    kept_reason: Mapped[str | None]
    """Why staff kept a number that its country's rule doubts, or why none was shown."""
    state: Mapped[CertificateState] = mapped_column(default=CertificateState.CLAIMED)
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    checked_how: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    """The ways of IC-15: in_person, document, two_ways with what they were."""
    created_at: Mapped[datetime]

    party: Mapped[Party] = relationship(back_populates="certificates")

    def is_expired(self, today: date) -> bool:
        return not self.does_not_expire and self.expires_on is not None and self.expires_on < today
