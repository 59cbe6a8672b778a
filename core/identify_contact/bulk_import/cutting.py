"""A file made ready for the long work: cut into parts once, or told why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.locking import for_update
from core.database.transaction import reading, transaction
from core.errors import FoyerError, Invalid
from core.files import FileStore
from core.identify_contact.bulk_import.parts import Part, write_parts
from core.identify_contact.bulk_import.plan import Plan
from core.identify_contact.bulk_import.reading import Writing, rows_of
from core.identify_contact.bulk_import.records import Prepared
from core.model import ImportRun, ImportState

Preparing = Callable[[Plan, Sequence[Part]], Iterator[Sequence[Prepared]]]


@dataclass(frozen=True, slots=True)
class Work:
    """With what the work is done: files, clock, how long at most, and who is told that it goes on."""

    store: FileStore
    clock: Callable[[], datetime]
    seconds: float = float("inf")
    breathe: Callable[[], None] = lambda: None
    preparing: Preparing | None = None
    """How rows are read ahead; by default here, one part after the other."""


def cut(run_id: int, work: Work) -> bool:
    """Makes the file ready, once; False where it cannot be read, and why_failed() says why."""
    try:
        _cut(run_id, work)
    except Invalid as wrong:
        _fail(run_id, wrong.problems[0].code, wrong.problems[0].facts)
        return False
    return True


def _cut(run_id: int, work: Work) -> None:
    """Cuts the file into parts, once; a crash in between leaves parts that nobody names, which the sweep removes."""
    with reading(newest=True) as db:
        run = db.get_one(ImportRun, run_id)
    if run.state is not ImportState.CHECKING or run.storage_name is None:
        return
    options = run.options
    content = work.store.get(run.storage_name, checksum=options["checksum"])
    writing = Writing(options["kind"], options["encoding"], options["delimiter"])
    parts = write_parts(work.store, rows_of(content, writing), breathe=work.breathe)
    if not parts:
        raise Invalid.one("file", "import_empty")
    with transaction() as db:
        mine = locked(db, run_id)
        mine.options = {**mine.options, "parts": parts}
        mine.rows, former = sum(part["rows"] for part in parts), mine.storage_name
        mine.storage_name = None
    if former:
        work.store.delete(former)


def _fail(run_id: int, code: str, facts: dict[str, Any]) -> None:
    with transaction() as db:
        run = locked(db, run_id)
        run.state = ImportState.FAILED
        run.options = {**run.options, "why": {"code": code, "facts": facts}}


def why_failed(run: ImportRun) -> FoyerError | None:
    """What was wrong with the file as a whole."""
    why = run.options.get("why")
    return FoyerError(why["code"], **why["facts"]) if why else None


def locked(db: Session, run_id: int) -> ImportRun:
    """The import as it stands, held until the act ends."""
    query = for_update(select(ImportRun).where(ImportRun.id == run_id))
    return db.scalars(query.execution_options(populate_existing=True)).one()
