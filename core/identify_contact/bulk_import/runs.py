"""The acts of an import: begin with a file, say what its columns are, check, start, stop, go on, take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.database.locking import for_update
from core.errors import Invalid, NotFound, WrongStatus
from core.files import FileStore
from core.history import Event, record
from core.identify_contact.bulk_import.columns import KEYS, LABELS, guess_columns
from core.identify_contact.bulk_import.plan import Mode
from core.identify_contact.bulk_import.reading import heading_of, recognise
from core.identify_contact.bulk_import.samples import samples_of, seal_samples
from core.model import ImportRow, ImportRun, ImportState
from core.outbox import enqueue
from core.submission import claim, settle

WORK = "import_customers"
"""Kind of the job that does the long work; payload {"run_id": …}."""
UNDO_DAYS = 30
_S = ImportState
_ACT = "import_customers"
_OPEN = (_S.UPLOADED, _S.CHECKED, _S.FAILED)
WORKING = frozenset({_S.CHECKING, _S.RUNNING, _S.UNDOING})


def begin_import(
    db: Session, store: FileStore, content: bytes, *, name: str, by: Actor, now: datetime, key: str = ""
) -> ImportRun:
    """Keeps the file and guesses its columns; nothing is written about anybody yet. The same `key`: the same import.

    Raises NotAllowed, Conflict('key_used_elsewhere'); Invalid('file', import_empty | import_too_large |
    import_not_table | import_unreadable | import_no_heading | import_too_many_columns | import_unpacks_too_large |
    import_cut_short).
    """
    ensure(by, Permission.IMPORT)
    if key and (first := claim(db, key, act=_ACT, by=by, now=now)) is not None:
        return run_of(db, first, by=by)
    writing = recognise(content)
    heading = heading_of(content, writing)
    kept = store.put(content)
    options = {
        "heading": heading,
        "kind": writing.kind,
        "encoding": writing.encoding,
        "delimiter": writing.delimiter,
        "checksum": kept.checksum,
        "samples": seal_samples(samples_of(content, writing)),
    }
    run = ImportRun(name=name[:200], storage_name=kept.name, by_staff_id=by.staff_id, created_at=now)
    run.columns, run.options = {guess.column: guess.field for guess in guess_columns(heading) if guess.field}, options
    db.add(run)
    db.flush()  # settle() needs its public id
    if key:
        settle(db, key, result=run.public_id)
    return run


def choose_columns(
    run: ImportRun,
    columns: Mapping[str, str],
    *,
    mode: Mode,
    key: str = "",
    country: str = "",
    keep_unusual: bool = False,
    by: Actor,
) -> None:
    """Says which column is which field, what is created or changed, and by which key.

    Raises Invalid: import_field_twice, import_no_columns, import_key_not_in_file; WrongStatus('import_busy').
    """
    ensure(by, Permission.IMPORT)
    _must_be(run, *_OPEN)
    chosen = {column: name for column, name in columns.items() if name in LABELS and column in run.options["heading"]}
    if len(set(chosen.values())) < len(chosen):
        raise Invalid.one("columns", "import_field_twice")
    if not chosen:
        raise Invalid.one("columns", "import_no_columns")
    if mode is not Mode.CREATE and (key not in KEYS or key not in chosen.values()):
        raise Invalid.one("found_by", "import_key_not_in_file")
    run.columns = chosen
    said = {"mode": mode.value, "key": key if mode is not Mode.CREATE else "", "country": country}
    run.options = {**run.options, **said, "keep_unusual": keep_unusual}


def start_check(db: Session, run: ImportRun, *, by: Actor, now: datetime) -> None:
    """The dry run: every row is read, examined and looked up; nothing is written about anybody."""
    ensure(by, Permission.IMPORT)
    _must_be(run, *_OPEN)
    _afresh(db, run)
    run.state = _S.CHECKING
    queue(db, run, now=now)


def start(db: Session, run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Begins to write what was checked, or goes on where it was stopped. Raises WrongStatus('import_not_checked')."""
    ensure(by, Permission.IMPORT)
    if run.state is _S.RUNNING:
        return
    if run.state not in {_S.CHECKED, _S.STOPPED}:
        raise WrongStatus("import_not_checked", state=run.state.value)
    if run.state is _S.CHECKED:
        _afresh(db, run)
        run.started_at, run.by_staff_id = now, by.staff_id
        record(db, Event.IMPORT_STARTED, by=by, now=now, facts={"import": run.public_id, "rows": run.rows})
    run.state = _S.RUNNING
    queue(db, run, now=now)


def stop(db: Session, run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Stops before the next part; what is written stays, and it can go on. Raises WrongStatus('import_not_running')."""
    ensure(by, Permission.IMPORT)
    if run.state is _S.CHECKING:
        run.state = _S.UPLOADED
        return
    if run.state is _S.STOPPED:
        return
    if run.state is not _S.RUNNING:
        raise WrongStatus("import_not_running", state=run.state.value)
    run.state = _S.STOPPED
    record(db, Event.IMPORT_STOPPED, by=by, now=now, facts={"import": run.public_id, "rows": run.rows_done})


def start_undo(db: Session, run: ImportRun, *, by: Actor, now: datetime) -> None:
    """Takes the whole import back, but for what others touched since. Raises WrongStatus('import_not_undoable')."""
    ensure(by, Permission.IMPORT)
    if run.state is _S.UNDOING:
        return
    if not may_be_undone(run, now=now):
        raise WrongStatus("import_not_undoable", state=run.state.value)
    run.state, run.rows_done, run.undone_at, run.undone_by_id = _S.UNDOING, 0, now, by.staff_id
    record(db, Event.IMPORT_UNDONE, by=by, now=now, facts={"import": run.public_id, "rows": run.rows})
    queue(db, run, now=now)


def may_be_undone(run: ImportRun, *, now: datetime) -> bool:
    """Whether what was there before is still known."""
    begun = run.started_at
    return run.state in {_S.DONE, _S.STOPPED} and begun is not None and now - begun < timedelta(days=UNDO_DAYS)


def queue(db: Session, run: ImportRun, *, now: datetime) -> None:
    """Has a worker go on with the import."""
    enqueue(db, WORK, payload={"run_id": run.id}, now=now)


def run_of(db: Session, public_id: str, *, by: Actor, lock: bool = False) -> ImportRun:
    """One import. Raises NotAllowed, NotFound."""
    ensure(by, Permission.IMPORT)
    query = select(ImportRun).where(ImportRun.public_id == public_id)
    found = db.scalar(for_update(query) if lock else query)
    if found is None:
        raise NotFound("import_missing")
    return found


def latest_runs(db: Session, *, by: Actor, most: int = 20) -> list[ImportRun]:
    """Imports, the latest first. Raises NotAllowed."""
    ensure(by, Permission.IMPORT)
    return list(db.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(most)))


def _afresh(db: Session, run: ImportRun) -> None:
    db.execute(delete(ImportRow).where(ImportRow.run_id == run.id))
    run.rows_done = run.created = run.updated = run.held = run.refused = 0
    run.options = {name: value for name, value in run.options.items() if name != "why"}


def _must_be(run: ImportRun, *states: ImportState) -> None:
    if run.state not in states:
        raise WrongStatus("import_busy", state=run.state.value)


def summary(run: ImportRun) -> dict[str, Any]:
    """Figures of an import: rows in all, done, and what became of them."""
    counted = {name: getattr(run, name) for name in ("rows", "rows_done", "created", "updated", "held", "refused")}
    told = sum(counted[name] for name in ("created", "updated", "held", "refused"))
    return {**counted, "unchanged": max(0, run.rows_done - told)}
