"""The access table as it stands in table.csv: a line for each route, method and kind of record."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.access.asking import PEOPLE, Route

FILE = Path(__file__).with_name("table.csv")
COLUMNS = ("method", "route", "record", *PEOPLE)


@dataclass(frozen=True, slots=True)
class Line:
    """What everybody gets."""

    route: Route
    record: str
    expected: tuple[str, ...]

    @property
    def key(self) -> tuple[Route, str]:
        return self.route, self.record


def read() -> list[Line]:
    """Every line of the file; blank ones and those that begin with # are for people."""
    with FILE.open(encoding="utf-8", newline="") as file:
        kept = (line for line in file if line.strip() and not line.startswith("#"))
        rows = [[cell.strip() for cell in row] for row in csv.reader(kept)]
    header, *lines = rows
    assert tuple(header) == COLUMNS, f"the columns are {COLUMNS}"
    for row in lines:
        assert len(row) == len(COLUMNS), f"{FILE.name}: {row}"
    return [Line(Route(method, path), record, tuple(expected)) for method, path, record, *expected in lines]


def written(lines: Iterable[Line]) -> str:
    """Lines as they stand in the file, in columns."""
    rows = [(each.route.method, each.route.path, each.record, *each.expected) for each in lines]
    widths = [max(len(row[place]) for row in [COLUMNS, *rows]) for place in range(len(COLUMNS))]
    return "\n".join(", ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in [COLUMNS, *rows])  # fmt: skip
