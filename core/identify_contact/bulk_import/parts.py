"""A file cut into parts of equal size, so that no step reads it from its beginning; encrypted until it is done with."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from core.files import FileStore
from core.identify_contact.bulk_import.reading import Line

PART = 2_000
"""Rows of one part, settled in one transaction."""

Part = dict[str, Any]
"""Name and checksum in the store, how many rows."""


def write_parts(store: FileStore, rows: Iterable[Line], *, breathe: Callable[[], None] = lambda: None) -> list[Part]:
    """Writes the rows part by part; `breathe` is called after each, for whoever must say that work goes on."""
    parts: list[Part] = []
    source = iter(rows)
    while chunk := list(islice(source, PART)):
        parts.append(write_part(store, chunk))
        breathe()
    return parts


def write_part(store: FileStore, rows: Sequence[Line]) -> Part:
    """One part; returns where it is."""
    kept = store.put(zlib.compress(json.dumps(list(rows), ensure_ascii=False).encode("utf-8", "surrogatepass"), 1))
    return {"name": kept.name, "checksum": kept.checksum, "rows": len(rows)}


def read_part(store: FileStore, part: Part) -> list[Line]:
    """The rows of one part. Raises NotFound, Unreadable."""
    packed = store.get(part["name"], checksum=part["checksum"])
    return [(line, cells) for line, cells in json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))]


def read_parts(store: FileStore, parts: Iterable[Part]) -> Iterator[Line]:
    """All rows, one part in memory at a time."""
    for part in parts:
        yield from read_part(store, part)


def remove_parts(store: FileStore, parts: Iterable[Part]) -> None:
    """After the import; may run twice."""
    for part in parts:
        store.delete(part["name"])
