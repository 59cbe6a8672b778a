"""Values as PostgreSQL's COPY reads them from text, a column at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.types import TypeEngine

from core.database.types import Json

NULL = "\\N"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text_of(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Sequence[Any]], Iterable[str]]:
    """What puts the values of a column of this kind into text, as the models would store them."""
    if isinstance(kind, Json):
        return _documents
    bind = kind.dialect_impl(dialect).bind_processor(dialect)

    def texts(values: Sequence[Any]) -> Iterable[str]:
        kinds = set(map(type, values))
        if bind is None and kinds == {int}:
            return map(str, values)
        if bind is None and kinds == {str}:
            return _written(values)
        stored = {value: _text(bind(value) if bind and value is not None else value) for value in set(values)}
        return map(stored.__getitem__, values)

    return texts


def _documents(values: Sequence[Any]) -> Iterable[str]:
    stored = {id(value): NULL if value is None else _escaped(json.dumps(value)) for value in values}
    return map(stored.__getitem__, map(id, values))


def _written(values: Sequence[str]) -> Iterable[str]:
    whole = "".join(values)
    return values if whole.isprintable() and "\\" not in whole else map(_escaped, values)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return _escaped(value)
    if value is None:
        return NULL
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no text for {type(value).__name__}")


@lru_cache(maxsize=50_000)
def _moment(value: datetime) -> str:
    return value.isoformat()


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)
