"""Writing very many rows: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from core.database.copy_text import copy_text_of
from core.database.sequence import SEQUENCES

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


def reserve_keys(connection: Connection, table: Table, count: int) -> list[int]:
    """Keys for so many rows to come, which nobody else will be given; some in between may be another's."""
    if connection.dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return sorted(connection.scalars(drawn, {"name": table.name, "count": count}))
    first = (connection.scalar(select(func.max(table.c.id))) or 0) + 1  # the one writer of this moment
    return list(range(first, first + count))


def reserve_numbers(connection: Connection, name: str, count: int) -> list[int]:
    """The same of a sequence of numbers that people say aloud."""
    if name not in SEQUENCES:
        raise ValueError(f"no sequence {name}")
    if connection.dialect.name == "postgresql":
        drawn = text(f"SELECT nextval('{name}_seq') FROM generate_series(1, :count)")
        return sorted(connection.scalars(drawn, {"count": count}))
    counted = text("UPDATE number_sequence SET last = last + :count WHERE name = :name RETURNING last")
    last = int(connection.scalar(counted, {"name": name, "count": count}) or 0)
    return list(range(last - count + 1, last + 1))


def _copy(connection: Connection, table: Table, chosen: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    """Column by column: what a column says again and again is put into text once for each chunk."""
    columns = [copy_text_of(column.type, connection.dialect) for column in chosen]
    names = ", ".join(f'"{column.name}"' for column in chosen)
    written, left = 0, iter(rows)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        while chunk := list(islice(left, CHUNK)):
            texts = [text_of(values) for text_of, values in zip(columns, zip(*chunk, strict=True), strict=True)]
            copy.write("\n".join(map("\t".join, zip(*texts, strict=True))) + "\n")
            written += len(chunk)
    return written
