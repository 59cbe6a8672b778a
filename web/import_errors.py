"""Rows that an import refused, worded, and as a file that may be mended and brought in again."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext

from core.errors import Problem
from core.identify_contact.bulk_import.keeping import Refused
from core.identify_contact.bulk_import.reading import guarded
from web.forms.imports import FIELDS, field_label
from web.wording import word_problem

MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def worded(problem: dict[str, Any], *, column: bool = True) -> str:
    """What is wrong, in the reader's language; with the column it stands in unless the page says that itself."""
    said = word_problem(Problem(problem["field"], problem["code"], problem["facts"]))
    named = column_of(problem)
    return f"{named}: {said}" if named and column else said


def column_of(problem: dict[str, Any]) -> str:
    """The column in which it is wrong; where the file has none for that field, the field's own name."""
    return problem["column"] or (field_label(problem["field"]) if problem["field"] in FIELDS else "")


def errors_csv(heading: Sequence[str], rows: Iterable[Refused]) -> Iterator[str]:
    """The file, line by line: what is wrong, then the row as it stood; nothing in it is taken for a formula."""
    yield MARK + _line([what_is_wrong(), *heading])
    for _number, cells, problems in rows:
        said = " · ".join(dict.fromkeys(worded(problem) for problem in problems))
        yield _line([said, *cells])


def what_is_wrong() -> str:
    """The name of the column that is added."""
    return gettext("What is wrong")


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([guarded(cell) for cell in cells])
    return written.getvalue()
