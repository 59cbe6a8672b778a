"""What is kept of an import beside customers: its file, and what stood where it changed something; not for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from core.files import FileStore
from core.identify_contact.bulk_import.parts import read_part
from core.identify_contact.bulk_import.runs import UNDO_DAYS
from core.model import ImportRow, ImportRowState, ImportRun

MOST_SHOWN = 50
Refused = tuple[int, list[str], list[dict[str, Any]]]
"""Row of the file, its cells, what is wrong with them."""


def refused_rows(db: Session, store: FileStore, run: ImportRun) -> Iterator[Refused]:
    """The rows that were refused, as they stood in the file, with what is wrong; a part in memory at a time."""
    for part in run.options.get("parts", []):
        rows = read_part(store, part)
        found = select(ImportRow.line, ImportRow.problems).where(
            ImportRow.run_id == run.id,
            ImportRow.state == ImportRowState.REFUSED,
            ImportRow.line.between(rows[0][0], rows[-1][0]),
        )
        wrong = {line: problems for line, problems in db.execute(found)}  # noqa: C416
        yield from ((line, cells, wrong[line]) for line, cells in rows if line in wrong)


def problem_rows(db: Session, run: ImportRun, *, most: int = MOST_SHOWN) -> list[ImportRow]:
    """The first rows with something to be said of them: refused, or held, or left by an undo."""
    query = select(ImportRow).where(ImportRow.run_id == run.id, ImportRow.problems != [])
    return list(db.scalars(query.order_by(ImportRow.line).limit(most)))


def names_in_use(db: Session) -> set[str]:
    """Names in the store that imports refer to."""
    names: set[str] = set()
    for name, options in db.execute(select(ImportRun.storage_name, ImportRun.options)):
        names |= {part["name"] for part in options.get("parts", [])} | ({name} if name else set())
    return names


def forget_old(db: Session, *, now: datetime) -> int:
    """After 30 days the rows that were refused and what stood before go; the sweep of files removes the rest."""
    long_ago = now - timedelta(days=UNDO_DAYS)
    ended = or_(ImportRun.started_at < long_ago, ImportRun.created_at < long_ago - timedelta(days=1))
    old = list(db.scalars(select(ImportRun).where(ended)))
    for run in old:
        if run.options.get("parts") or run.storage_name:
            run.options = {**run.options, "parts": [], "samples": ""}
            run.storage_name = None
    keys = [run.id for run in old]
    kept = update(ImportRow).where(ImportRow.run_id.in_(keys), ImportRow.before_encrypted.is_not(None))
    db.execute(kept.values(before_encrypted=None))
    return len(old)
