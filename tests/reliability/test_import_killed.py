"""The worker dies in the middle of an import: the next one goes on, and nobody is there twice or by half (R64)."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.files import FileStore
from core.identify_contact.bulk_import.parts import PART
from core.identify_contact.bulk_import.runs import begin_import, start_check
from core.model import (
    Contact,
    ContactMedium,
    Customer,
    HistoryEntry,
    ImportRow,
    ImportRun,
    ImportState,
    Job,
    Party,
    Registration,
)
from core.settings import Settings
from tests.people import Person
from tests.support.databases import FreshDatabase
from tests.support.processes import Process
from tests.support.settings import environment

ROWS = PART * 2 + 100
PATIENCE = 240


@pytest.mark.slow
def test_r64_a_killed_import_goes_on_none_twice_none_by_half(
    database: FreshDatabase, settings: Settings, sue: Person, tmp_path: Path
) -> None:
    run_id = _checked(settings, sue)
    known = environment(database.url, tmp_path)
    worker = Process(known, "worker", log=tmp_path / "first.log")
    _until(run_id, lambda run: run.rows_done >= PART)
    os.killpg(worker.running.pid, signal.SIGKILL)
    worker.running.wait()
    with transaction() as db:
        run = db.get_one(ImportRun, run_id)
        assert run.state is ImportState.RUNNING
        assert run.rows_done < ROWS, "it was done before it could be killed: nothing was tried"
        assert _made(db) == run.rows_done, "a part is there whole or not at all"
        db.execute(update(Job).values(leased_until=utcnow() - timedelta(minutes=1)))  # two minutes later
    again = Process(known, "worker", log=tmp_path / "second.log")
    _until(run_id, lambda run: run.state is ImportState.DONE)
    again.stop()
    with reading(newest=True) as db:
        assert _made(db) == ROWS
        for table in (ImportRow, Contact, ContactMedium, Registration, Party):
            assert db.scalar(select(func.count()).select_from(table)) == ROWS, table
        assert db.scalar(select(func.count(func.distinct(ImportRow.customer_id)))) == ROWS
        assert db.scalar(select(func.count()).where(HistoryEntry.event == "customer_registered")) == ROWS


def _checked(settings: Settings, sue: Person) -> int:
    """A file that is read, checked and ready to be written by whoever comes."""
    lines = "".join(f"CRM-{number},Berg{number},person{number}@example.com\n" for number in range(ROWS))
    content = f"External reference,Last name,E-mail\n{lines}".encode()
    with transaction() as db:
        store = FileStore(settings.files_url, keyring())
        run = begin_import(db, store, content, name="people.csv", by=sue.actor, now=utcnow())
        start_check(db, run, by=sue.actor, now=utcnow())
        run_id = run.id
    from core.identify_contact.bulk_import.cutting import Work, cut

    assert cut(run_id, Work(store, utcnow))
    with transaction() as db:
        db.get_one(ImportRun, run_id).state = ImportState.RUNNING
    return run_id


def _until(run_id: int, came: object) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with reading(newest=True) as db:
            if came(db.get_one(ImportRun, run_id)):  # type: ignore[operator]
                return
        time.sleep(0.05)
    pytest.fail("the import did not get there in time")


def _made(db: object) -> int:
    return int(db.scalar(select(func.count()).select_from(Customer)) or 0)  # type: ignore[attr-defined]
