"""`foyer import customers` and `foyer import resume`: what they write, say and end with, and how they go on."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select, update

import cli
from core.database.transaction import reading, transaction
from core.identify_contact.bulk_import.parts import PART
from core.identify_contact.bulk_import.working import _settle_step
from core.model import Customer, HistoryEntry, ImportRow, ImportRun, ImportState
from core.settings import Settings

ROWS = PART + 50


@pytest.fixture
def file(database: object, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of two parts."""
    monkeypatch.setattr(cli, "_settings", lambda: settings)
    lines = "".join(f"CRM-{number},Berg{number},person{number}@example.com\n" for number in range(ROWS))
    path = tmp_path / "people.csv"
    path.write_text(f"External reference,Last name,E-mail\n{lines}")
    return path


def foyer(*arguments: object) -> Result:
    return CliRunner().invoke(cli.foyer, ["import", *map(str, arguments)])


def the_run() -> ImportRun:
    with reading(newest=True) as db:
        return db.scalars(select(ImportRun)).one()


def counted(of: type) -> int:
    with reading(newest=True) as db:
        return db.scalar(select(func.count()).select_from(of))


def break_off(monkeypatch: pytest.MonkeyPatch, file: Path, by: type[BaseException]) -> Result:
    """The first part is written, then this happens."""

    def once(*given: object, place: int, **named: object) -> bool:
        if place:
            raise by
        return _settle_step(*given, place=place, **named)

    with monkeypatch.context() as patched:
        patched.setattr("core.identify_contact.bulk_import.working._settle_step", once)
        return foyer("customers", file)


def test_a_dry_run_counts_and_writes_nothing(file: Path) -> None:
    done = foyer("customers", "--dry-run", file)
    assert done.exit_code == 0, done.output
    assert f"{ROWS:,} rows. Would be created: {ROWS:,}" in done.output
    assert "resume" not in done.output
    assert counted(Customer) == 0


@pytest.mark.parametrize("by", [KeyboardInterrupt, SystemExit], ids=["interrupted", "killed"])
def test_what_broke_off_goes_on_and_nobody_is_there_twice(
    file: Path, monkeypatch: pytest.MonkeyPatch, by: type[BaseException]
) -> None:
    broken = break_off(monkeypatch, file, by)
    run = the_run()
    assert run.state is (ImportState.STOPPED if by is KeyboardInterrupt else ImportState.RUNNING)
    assert f"foyer import resume {run.public_id}" in broken.output
    assert counted(Customer) == run.rows_done == PART
    done = foyer("resume", run.public_id)
    assert done.exit_code == 0, done.output
    assert f"{ROWS:,} rows. Created: {ROWS:,}" in done.output
    assert the_run().state is ImportState.DONE
    assert counted(Customer) == counted(ImportRow) == ROWS
    again = foyer("resume", run.public_id)
    assert f"{ROWS:,} rows. Created: {ROWS:,}" in again.output
    assert counted(Customer) == ROWS


def test_what_has_not_begun_to_write_is_not_gone_on_with(file: Path) -> None:
    foyer("customers", "--dry-run", file)
    refused = foyer("resume", the_run().public_id)
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: Check the file first: it has not been checked as it stands.\n",
    )
    assert foyer("resume", "nobody").output == "Error: There is no such import.\n"
    assert counted(Customer) == 0


def test_refused_rows_are_written_beside_by_who_goes_on_too(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(f"{file.read_text()}CRM-X,,nobody\n")
    break_off(monkeypatch, file, SystemExit)
    errors = tmp_path / "errors.csv"
    done = foyer("resume", the_run().public_id, "--errors", errors)
    assert done.exit_code == 1
    assert "refused: 1." in done.output
    assert "CRM-X" in errors.read_text()


def test_a_name_that_begins_with_a_dash_is_no_option(file: Path) -> None:
    foyer("customers", file)
    name = "-" + the_run().public_id[1:]
    with transaction() as db:
        db.execute(update(ImportRun).values(public_id=name))
    assert foyer("resume", name).exit_code == 0


def test_that_it_began_is_in_the_history(file: Path) -> None:
    foyer("customers", file)
    with reading() as db:
        told = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "import_started")).one()
    assert told.facts == {"import": the_run().public_id, "rows": ROWS}
    assert told.by_kind == "system"
