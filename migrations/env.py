"""Alembic's way in: the address from the settings, one transaction for all steps, a bounded wait for locks."""

import os
from typing import Any

from alembic import context
from sqlalchemy import Engine, text

from core.database.engine import make_engine
from core.database.types import Folded, Json, UtcDateTime
from core.model import Base

OURS = {UtcDateTime: "UtcDateTime()", Json: "Json()", Folded: "Folded()"}


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Our own column types by name, with their import; everything else as Alembic does it."""
    if kind == "type" and type(item) in OURS:
        autogen_context.imports.add(f"from core.database.types import {type(item).__name__}")
        return OURS[type(item)]
    return False


def include_object(found: Any, name: str | None, kind: str, reflected: bool, compared_to: Any) -> bool:
    """Full-text tables, sequences and trigram indexes are restored after each step, not compared."""
    owned_elsewhere = ("_search", "_search_data", "_search_idx", "_search_config", "_search_docsize", "_trigram")
    return not (reflected and name and (name.endswith(owned_elsewhere) or name == "number_sequence"))


def run() -> None:
    engine: Engine | None = context.config.attributes.get("engine")
    own = engine is None
    engine = engine or make_engine(os.environ["FOYER_DATABASE_URL"])
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            include_object=include_object,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()
    if own:
        engine.dispose()


run()
