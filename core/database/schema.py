"""Whether the schema in the database is the one this code was written for."""

from functools import cache
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def is_current(db: Session) -> bool:
    """True when the last migration of this code is the last one applied; what stops us from asking is raised."""
    if not inspect(db.connection()).has_table("alembic_version"):  # nothing has been made in it yet
        return False
    return set(db.scalars(text("SELECT version_num FROM alembic_version"))) == _heads()


@cache
def _heads() -> frozenset[str]:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return frozenset(ScriptDirectory.from_config(config).get_heads())
