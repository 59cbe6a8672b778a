"""XLSX read as text: one row after the other, formulas as their values, and nothing that unpacks without end."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from core.errors import Invalid

MOST_UNPACKED = 2 * 1024**3
MOST_TEXTS = 400 * 1024**2
"""Of the table of texts that every cell refers to; it is held in memory."""
MOST_FILES = 2_000
MOST_RATIO = 400
"""How many bytes one packed byte may become; sheets of rows alike come to about a hundred."""

_BROKEN = (
    zipfile.BadZipFile, DefusedXmlException, ParseError, KeyError, ValueError, IndexError,
    TypeError, EOFError, OSError, AttributeError,
)  # fmt: skip


def is_spreadsheet(content: bytes) -> bool:
    """Whether it is an XLSX that may be opened. Raises Invalid('file', 'import_unpacks_too_large')."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile:
        return False
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        return False
    unpacked = sum(entry.file_size for entry in entries)
    texts = sum(entry.file_size for entry in entries if "sharedStrings" in entry.filename)
    bomb = any(entry.file_size > MOST_RATIO * max(entry.compress_size, 1024) for entry in entries)
    if bomb or len(entries) > MOST_FILES or unpacked > MOST_UNPACKED or texts > MOST_TEXTS:
        raise Invalid.one("file", "import_unpacks_too_large")
    return True


def sheet_rows(content: bytes, *, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells of the first sheet that is shown. Raises Invalid('file', 'import_unreadable')."""
    from openpyxl import load_workbook  # here: few read a sheet, and it is a fifth of every server's start

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        sheet = shown[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(cell) for cell in row[: most_columns + 1]]
    except _BROKEN as wrong:
        raise Invalid.one("file", "import_unreadable") from wrong


def _text(cell: Any) -> str:
    """A cell as somebody would have typed it into a CSV; an error of the sheet is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    text = str(cell)
    return "" if text in {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"} else text
