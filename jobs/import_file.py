"""An import from the command line: guessed, shown, checked or written in the foreground, refused rows told."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from core.access import Actor
from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import engine, reading, transaction
from core.errors import Invalid
from core.files import FileStore
from core.identify_contact.bulk_import.columns import KEYS, LABELS, field_named, guess_columns
from core.identify_contact.bulk_import.cutting import Work, cut, why_failed
from core.identify_contact.bulk_import.keeping import refused_rows
from core.identify_contact.bulk_import.plan import Mode
from core.identify_contact.bulk_import.reading import MOST_BYTES
from core.identify_contact.bulk_import.runs import begin_import, choose_columns
from core.identify_contact.bulk_import.working import work_on
from core.model import ImportRun, ImportState
from core.settings import Settings
from jobs.imports import read_ahead
from web.import_errors import errors_csv

Say = Callable[[str], None]
PARALLEL_FROM = 20_000
PROCESSES = 2


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
    states = (ImportState.CHECKING,) if wish.dry_run else (ImportState.CHECKING, ImportState.RUNNING)
    _go(settings, run_id, states[-1], work)
    run = _read(run_id)
    if wish.errors:
        _write_errors(store, run, wish.errors)
    return run


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
        run.state = ImportState.CHECKING
        return run.id


def _tell_columns(run: ImportRun, say: Say) -> None:
    if run.options["kind"] == "csv":
        say(f"Read as CSV, {run.options['encoding']}, divided by {run.options['delimiter']!r}.")
    for guess in guess_columns(run.options["heading"]):
        taken = LABELS.get(guess.field, "nothing, passed over")
        say(f"  {guess.column} → {taken}{'' if guess.sure or not guess.field else '   (guessed)'}")


def _go(settings: Settings, run_id: int, state: ImportState, work: Work) -> None:
    """Cuts and, for a dry run, checks; else writes at once what stands the examination."""
    cut(run_id, work)
    with transaction() as db:
        run = db.get_one(ImportRun, run_id)
        if why := why_failed(run):
            raise Invalid.one("file", why.code, **why.facts)
        run.state = state
        if state is ImportState.RUNNING:
            run.started_at = utcnow()
        rows = run.rows
    with contextlib.ExitStack() as stack:
        ahead = None
        if rows >= PARALLEL_FROM and engine().dialect.name != "sqlite":
            ahead = stack.enter_context(read_ahead(settings, processes=PROCESSES))
        try:
            work_on(run_id, Work(work.store, work.clock, breathe=work.breathe, preparing=ahead))
        except KeyboardInterrupt:
            with transaction() as db:
                db.get_one(ImportRun, run_id).state = ImportState.STOPPED
            raise


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
