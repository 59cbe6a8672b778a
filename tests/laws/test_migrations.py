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


def test_migrations_may_run_twice(fresh_database: FreshDatabase):
    with engine_for(fresh_database.url) as engine:
        upgrade(engine)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_every_step_restores_what_the_models_cannot_say():
    steps = list(Path(HOUSE, "migrations", "versions").glob("*.py"))
    assert steps
    assert not [step.name for step in steps if "restore(" not in step.read_text()]
