"""Indexes and keys of the big tables dropped while they are filled: building and checking once costs less.

Primary keys stay: rows come in their order. PostgreSQL alone; whoever kills a load leaves its database without them.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, text

AT_ONCE = 2
"""Indexes built at the same time, one a core."""
_CONSTRAINTS = """
    SELECT CAST(CAST(c.conrelid AS regclass) AS text), c.conname, CAST(c.contype AS text), pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE t.relname = ANY(:tables) AND t.relnamespace = CAST(current_schema() AS regnamespace)
    AND c.contype IN ('f', 'u') ORDER BY c.contype, 1, 2
"""
_INDEXES = """
    SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class t ON t.relname = i.tablename
    WHERE i.tablename = ANY(:tables) AND i.schemaname = current_schema()
    AND t.relnamespace = CAST(current_schema() AS regnamespace)
    AND i.indexname NOT IN (SELECT c.conname FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'p')
    ORDER BY i.indexdef LIKE '%% gin %%' DESC, t.reltuples DESC, i.indexname
"""


@dataclass(frozen=True, slots=True)
class _Constraint:
    table: str
    name: str
    kind: str
    definition: str


@contextmanager
def laid_aside(engine: Engine, tables: Sequence[str]) -> Iterator[None]:
    """Without the indexes, unique and foreign keys of these tables within; with them, and statistics, afterwards."""
    if engine.dialect.name != "postgresql":
        yield
        return
    constraints, indexes = _drop(engine, tables)
    try:
        yield
    finally:
        _all(engine, indexes)
        _restore(engine, constraints)
        _do(engine, "ANALYZE")  # beside an index it would wait for its table


def _drop(engine: Engine, tables: Sequence[str]) -> tuple[list[_Constraint], list[str]]:
    with engine.begin() as connection:
        named = {"tables": list(tables)}
        indexes = [(name, made) for name, made in connection.execute(text(_INDEXES), named)]
        constraints = [_Constraint(*row) for row in connection.execute(text(_CONSTRAINTS), named)]
        for one in constraints:
            connection.execute(text(f'ALTER TABLE {one.table} DROP CONSTRAINT "{one.name}"'))
        for name, _made in indexes:
            connection.execute(text(f'DROP INDEX IF EXISTS "{name}"'))  # a unique key's went with it
    return constraints, [made for _name, made in indexes]


def _restore(engine: Engine, constraints: Sequence[_Constraint]) -> None:
    with engine.begin() as connection:
        for one in constraints:
            how = f'UNIQUE USING INDEX "{one.name}"' if one.kind == "u" else f"{one.definition} NOT VALID"
            connection.execute(text(f'ALTER TABLE {one.table} ADD CONSTRAINT "{one.name}" {how}'))
    _all(
        engine, [f'ALTER TABLE {one.table} VALIDATE CONSTRAINT "{one.name}"' for one in constraints if one.kind == "f"]
    )


def _all(engine: Engine, statements: Sequence[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in threads.map(lambda statement: _do(engine, statement), statements):
            pass


def _do(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET maintenance_work_mem = '256MB'"))
        connection.execute(text("SET max_parallel_maintenance_workers = 0"))
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SET lock_timeout = 0"))  # keys of one table wait for each other
        connection.execute(text(statement))
        connection.execute(text("RESET ALL"))
