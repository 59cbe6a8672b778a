"""What every test may ask for. Databases come in both engines: a test that uses one runs twice."""

import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.orm import Session

from tests.support import databases, ground
from tests.support.rounds import ENGINES, FAILED, rounds
from tests.support.settings import KEYS, environment

pytest_plugins = [
    "tests.people",
    "tests.leads",
    "tests.support.visitors",
    "tests.support.live",
    "tests.support.browser",
]

if TYPE_CHECKING:
    from core.settings import Settings


_GROUND = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --on sqlite` for a quick look; the whole suite runs on both."""
    parser.addoption("--on", choices=ENGINES, help="run on one database engine only")
    parser.addoption("--thorough", action="store_true", help="browser tests at every width on every engine")


def pytest_configure(config: pytest.Config) -> None:
    """Lays the ground once, before workers start; a worker inherits it."""
    os.environ.pop("FOYER_DATABASE_URL", None)
    if not hasattr(config, "workerinput"):
        config.stash[_GROUND] = ground.lay()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last to leave stops PostgreSQL and removes everything."""
    if laid := config.stash.get(_GROUND, None):
        databases.forget_template()
        ground.clear(laid)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On both engines, at both widths."""
    rounds(metafunc)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tells the browser fixtures that pictures are wanted."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def now() -> datetime:
    """The moment at which every test of a process takes place: a Monday morning."""
    return datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def keys() -> tuple[str, ...]:
    """Two secret keys, newest first, in use by this process."""
    from core.crypto import use_keys

    use_keys(KEYS)
    return KEYS


@pytest.fixture
def fresh_database(engine_name: str) -> Iterator[databases.FreshDatabase]:
    """A migrated database of this test alone, in use by nobody yet."""
    fresh = databases.fresh_copy(engine_name)
    yield fresh
    databases.drop(fresh)


@pytest.fixture
def empty_database(engine_name: str) -> Iterator[databases.FreshDatabase]:
    """A database in which nothing has been made yet."""
    fresh = databases.empty(engine_name)
    yield fresh
    databases.drop(fresh)


@pytest.fixture
def settings(fresh_database: databases.FreshDatabase, tmp_path: Path) -> "Settings":
    """Settings of a demo on this test's database, with everything it writes in this test's folder."""
    from core.settings import read_settings

    return read_settings(environment(fresh_database.url, tmp_path))


@pytest.fixture
def database(
    fresh_database: databases.FreshDatabase, settings: "Settings", keys: tuple[str, ...]
) -> Iterator[databases.FreshDatabase]:
    """A migrated database of this test alone, in use by this process: transaction() and reading() work."""
    from core.database.transaction import dispose, use_database

    use_database(settings)
    yield fresh_database
    dispose()


@pytest.fixture
def db(request: pytest.FixtureRequest, database: databases.FreshDatabase) -> Iterator[Session]:
    """A session that is never committed; SQLite lets nobody else write while it is open."""
    for name in ("anna", "team"):  # they are written before it opens
        if name in request.fixturenames:
            request.getfixturevalue(name)
    from core.database.transaction import engine

    with Session(engine(), expire_on_commit=False) as open_session:
        yield open_session
        open_session.rollback()
