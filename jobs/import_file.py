"""An import from the command line: guessed, shown, checked or written in the foreground, refused rows told."""

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from core.access import Actor
from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import engine, reading, transaction
from core.errors import Invalid, WrongStatus
from core.files import FileStore
from core.history import Event, record
from core.identify_contact.bulk_import.columns import KEYS, LABELS, field_named, guess_columns
from core.identify_contact.bulk_import.cutting import Work, cut, why_failed
from core.identify_contact.bulk_import.keeping import refused_rows
from core.identify_contact.bulk_import.plan import Mode
from core.identify_contact.bulk_import.reading import MOST_BYTES
from core.identify_contact.bulk_import.runs import begin_import, choose_columns, run_of
from core.identify_contact.bulk_import.working import work_on
from core.model import ImportRun, ImportState
from core.settings import Settings
from jobs.imports import read_ahead
from web.import_errors import errors_csv

Say = Callable[[str], None]
PARALLEL_FROM = 20_000
PROCESSES = 2
_BEGUN = (ImportState.RUNNING, ImportState.STOPPED, ImportState.UNDOING, ImportState.DONE, ImportState.UNDONE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked on the command line."""

    file: Path
    dry_run: bool = False
    update_by: str | None = None
    errors: Path | None = None
    country: str = ""
    keep_unusual: bool = False


def import_file(settings: Settings, wish: Wish, *, say: Say) -> ImportRun:
    """Brings a file in, or only checks it; says what each column is taken for before anything is written.

    Raises Invalid as begin_import(), choose_columns(), and what is wrong with the file as a whole.
    """
    store = FileStore(settings.files_url, keyring())
    run_id = _begin(store, wish, say)
    work = Work(store, utcnow, breathe=_teller(run_id, say))
    _cut(run_id, work, dry=wish.dry_run)
    return _go(settings, run_id, work, errors=wish.errors)


def resume_import(settings: Settings, public_id: str, *, errors: Path | None, say: Say) -> ImportRun:
    """Goes on with an import that was stopped or whose process was killed; one that is done is only told again.

    Raises NotFound, WrongStatus('import_not_checked') for one that has not begun to write.
    """
    store = FileStore(settings.files_url, keyring())
    with transaction() as db:
        run = run_of(db, public_id, by=Actor.system(), lock=True)
        if run.state not in _BEGUN:
            raise WrongStatus("import_not_checked", state=run.state.value)
        if run.state is ImportState.STOPPED:
            run.state = ImportState.RUNNING
        run_id = run.id
    return _go(settings, run_id, Work(store, utcnow, breathe=_teller(run_id, say)), errors=errors)


def _begin(store: FileStore, wish: Wish, say: Say) -> int:
    if wish.file.stat().st_size > MOST_BYTES:
        raise Invalid.one("file", "import_too_large", most=MOST_BYTES // 1024 // 1024)
    key = field_named(wish.update_by) if wish.update_by else None
    if wish.update_by and key not in KEYS:
        raise Invalid.one("key", "import_key_not_in_file")
    country, mode = wish.country.strip().upper(), Mode.BOTH if key else Mode.CREATE
    with transaction() as db:
        run = begin_import(db, store, wish.file.read_bytes(), name=wish.file.name, by=Actor.system(), now=utcnow())
        choose_columns(
            run, run.columns, mode=mode, key=key or "", country=country,
            keep_unusual=wish.keep_unusual, by=Actor.system(),
        )  # fmt: skip
        _tell_columns(run, say)
        if not wish.dry_run:
            say(f"If it breaks off: foyer import resume {run.public_id}")
        run.state = ImportState.CHECKING
        return run.id


def _tell_columns(run: ImportRun, say: Say) -> None:
    if run.options["kind"] == "csv":
        say(f"Read as CSV, {run.options['encoding']}, divided by {run.options['delimiter']!r}.")
    for guess in guess_columns(run.options["heading"]):
        taken = LABELS.get(guess.field, "nothing, passed over")
        say(f"  {guess.column} → {taken}{'' if guess.sure or not guess.field else '   (guessed)'}")


def _cut(run_id: int, work: Work, *, dry: bool) -> None:
    """Makes the file ready; unless `dry`, what stands the examination is written at once."""
    cut(run_id, work)
    with transaction() as db:
        run = db.get_one(ImportRun, run_id)
        if why := why_failed(run):
            raise Invalid.one("file", why.code, **why.facts)
        if not dry:
            run.state, run.started_at = ImportState.RUNNING, utcnow()
            about = {"import": run.public_id, "rows": run.rows}
            record(db, Event.IMPORT_STARTED, by=Actor.system(), now=run.started_at, facts=about)


def _go(settings: Settings, run_id: int, work: Work, *, errors: Path | None) -> ImportRun:
    """Works until nothing is left to do; interrupted, the import is stopped and can go on."""
    rows = _read(run_id).rows
    with contextlib.ExitStack() as stack:
        if rows >= PARALLEL_FROM and engine().dialect.name != "sqlite":
            work = replace(work, preparing=stack.enter_context(read_ahead(settings, processes=PROCESSES)))
        try:
            while work_on(run_id, work):
                time.sleep(1)  # somebody else is at it too
        except KeyboardInterrupt:
            with transaction() as db:
                db.get_one(ImportRun, run_id).state = ImportState.STOPPED
            raise
    run = _read(run_id)
    if errors:
        _write_errors(work.store, run, errors)
    return run


def _read(run_id: int) -> ImportRun:
    with reading(newest=True) as db:
        return db.get_one(ImportRun, run_id)


def _teller(run_id: int, say: Say) -> Callable[[], None]:
    """Says how far it is, every tenth."""
    told = [0]

    def tell() -> None:
        run = _read(run_id)
        tenth = 10 * run.rows_done // run.rows if run.rows else 0
        if tenth > told[0]:
            told[0] = tenth
            say(f"  {run.rows_done:,} of {run.rows:,} rows")

    return tell


def _write_errors(store: FileStore, run: ImportRun, out: Path) -> None:
    with reading(newest=True) as db, out.open("w", encoding="utf-8", newline="") as file:
        lines: Iterable[str] = errors_csv(run.options["heading"], refused_rows(db, store, run))
        file.writelines(lines)
