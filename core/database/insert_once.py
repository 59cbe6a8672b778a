"""Adding a row unless its like is there already, without an error that would spoil the act."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session


def insert_once(
    db: Session, model: type[DeclarativeBase], *, unique: Sequence[str], values: Mapping[str, Any]
) -> int | None:
    """The key of the new row; None when one with the same `unique` columns is there. Waits for one being written."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    table: Table = model.__table__  # type: ignore[assignment]
    statement = insert(table).values(**values).on_conflict_do_nothing(index_elements=list(unique))
    key: int | None = db.scalar(statement.returning(table.c.id))
    return key
