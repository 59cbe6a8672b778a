"""Jobs: the outbox and everything that is worked off afterwards, at least once (R66)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Json, Key
from core.model.base import Base, Keyed, PublicId


class JobState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Job(Keyed, PublicId, Base):
    """A row written in the act's own transaction; leased, tried with growing waits, in the end put aside."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "run_at", "id"),)

    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Ids, codes and language; no secret."""
    secret_encrypted: Mapped[str | None]
    """A one-time token or code and the address it goes to; wiped once sent."""
    party_id: Mapped[int | None] = mapped_column(Key, ForeignKey("party.id"), index=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    run_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Submission(Keyed, Base):
    """A form's one-time key with its first result: the same key gives the same result again (R62)."""

    __tablename__ = "submission"

    key_hash: Mapped[str] = mapped_column(unique=True)
    act: Mapped[str]
    by: Mapped[str]
    result: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)
