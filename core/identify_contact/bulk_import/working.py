"""The long work of an import, step by step: each step is one transaction, and whoever comes next goes on from there."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.files import FileStore
from core.identify_contact.bulk_import.cutting import Preparing, Work, cut, locked
from core.identify_contact.bulk_import.parts import PART, Part, read_part, remove_parts, write_part
from core.identify_contact.bulk_import.plan import Plan, plan_of
from core.identify_contact.bulk_import.reading import Line
from core.identify_contact.bulk_import.records import Prepared, prepare
from core.identify_contact.bulk_import.rows import read_row
from core.identify_contact.bulk_import.runs import WORKING
from core.identify_contact.bulk_import.settling import settle
from core.identify_contact.bulk_import.undoing import undo_part
from core.model import ImportRow, ImportRowState, ImportRun, ImportState

_COUNTED = {
    ImportRowState.CREATED: "created",
    ImportRowState.UPDATED: "updated",
    ImportRowState.HELD: "held",
    ImportRowState.REFUSED: "refused",
}


def work_on(run_id: int, work: Work) -> bool:
    """Goes on with an import until it is done, stopped, or the time is up; returns whether something is left to do."""
    until = time.monotonic() + work.seconds
    if not cut(run_id, work):
        return False
    for _ in _steps(run_id, work):
        work.breathe()
        if time.monotonic() > until:
            break
    with reading(newest=True) as db:
        return db.get_one(ImportRun, run_id).state in WORKING


def prepare_part(plan: Plan, lines: Sequence[Line]) -> list[Prepared]:
    """Everything about the rows of a part that needs no database."""
    return [prepare(read_row(line, cells, plan.reading), plan.arrival) for line, cells in lines]


def _steps(run_id: int, work: Work) -> Iterator[None]:
    with reading(newest=True) as db:
        run = db.get_one(ImportRun, run_id)
        plan = plan_of(db, run, now=work.clock())
    if run.state is ImportState.UNDOING:
        while _undo_step(run_id, plan, work):
            yield
        return
    if run.state not in WORKING:
        return
    parts: list[Part] = run.options["parts"]
    at = run.rows_done // PART
    ahead = (work.preparing or _one_by_one(work.store))(plan, parts[at:])
    for place, rows in enumerate(ahead, at):
        if not _settle_step(run_id, rows, plan, place=place, state=run.state):
            return
        yield
    _finish(run_id, run.state, work)


def _one_by_one(store: FileStore) -> Preparing:
    def preparing(plan: Plan, parts: Sequence[Part]) -> Iterator[Sequence[Prepared]]:
        return (prepare_part(plan, read_part(store, part)) for part in parts)

    return preparing


def _settle_step(run_id: int, rows: Sequence[Prepared], plan: Plan, *, place: int, state: ImportState) -> bool:
    """One part in one transaction; False when somebody stopped the import or was quicker."""
    with transaction() as db:
        run = locked(db, run_id)
        if run.state is not state or run.rows_done != place * PART:
            return False
        count = settle(db, rows, plan, dry=state is ImportState.CHECKING)
        _add_up(run, count, done=len(rows))
    return True


def _add_up(run: ImportRun, count: Counter[ImportRowState], *, done: int) -> None:
    run.rows_done += done
    for state, name in _COUNTED.items():
        setattr(run, name, getattr(run, name) + count[state])


def _finish(run_id: int, state: ImportState, work: Work) -> None:
    if state is ImportState.CHECKING:
        with transaction() as db:
            run = locked(db, run_id)
            if run.state is state and run.rows_done >= run.rows:
                run.state = ImportState.CHECKED
        return
    with reading(newest=True) as db:
        run = db.get_one(ImportRun, run_id)
        refused = select(ImportRow.line).where(ImportRow.run_id == run_id, ImportRow.state == ImportRowState.REFUSED)
        lines = set(db.scalars(refused))
    kept = _only(work, run.options["parts"], lines)
    with transaction() as db:
        run = locked(db, run_id)
        if run.state is not state or run.rows_done < run.rows:
            return
        former = run.options["parts"]
        run.options = {**run.options, "parts": kept, "samples": ""}
        run.state, run.finished_at = ImportState.DONE, work.clock()
    remove_parts(work.store, former)


def _only(work: Work, parts: Sequence[Part], lines: set[int]) -> list[Part]:
    """What is kept of the file when it is done with: the rows that were refused, to be mended."""
    kept = []
    for part in parts if lines else ():
        work.breathe()
        if rows := [row for row in read_part(work.store, part) if row[0] in lines]:
            kept.append(write_part(work.store, rows))
    return kept


def _undo_step(run_id: int, plan: Plan, work: Work) -> bool:
    with transaction() as db:
        run = locked(db, run_id)
        if run.state is not ImportState.UNDOING:
            return False
        more = undo_part(db, run, plan, most=PART)
        if not more:
            run.state, run.finished_at = ImportState.UNDONE, work.clock()
    return more
