"""Contact medium (SID ContactMedium): a phone number, an e-mail address, a messaging name."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Folded, Key
from core.model.base import Base, Keyed, PublicId, Removable

if TYPE_CHECKING:
    from core.model.party import Party


class MediumKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    EMAIL = "email"
    MESSAGING = "messaging"
    SOCIAL = "social"
    POST = "post"


_LIVE = text("removed_at IS NULL")


class ContactMedium(Keyed, PublicId, Removable, Base):
    """One way to reach a party; shared numbers are allowed, a household is not a person."""

    __tablename__ = "contact_medium"
    __table_args__ = (
        Index("ix_contact_medium_value", "value"),
        Index(
            "uq_contact_medium_live",
            "party_id",
            "kind",
            "value",
            unique=True,
            postgresql_where=_LIVE,
            sqlite_where=_LIVE,
        ),
    )

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    kind: Mapped[MediumKind]
    value: Mapped[str] = mapped_column(Folded)
    """E.164 for phones, normalised address for e-mail."""
    network: Mapped[str | None]
    preferred: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    party: Mapped[Party] = relationship(back_populates="media")

    @property
    def is_phone(self) -> bool:
        return self.kind in {MediumKind.MOBILE, MediumKind.LANDLINE}

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.failed_at is None
