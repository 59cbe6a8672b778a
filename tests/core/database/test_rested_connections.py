"""A connection that the server closed while it rested is replaced before anybody meets it."""

import pytest
from sqlalchemy import text

from core.database import engine as engines
from core.database.transaction import engine, reading
from tests.support.databases import FreshDatabase, engine_for


def test_a_connection_lost_while_it_rested_is_replaced(
    database: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.engine == "sqlite":
        return  # a file is never away
    with reading() as db:
        before = db.scalar(text("SELECT pg_backend_pid()"))
    with engine_for(database.url) as another, another.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": before})
    monkeypatch.setattr(engines, "RESTED_SECONDS", 0.0)
    with reading() as db:
        assert db.scalar(text("SELECT pg_backend_pid()")) != before
    assert engine().pool.checkedout() == 0  # type: ignore[attr-defined]
