"""Writing very many rows: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

CHUNK = 5_000


def load(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Writes rows of `columns` into `table` as the models would store them; returns how many."""
    chosen = [table.c[name] for name in columns]
    if connection.dialect.name == "postgresql":
        return _copy(connection, table, chosen, rows)
    written = 0
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(dict(zip(columns, row, strict=True)))
        if len(chunk) == CHUNK:
            connection.execute(insert(table), chunk)
            written, chunk = written + len(chunk), []
    if chunk:
        connection.execute(insert(table), chunk)
    return written + len(chunk)


def _copy(connection: Connection, table: Table, chosen: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    binds = [column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in chosen]
    names = ", ".join(f'"{column.name}"' for column in chosen)
    written = 0
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([bind(v) if bind and v is not None else v for bind, v in zip(binds, row, strict=True)])
            written += 1
    return written
