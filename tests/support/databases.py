"""Fresh, migrated databases: one template of each engine a session, one copy for each test."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from core.database.migrate import upgrade
from tests.support import postgres
from tests.support.cast import hire_the_cast
from tests.support.ground import alone, ground

_number = itertools.count(1)


@dataclass(frozen=True, slots=True)
class FreshDatabase:
    """A database of one test."""

    engine: str
    url: str


@contextmanager
def engine_for(url: str) -> Iterator[Engine]:
    """An engine of the house for one piece of work."""
    engine = make_engine(url)
    yield engine
    engine.dispose()


def fresh_copy(engine: str) -> FreshDatabase:
    """A copy of the migrated template."""
    name = f"t_{os.getpid()}_{next(_number)}"
    if engine == "postgresql":
        return FreshDatabase(engine, _create(name, _postgresql_template()))
    shutil.copyfile(_sqlite_template(), _sqlite_file(name))
    return FreshDatabase(engine, f"sqlite:///{_sqlite_file(name)}")


def empty(engine: str) -> FreshDatabase:
    """A database in which nothing has been made yet, for tests of the migrations."""
    name = f"e_{os.getpid()}_{next(_number)}"
    if engine == "postgresql":
        return FreshDatabase(engine, _create(name, "template1"))
    return FreshDatabase(engine, f"sqlite:///{_sqlite_file(name)}")


def drop(database: FreshDatabase) -> None:
    """Removes it."""
    name = str(make_url(database.url).database)
    if database.engine == "postgresql":
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    for left in Path(name).parent.glob(f"{Path(name).name}*"):
        left.unlink()


def _sqlite_file(name: str) -> Path:
    return ground() / f"{name}.db"


def _sqlite_template() -> Path:
    file = ground() / "template.db"
    with alone("template-sqlite") as done:
        if not done.exists():
            _prepare(f"sqlite:///{file}")
            done.touch()
    return file


def forget_template() -> None:
    """On a server that lives on, nothing of a session stays behind."""
    if (ground() / "template-postgresql.done").exists() and "TEST_DATABASE_URL" in os.environ:
        _on_server(f'DROP DATABASE "{_template_name()}" WITH (FORCE)')


def _template_name() -> str:
    return f"foyer_template_{ground().name.rpartition('-')[2].lower()}"


def _postgresql_template() -> str:
    name = _template_name()
    with alone("template-postgresql") as done:
        if not done.exists():
            _prepare(_create(name, "template1"))
            done.touch()
    return name


def _prepare(url: str) -> None:
    with engine_for(url) as engine:
        upgrade(engine)
        with Session(engine) as db, db.begin():
            hire_the_cast(db)


def _create(name: str, template: str) -> str:
    with _server().connect() as connection:
        since_15 = (connection.dialect.server_version_info or (0,)) >= (15,)  # before, there was no other way
        how = " STRATEGY FILE_COPY" if since_15 else ""  # half as long as through the log
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}'))
    return make_url(postgres.server_url()).set(database=name).render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    with _server().connect() as connection:
        connection.execute(text(statement))


@cache
def _server() -> Engine:
    return create_engine(postgres.server_url(), isolation_level="AUTOCOMMIT")
