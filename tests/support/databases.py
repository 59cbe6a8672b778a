"""Fresh, migrated databases: one template of each engine a session, one copy for each test."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


def fresh_copy(engine: str, folder: Path) -> FreshDatabase:
    """A copy of the migrated template; `folder` takes the file of an SQLite one."""
    if engine == "sqlite":
        copy = folder / "foyer.db"
        shutil.copyfile(_sqlite_template(), copy)
        return FreshDatabase(engine, f"sqlite:///{copy}")
    template = _postgresql_template()
    return FreshDatabase(engine, _create(f"t_{os.getpid()}_{next(_number)}", template))


def empty(engine: str, folder: Path) -> FreshDatabase:
    """A database in which nothing has been made yet, for tests of the migrations."""
    if engine == "sqlite":
        return FreshDatabase(engine, f"sqlite:///{folder / 'empty.db'}")
    return FreshDatabase(engine, _create(f"e_{os.getpid()}_{next(_number)}", "template1"))


def drop(database: FreshDatabase) -> None:
    """Removes it; files of SQLite go with their folder."""
    if database.engine == "postgresql":
        _on_server(f'DROP DATABASE "{make_url(database.url).database}" WITH (FORCE)')


def _sqlite_template() -> Path:
    file = ground() / "template.db"
    with alone("template-sqlite") as done:
        if not done.exists():
            _prepare(f"sqlite:///{file}")
            done.touch()
    return file


def _postgresql_template() -> str:
    name = f"foyer_template_{ground().name.rpartition('-')[2].lower()}"
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
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return make_url(postgres.server_url()).set(database=name).render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    engine = create_engine(postgres.server_url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
