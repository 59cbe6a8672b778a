"""A file as rows of text: CSV of any program, XLSX of any spreadsheet. How, its content says, not its name."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.errors import Invalid
from core.identify_contact.bulk_import.spreadsheet import is_spreadsheet, sheet_rows

MOST_ROWS = 1_000_000
MOST_BYTES = 200 * 1024 * 1024
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 64 * 1024
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")

Line = tuple[int, list[str]]
"""The row's number in the file, the heading being 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is written: `kind` csv or xlsx; of CSV also the encoding and what stands between two cells."""

    kind: str
    encoding: str = ""
    delimiter: str = ""


def recognise(content: bytes) -> Writing:
    """How the file is written. Raises Invalid('file', 'file_empty' | 'file_too_large' | 'file_not_table')."""
    if not content.strip(b"\0 \r\n\t"):
        raise Invalid.one("file", "import_empty")
    if len(content) > MOST_BYTES:
        raise Invalid.one("file", "import_too_large", most=MOST_BYTES // 1024 // 1024)
    if is_spreadsheet(content):
        return Writing("xlsx")
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"PK")):
        raise Invalid.one("file", "import_not_table")
    encoding = _encoding(content)
    if _is_no_table(content[:_LOOKED_AT].decode(encoding, errors="ignore")):
        raise Invalid.one("file", "import_not_table")
    return Writing("csv", encoding, _delimiter(content, encoding))


def _is_no_table(text: str) -> bool:
    """Markup, JSON and RTF begin like no heading does; in a heading stand no control characters."""
    heading = text.lstrip("\ufeff \r\n\t").partition("\n")[0]
    return heading.startswith(("<", "{")) or any(sign < " " and sign not in "\t\r" for sign in heading)


def heading_of(content: bytes, writing: Writing) -> list[str]:
    """The names of the columns; one that comes twice is numbered, one without a name is called by its letter."""
    first = next(_raw(content, writing), None)
    if first is None or not any(cell.strip() for cell in first[1]):
        raise Invalid.one("file", "import_no_heading")
    if len(first[1]) > MOST_COLUMNS:
        raise Invalid.one("file", "import_too_many_columns", most=MOST_COLUMNS)
    named: list[str] = []
    cells = first[1]
    while cells and not cells[-1].strip():
        cells.pop()
    for place, cell in enumerate(cells):
        name = " ".join(cell.split())[:100] or f"Column {place + 1}"
        again = sum(other == name or other.startswith(f"{name} (") for other in named)
        named.append(f"{name} ({again + 1})" if again else name)
    return named


def rows_of(content: bytes, writing: Writing) -> Iterator[Line]:
    """Every row after the heading that holds something. Raises Invalid: import_too_many_rows, import_cut_short."""
    rows = _raw(content, writing)
    next(rows, None)
    for found, (line, cells) in enumerate(row for row in rows if any(cell.strip() for cell in row[1])):
        if found >= MOST_ROWS:
            raise Invalid.one("file", "import_too_many_rows", most=MOST_ROWS)
        yield line, [_as_meant(cell) for cell in cells]


def guarded(cell: str) -> str:
    """A cell as it may be written into a file that a spreadsheet will open: nothing in it is taken for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _as_meant(cell: str) -> str:
    """Without the mark that guarded() put before it, so that a mended row may come back as it was given out."""
    return cell[1:] if cell.startswith(_GUARDED) else cell


def _raw(content: bytes, writing: Writing) -> Iterator[Line]:
    if writing.kind == "xlsx":
        yield from sheet_rows(content, most_columns=MOST_COLUMNS)
        return
    lines: Iterable[str] = io.TextIOWrapper(io.BytesIO(content), writing.encoding, errors="replace", newline="")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=writing.delimiter)
    number = 0
    try:
        for cells in reader:
            if number == 0 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
                continue
            number += 1
            yield number, cells
    except csv.Error as wrong:
        raise Invalid.one("file", "import_cut_short", line=reader.line_num) from wrong


def _encoding(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    start = content[:_LOOKED_AT]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) // 4:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(content: bytes, encoding: str) -> str:
    """What divides the first rows into most columns, alike in each."""
    text = content[:_LOOKED_AT].decode(encoding, errors="ignore")
    said = text.splitlines()[0].lower() if text else ""
    if said.startswith("sep=") and len(said) == 5 and said[4] in DELIMITERS:
        return said[4]
    return max(DELIMITERS, key=lambda mark: _division(text, mark))


def _division(text: str, mark: str) -> tuple[int, int]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = [
            row for row, _ in zip(csv.reader(io.StringIO(text, newline=""), delimiter=mark), range(20), strict=False)
        ]
    except csv.Error:
        return (0, 0)
    widths = [len(row) for row in rows if row]
    if not widths or widths[0] == 1:
        return (0, 0)
    return sum(width == widths[0] for width in widths), widths[0]
