"""Locks where the database has them; SQLite has one writer at a time already."""

from typing import Any, TypeVar

from sqlalchemy import Select

Query = TypeVar("Query", bound=Select[Any])


def for_update(query: Query, *, skip_locked: bool = False) -> Query:
    """The same query, holding its rows until the act ends (SQLite leaves the words out by itself)."""
    return query.with_for_update(skip_locked=skip_locked)
