"""Import: a file of customers, what was read in it, and what became of each row (the fourth door of IC)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Json, Key
from core.model.base import Base, Keyed, PublicId, Versioned


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


class ImportRun(Keyed, PublicId, Versioned, Base):
    """One file on its way in; goes on where it stopped, and can be undone whole."""

    __tablename__ = "import_run"

    name: Mapped[str]
    """The file's name as shown; never used as a path."""
    storage_name: Mapped[str | None]
    """Where the file is kept, encrypted, until the import is done with."""
    state: Mapped[ImportState] = mapped_column(default=ImportState.UPLOADED)
    columns: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Column of the file → field of a customer, guessed and then confirmed."""
    options: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Create, update or both; the key for updates; the default country of telephone numbers."""
    rows: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))


class ImportRowState(StrEnum):
    REFUSED = "refused"
    CREATED = "created"
    UPDATED = "updated"
    HELD = "held"
    UNCHANGED = "unchanged"
    UNDONE = "undone"


class ImportRow(Keyed, Base):
    """What became of one row of the file; what it said stays in the file."""

    __tablename__ = "import_row"
    __table_args__ = (Index("uq_import_row_run_line", "run_id", "line", unique=True),)

    run_id: Mapped[int] = mapped_column(Key, ForeignKey("import_run.id"))
    line: Mapped[int]
    """Row of the file, the first of them after the heading is 2."""
    state: Mapped[ImportRowState]
    customer_id: Mapped[int | None] = mapped_column(Key, ForeignKey("customer.id"), index=True)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Column, code and facts of what is wrong, without what was written there."""
    before_encrypted: Mapped[str | None]
    """What an update replaced, to undo it."""
