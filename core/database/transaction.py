"""The only place that commits: one transaction for one act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from core.errors import StaleVersion, Unavailable


class DatabaseAddresses(Protocol):
    """What is needed of the settings to reach the database."""

    @property
    def database_url(self) -> str: ...
    @property
    def replica_url(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Databases:
    primary: Engine
    replica: Engine
    newest: Engine
    """The primary, for looking."""
    looked_at: Engine
    """The replica, for looking."""


_chosen: list[_Databases] = []


def use_database(settings: DatabaseAddresses) -> Engine:
    """Chooses the database of this process; said once at start. Returns the primary's engine."""
    dispose()
    primary = make_engine(settings.database_url)
    replica = make_engine(settings.replica_url) if settings.replica_url else primary
    _chosen.append(_Databases(primary, replica, _for_looking(primary), _for_looking(replica)))
    return primary


def _for_looking(there: Engine) -> Engine:
    """On PostgreSQL without BEGIN and ROLLBACK around each look: every statement sees its own moment there anyway."""
    level = {"isolation_level": "AUTOCOMMIT"} if there.dialect.name == "postgresql" else {}
    return there.execution_options(foyer_reading=True, **level)


def engine() -> Engine:
    """The primary's engine, for migrations and bulk loads."""
    return _databases().primary


def dispose() -> None:
    """Closes every connection; the next use_database() starts afresh."""
    while _chosen:
        databases = _chosen.pop()
        databases.primary.dispose()
        databases.replica.dispose()


@contextmanager
def transaction() -> Iterator[Session]:
    """One act that writes: commits when the block ends, leaves nothing behind when it raises.

    Raises Unavailable when the database cannot be reached, StaleVersion when another act changed the same record.
    """
    with _worded(), Session(_databases().primary, expire_on_commit=False) as db:
        yield db
        db.commit()


@contextmanager
def reading(*, newest: bool = False) -> Iterator[Session]:
    """A look without writing; may be answered by the replica, a little late, unless the newest state matters."""
    databases = _databases()
    with _worded(), Session(databases.newest if newest else databases.looked_at, autoflush=False) as db:
        yield db


@contextmanager
def looking(*, newest: bool = False) -> Iterator[Connection]:
    """The same for statements alone, which read no records: what every request begins with."""
    databases = _databases()
    with _worded(), (databases.newest if newest else databases.looked_at).connect() as connection:
        yield connection


@contextmanager
def _worded() -> Iterator[None]:
    from sqlalchemy.orm.exc import StaleDataError

    try:
        yield
    except StaleDataError as stale:
        raise StaleVersion("changed_meanwhile") from stale
    except OperationalError as lost:
        raise Unavailable("database_unreachable") from lost


def _databases() -> _Databases:
    if not _chosen:
        raise RuntimeError("use_database() has not been called")
    return _chosen[-1]
