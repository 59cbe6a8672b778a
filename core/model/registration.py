"""Registration: the draft that survives a closed browser, its confirmation, and what became of it (IC-10 to IC-15)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Json, Key
from core.model.base import Base, Keyed, PublicId, Versioned
from core.model.customer import Channel

if TYPE_CHECKING:
    from core.model.customer import Customer


class RegistrationDraft(Keyed, PublicId, Versioned, Base):
    """Answers given so far, encrypted; worthless without the browser's cookie or the confirmed address."""

    __tablename__ = "registration_draft"
    __table_args__ = (Index("ix_registration_draft_touched_at", "touched_at"),)

    channel: Mapped[Channel]
    browser_hash: Mapped[str | None]
    """Hash of the secret in the cookie of the browser that began it."""
    staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    language: Mapped[str]
    answers_encrypted: Mapped[str]
    """JSON by step; of password and answer only hashes."""
    steps_done: Mapped[list[str]] = mapped_column(Json, default=list)
    confirmed_at: Mapped[datetime | None]
    resume_index: Mapped[str | None] = mapped_column(index=True)
    """Keyed hash of the confirmed e-mail or mobile, to resume on another device."""
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    customer_id: Mapped[int | None] = mapped_column(Key, ForeignKey("customer.id"))


class Confirmation(Keyed, Base):
    """Six digits sent to an e-mail or mobile: 15 minutes, 5 tries, again after 60 seconds (IC-13)."""

    __tablename__ = "confirmation"

    draft_id: Mapped[int | None] = mapped_column(Key, ForeignKey("registration_draft.id"), index=True)
    credential_id: Mapped[int | None] = mapped_column(Key, ForeignKey("credential.id"), index=True)
    target_index: Mapped[str] = mapped_column(index=True)
    """Keyed hash of the address the code went to."""
    target_encrypted: Mapped[str]
    code_hash: Mapped[str]
    misses: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RegistrationState(StrEnum):
    NEW = "new"
    HELD = "held"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LINKED = "linked"
    """Found to be somebody who was known; the customer is the known one's from then on."""


class Registration(Keyed, Versioned, Base):
    """One registration as the office sees it; held ones and others read alike outside."""

    __tablename__ = "registration"
    __table_args__ = (Index("ix_registration_queue", "state", "at", "id"),)

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"), unique=True)
    channel: Mapped[Channel]
    state: Mapped[RegistrationState] = mapped_column(default=RegistrationState.NEW)
    at: Mapped[datetime]
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    reason: Mapped[str | None]
    linked_to_id: Mapped[int | None] = mapped_column(Key, ForeignKey("customer.id"))
    asked_at: Mapped[datetime | None]
    """When the person was last asked for more; a document that came later is the answer."""

    customer: Mapped[Customer] = relationship(foreign_keys=[customer_id])
    linked_to: Mapped[Customer | None] = relationship(foreign_keys=[linked_to_id])


class DuplicateState(StrEnum):
    OPEN = "open"
    SAME = "same"
    NOT_SAME = "not_same"


class DuplicateCandidate(Keyed, Versioned, Base):
    """Two customers that may be one person; the smaller key stands left, so that the pair is remembered both ways."""

    __tablename__ = "duplicate_candidate"
    __table_args__ = (
        UniqueConstraint("left_id", "right_id"),
        Index("ix_duplicate_candidate_queue", "state", "score", "id"),
    )

    left_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    right_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"), index=True)
    score: Mapped[int]
    """0 to 100."""
    band: Mapped[str]
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Codes and facts without personal data; worded by the web."""
    state: Mapped[DuplicateState] = mapped_column(default=DuplicateState.OPEN)
    found_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    note: Mapped[str | None]

    left: Mapped[Customer] = relationship(foreign_keys=[left_id])
    right: Mapped[Customer] = relationship(foreign_keys=[right_id])
