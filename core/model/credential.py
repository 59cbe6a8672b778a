"""Credential: how a party signs in and is recognised; names that sign in are confirmed and unique."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Folded, Key
from core.model.base import Base, Keyed, Versioned

if TYPE_CHECKING:
    from core.model.party import Party


class Credential(Keyed, Versioned, Base):
    """Password and security question of a party; only Argon2id hashes are kept."""

    __tablename__ = "credential"

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), unique=True)
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    password_version: Mapped[int] = mapped_column(default=1)
    """Rises with each change; one-time links made before are worthless."""
    question_code: Mapped[str | None]
    own_question: Mapped[str | None]
    answer_hash: Mapped[str | None]
    answer_changed_at: Mapped[datetime | None]
    language: Mapped[str | None]
    """In which the portal speaks to them after signing in; None: as they are written to."""
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    party: Mapped[Party] = relationship(back_populates="credential")
    names: Mapped[list[SignInName]] = relationship(back_populates="credential", order_by="SignInName.id")


class SignInName(Keyed, Base):
    """A confirmed e-mail or mobile that signs in; unique among credentials, the first to confirm wins."""

    __tablename__ = "sign_in_name"

    credential_id: Mapped[int] = mapped_column(Key, ForeignKey("credential.id"), index=True)
    value: Mapped[str] = mapped_column(Folded, unique=True)
    confirmed_at: Mapped[datetime]

    credential: Mapped[Credential] = relationship(back_populates="names")


class LinkPurpose(StrEnum):
    SET_PASSWORD = "set_password"  # noqa: S105
    RESET_PASSWORD = "reset_password"  # noqa: S105
    STAFF_SET_PASSWORD = "staff_set_password"  # noqa: S105
    STAFF_RESET_PASSWORD = "staff_reset_password"  # noqa: S105
    NOT_ME = "not_me"
    HAND_OVER = "hand_over"


class OneTimeLink(Keyed, Base):
    """A link that works once; only the hash of its token is kept (R19)."""

    __tablename__ = "one_time_link"

    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[str] = mapped_column(unique=True)
    credential_id: Mapped[int | None] = mapped_column(Key, ForeignKey("credential.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    password_version: Mapped[int] = mapped_column(default=1)
    medium_value: Mapped[str | None]
    """Where it was sent: following the link proves that this address is theirs."""
    misses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    credential: Mapped[Credential | None] = relationship()
