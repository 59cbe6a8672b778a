"""Notices: privacy notice, terms, accessibility and help as versioned texts by language (IC-16)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Key
from core.model.base import Base, Keyed


class NoticeKind(StrEnum):
    PRIVACY = "privacy"
    TERMS = "terms"
    ACCESSIBILITY = "accessibility"
    HELP = "help"


class Notice(Keyed, Base):
    """One version of one text in one language; paragraphs are separated by blank lines, headings begin with '# '."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("kind", "version", "language"),)

    kind: Mapped[NoticeKind]
    version: Mapped[int]
    language: Mapped[str]
    body: Mapped[str]
    published_at: Mapped[datetime]


class NoticeAcceptance(Keyed, Base):
    """Which version a party accepted, when, in which language."""

    __tablename__ = "notice_acceptance"

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    kind: Mapped[NoticeKind]
    version: Mapped[int]
    language: Mapped[str]
    at: Mapped[datetime]
