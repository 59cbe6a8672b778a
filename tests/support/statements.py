"""Counting what is asked of the database: a page asks as often for 1,000 rows as for ten."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from core.database.transaction import engine


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement sent meanwhile, in order; BEGIN and COMMIT are not among them."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine(), "before_cursor_execute", note)
