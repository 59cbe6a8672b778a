"""The migrations make what the models say, on both engines, there and back."""

from pathlib import Path

from sqlalchemy import inspect, text

from core.database.migrate import downgrade, matches_models, upgrade
from core.model import Base
from tests.support.databases import FreshDatabase, engine_for
from tests.support.ground import HOUSE


def test_migrations_make_what_the_models_say(fresh_database: FreshDatabase):
    with engine_for(fresh_database.url) as engine:
        assert matches_models(engine)


def test_every_step_leads_up_down_and_up_again(empty_database: FreshDatabase):
    with engine_for(empty_database.url) as engine:
        upgrade(engine)
        downgrade(engine, "base")
        left = set(inspect(engine).get_table_names()) & set(Base.metadata.tables)
        assert not left
        upgrade(engine)
        assert matches_models(engine)


def test_what_was_there_before_a_step_is_there_after_it(empty_database: FreshDatabase):
    with engine_for(empty_database.url) as engine:
        upgrade(engine, "0001")
        with engine.begin() as connection:
            for statement in ROWS_OF_THE_FIRST:
                connection.execute(text(statement))
        upgrade(engine)
        with engine.connect() as connection:
            kept = [connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("customer", "contact")]
        assert kept == [1, 1]
        assert matches_models(engine)


ROWS_OF_THE_FIRST = (
    (
        "INSERT INTO party (id, kind, one_name, search_name, sort_name, created_at, public_id, version) "
        "VALUES (1, 'person', false, 'anna', 'anna', '2026-11-01 00:00:00', 'p', 1)"
    ),
    (
        "INSERT INTO customer (id, code, party_id, status, identity_state, channel, registered_at, public_id, version) "
        "VALUES (1, '10000000001', 1, 'prospect', 'not_checked', 'portal', '2026-11-01 00:00:00', 'c', 1)"
    ),
    (
        "INSERT INTO contact (id, customer_id, party_id, type_code, authority, created_at, public_id, version) "
        "VALUES (1, 1, 1, 'primary', 'none', '2026-11-01 00:00:00', 'k', 1)"
    ),
)
"""As the first step's tables take them."""


def test_migrations_may_run_twice(fresh_database: FreshDatabase):
    with engine_for(fresh_database.url) as engine:
        upgrade(engine)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_every_step_restores_what_the_models_cannot_say():
    steps = list(Path(HOUSE, "migrations", "versions").glob("*.py"))
    assert steps
    assert not [step.name for step in steps if "restore(" not in step.read_text()]
