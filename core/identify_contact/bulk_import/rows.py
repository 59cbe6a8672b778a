"""One row as answers, examined by the rules of registration; or what is wrong with it, column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.errors import Invalid, Problem
from core.identify_contact.answers import (
    AddressAnswers,
    BasicAnswers,
    CertificateAnswers,
    ContactAnswers,
    MethodAnswers,
    PreferenceAnswers,
    RegistrationAnswers,
)
from core.identify_contact.bulk_import import cells
from core.identify_contact.bulk_import.examining import LEFT_OUT, examine_row
from core.identify_contact.certificate_types import TypeRules
from core.model import MediumKind


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of one file are to be read: for every process that reads some of them."""

    heading: tuple[str, ...]
    columns: Mapping[str, str]
    """Column → field; what is not there is passed over."""
    lists: Mapping[str, Mapping[str, str]]
    types: Mapping[str, TypeRules]
    today: date
    region: str
    """Country (ISO alpha-2) as in which telephone numbers are dialled."""
    key: str = ""
    """Field by which customers who are there are found; "": everybody is new."""
    keep_unusual: bool = False
    """Numbers and addresses that look unusual are kept as written."""

    @property
    def updates(self) -> bool:
        return bool(self.key)


@dataclass(slots=True)
class RowRead:
    """What one row says; `answers` None when something is to be mended first."""

    line: int
    answers: RegistrationAnswers | None = None
    said: frozenset[str] = frozenset()
    """Fields that hold something."""
    code: str = ""
    """The customer code, where the file names it."""
    problems: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    """Told of a row that is taken all the same."""


_WAYS = ("basic.email", "basic.mobile", "landline", "method.value")
"""One of these columns names who cannot be reached."""
Reader = Callable[[str, Reading], Any]
_READERS: dict[str, Reader] = {
    "basic.kind": lambda cell, _: cells.kind(cell),
    "basic.one_name": lambda cell, _: cells.yes_or_no(cell),
    "basic.gender": lambda cell, _: cells.gender(cell),
    "basic.nationality": lambda cell, _: cells.issuing_state(cell),
    "basic.birth_date": lambda cell, _: cells.day(cell),
    "basic.social_network": lambda cell, reading: cells.network(cell, reading.lists),
    "certificate.effective_on": lambda cell, _: cells.day(cell),
    "certificate.expires_on": lambda cell, _: cells.day(cell),
    "certificate.does_not_expire": lambda cell, _: cells.yes_or_no(cell),
    "certificate.issuing_state": lambda cell, _: cells.issuing_state(cell),
    "address.country": lambda cell, _: cells.country(cell),
    "method.kind": lambda cell, reading: cells.method(cell, reading.lists),
    "preferences.language": lambda cell, _: cells.language(cell),
    "preferences.do_not_disturb": lambda cell, _: cells.yes_or_no(cell),
    "preferences.currency": lambda cell, _: cell.strip().upper(),
}


def read_row(line: int, row: Sequence[str], reading: Reading) -> RowRead:
    """The row as answers in the form that is stored, or everything that is wrong with it."""
    said, wrong = _cells(row, reading)
    found = RowRead(line, said=frozenset(said), code=str(said.get("customer_code", "")).replace(" ", ""))
    answers = _answers(said, reading)
    examined, problems = examine_row(answers, reading=reading, said=found.said)
    unread = {problem.field for problem in wrong}
    wrong += [problem for problem in problems if not _follows(problem, unread)]
    everything = [told(problem, reading) for problem in wrong]
    if any(problem.code != LEFT_OUT for problem in wrong):
        found.problems = everything
    else:
        found.answers, found.warnings = examined, everything
    return found


def _cells(row: Sequence[str], reading: Reading) -> tuple[dict[str, Any], list[Problem]]:
    """Field → what its cell says, for cells that say something."""
    said: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column, cell in zip(reading.heading, row, strict=False):
        name = reading.columns.get(column)
        if not name or not cell.strip():
            continue
        try:
            said[name] = _value(name, cell, reading)
        except Invalid as refused:
            wrong.append(Problem(name, refused.problems[0].code, refused.problems[0].facts))
    if any(cell.strip() for cell in row[len(reading.heading) :]):
        wrong.append(Problem("", "import_row_too_long"))
    return said, wrong


def _value(name: str, cell: str, reading: Reading) -> Any:
    if name in cells.LISTED and name not in _READERS:
        return cells.entry(cell, reading.lists.get(cells.LISTED[name], {}))
    reader = _READERS.get(name)
    return reader(cell, reading) if reader else cell


def _answers(said: Mapping[str, Any], reading: Reading) -> RegistrationAnswers:
    parts: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value in said.items():
        part, _, field_of_it = name.partition(".")
        parts[part][field_of_it] = value
    certificate, address, preferences = parts["certificate"], parts["address"], parts["preferences"]
    kept: dict[str, Any] = {"number_kept": reading.keep_unusual, "continue_with_expired": True}
    methods = _methods(said)
    return RegistrationAnswers(
        basic=BasicAnswers(**parts["basic"]),
        certificate=CertificateAnswers(**certificate, **kept) if certificate else None,
        contacts=(ContactAnswers(methods=methods),) if methods else (),
        addresses=(AddressAnswers(**address, kept_as_typed=reading.keep_unusual),) if address else (),
        preferences=PreferenceAnswers(**preferences) if preferences else None,
        external_reference=str(said.get("external_reference", "")),
    )


def _methods(said: Mapping[str, Any]) -> tuple[MethodAnswers, ...]:
    methods = []
    if "landline" in said:
        methods.append(MethodAnswers(kind=MediumKind.LANDLINE, value=said["landline"]))
    if "method.value" in said:
        value = said["method.value"]
        guessed = MediumKind.EMAIL if "@" in value else MediumKind.MOBILE
        methods.append(MethodAnswers(kind=said.get("method.kind", guessed), value=value))
    return tuple(methods)


def _follows(problem: Problem, unread: set[str]) -> bool:
    """Whether it is said only because a cell of the same field could not be read."""
    return problem.field in unread


def told(problem: Problem, reading: Reading) -> dict[str, Any]:
    """A problem as it is kept: the column where there is one, the code, and facts that name no person."""
    names = _WAYS if problem.code == "contact_method_missing" else (problem.field,)
    found = ((column, name) for name in names for column, mapped in reading.columns.items() if mapped == name)
    column, name = next(found, ("", names[0]))
    facts = {fact: value if isinstance(value, int | str) else str(value) for fact, value in problem.facts.items()}
    return {"column": column, "field": name, "code": problem.code, "facts": facts}
