"""Notices: privacy notice, terms, accessibility and help as versioned texts by language (IC-16)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Json, Key
from core.model.base import Base, Keyed, Versioned
from core.model.customer import Channel


class NoticeKind(StrEnum):
    PRIVACY = "privacy"
    TERMS = "terms"
    ACCESSIBILITY = "accessibility"
    HELP = "help"


class NoticeAsking(StrEnum):
    """Whether customers who accepted an earlier version are asked at their next sign-in."""

    NOBODY = "nobody"
    LATER = "later"
    """Asked; may say 'Not now' and is asked again at the sign-in after."""
    FIRST = "first"
    """Asked before anything else of theirs opens."""


class Notice(Keyed, Base):
    """One version of one text in one language; paragraphs are separated by blank lines, headings begin with '# '.

    Never changed: triggers refuse it. The version in force is the newest whose `published_at` has come.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("kind", "version", "language"),)

    kind: Mapped[NoticeKind]
    version: Mapped[int]
    language: Mapped[str]
    body: Mapped[str]
    published_at: Mapped[datetime]
    """When it comes into force."""
    changes: Mapped[str | None]
    """What is new in it, for readers of the version before."""
    asking: Mapped[NoticeAsking] = mapped_column(server_default=NoticeAsking.NOBODY.value)
    published_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))


class NoticeDraft(Keyed, Versioned, Base):
    """The next version of one text while an administrator writes it; nobody else reads it."""

    __tablename__ = "notice_draft"

    kind: Mapped[NoticeKind] = mapped_column(unique=True)
    texts: Mapped[dict[str, list[str]]] = mapped_column(Json, default=dict)
    """By language: the text, and what is new in it."""
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))


class NoticeAcceptance(Keyed, Base):
    """Which version a party accepted, when, in which language, through which channel."""

    __tablename__ = "notice_acceptance"

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    kind: Mapped[NoticeKind]
    version: Mapped[int]
    language: Mapped[str]
    at: Mapped[datetime]
    channel: Mapped[Channel | None]
