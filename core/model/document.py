"""Document: an attached file, encrypted outside the web root (IC-5, R49–R53)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId, Removable

if TYPE_CHECKING:
    from core.model.party import Party


class DocumentState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


class Document(Keyed, PublicId, Removable, Base):
    """Belongs to a party, or to a registration that is not yet submitted."""

    __tablename__ = "document"

    party_id: Mapped[int | None] = mapped_column(Key, ForeignKey("party.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(Key, ForeignKey("registration_draft.id"), index=True)
    certificate_id: Mapped[int | None] = mapped_column(Key, ForeignKey("certificate.id"))
    name: Mapped[str]
    """The name shown; never used as a path."""
    media_type: Mapped[str]
    size: Mapped[int]
    """Bytes as stored before encryption."""
    checksum: Mapped[str]
    storage_name: Mapped[str] = mapped_column(unique=True)
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.READY)
    refused_because: Mapped[str | None]
    """Code: infected, lost."""
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))

    party: Mapped[Party | None] = relationship(back_populates="documents")
