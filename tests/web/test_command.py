"""The command `foyer`: says what it did, and why it did not (R6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import foyer
from core.clock import utcnow
from core.database.transaction import dispose
from core.errors import NotFound
from core.staff_accounts import open_staff_link
from tests.support.client import PageClient
from tests.support.databases import FreshDatabase
from tests.support.settings import environment


@pytest.fixture
def run(database: FreshDatabase, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs a command on this test's database."""
    for name, value in environment(database.url, tmp_path).items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(foyer, words, prog_name="foyer")


def add(run: object, **changed: str) -> Result:
    """Adds somebody."""
    said = {"email": "New@Foyer.example", "name": "New Person", "role": "csr"} | changed
    return run("staff", "add", *(part for name, value in said.items() for part in (f"--{name}", value)))


def test_r6_a_new_member_of_staff_gets_a_link_and_no_password(run: object, office: PageClient) -> None:
    link = add(run).stdout.split()[-1]
    path = link.removeprefix("http://127.0.0.1:8000")
    assert office.get(path).status == 200
    page = office.get(path)
    assert page.says("new@foyer.example")
    weak = page.submit("Save", {"Password": "short", "Confirm password": "short"})
    assert weak.status == 422
    good = "orchard tambourine glacier"
    assert page.submit("Save", {"Password": good, "Confirm password": good}).location == "/office/sign-in"
    assert office.get(path).status == 404
    answer = office.get("/office/sign-in").submit("Sign in", {"E-mail": "new@foyer.example"}, Password=good)
    assert answer.status == 303


def test_a_second_add_sends_a_new_link_and_the_old_one_dies(run: object) -> None:
    tokens = [add(run).stdout.split()[-1].rpartition("/")[2] for _ in range(2)]
    with pytest.raises(NotFound):
        open_staff_link(tokens[0], now=utcnow())
    assert open_staff_link(tokens[1], now=utcnow()).email == "new@foyer.example"


@pytest.mark.parametrize(
    "changed", [{"email": "nobody"}, {"name": " "}, {"email": "csr@foyer.example"}, {"role": "king"}]
)
def test_what_cannot_be_added_is_refused_in_one_line(run: object, changed: dict[str, str]) -> None:
    result = add(run, **changed)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert result.stderr.strip()


def test_disabling_says_so(run: object) -> None:
    assert "can no longer sign in" in run("staff", "disable", "csr@foyer.example").stdout
    assert run("staff", "disable", "stranger@foyer.example").exit_code == 1


@pytest.mark.parametrize(
    "words", [["keys", "rotate"], ["backup", "DIR"], ["score", "train", "--csv", "x"], ["staff", "reset-2fa", "x"]]
)
def test_what_is_not_built_says_why_and_ends_with_2(run: object, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "not built" in result.stderr.lower()


def test_the_doctor_finds_everything_fine(run: object) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "MEND" not in result.output


def test_a_wrong_setting_is_one_line(run: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOYER_LOG", "loud")
    result = run("doctor")
    assert result.exit_code == 1
    assert result.stderr.strip().count("\n") == 0
    assert "FOYER_LOG" in result.stderr


@pytest.fixture
def first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A machine where nothing is yet, outside the demo: an empty folder and the settings that have no default."""
    given = {
        "FOYER_SECRET_KEYS": "q7Hk2mZx9Lp4Vt8Rw3Yc6Nb1Jd5Fg0Sa",
        "FOYER_PUBLIC_URL": "https://foyer.example",
        "FOYER_STAFF_2FA": "optional",
    }
    monkeypatch.chdir(tmp_path)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    yield given
    dispose()


def invoke(*words: str) -> Result:
    """A command where nothing else was chosen."""
    return CliRunner().invoke(foyer, words, prog_name="foyer")


ADD = ("staff", "add", "--email", "first@foyer.example", "--name", "First Person", "--role", "admin")


def test_the_first_member_of_staff_is_added_on_a_new_machine(first_start: dict[str, str]) -> None:
    early = invoke(*ADD)
    assert early.exit_code == 1
    assert early.stderr == "Error: The database does not hold the schema of this version. Run: foyer db upgrade\n"
    assert invoke("db", "upgrade").exit_code == 0
    assert Path("var/foyer.db").exists()
    assert "https://foyer.example/office/set-password/" in invoke(*ADD).stdout


@pytest.mark.parametrize("missing", ["FOYER_SECRET_KEYS", "FOYER_PUBLIC_URL"])
def test_a_missing_setting_is_named(first_start: dict[str, str], missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(missing)
    result = invoke(*ADD)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {missing}: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("db", "upgrade", "NONSENSE"), ("db", "downgrade", "NONSENSE")])
def test_a_step_that_does_not_exist_is_said_in_one_line(first_start: dict[str, str], words: tuple[str, ...]) -> None:
    assert invoke("db", "upgrade").exit_code == 0
    done = invoke(*words)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: The schema has no step NONSENSE")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [ADD, ("db", "upgrade"), ("db", "check"), ("db", "downgrade", "base")])
@pytest.mark.parametrize("address", ["sqlite:////proc/nowhere/foyer.db", "postgresql+psycopg://me@127.0.0.1:1/foyer"])
def test_a_database_out_of_reach_is_one_line(
    first_start: dict[str, str], words: tuple[str, ...], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOYER_DATABASE_URL", address)
    result = invoke(*words)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "could not reach" in result.stderr
