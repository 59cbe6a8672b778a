"""*Read*: the machine-readable zone of a passport, card or visa, pasted or from a reader that types (IC-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.errors import Invalid
from core.identify_contact.icao_states import state_code
from core.identify_contact.zone_fields import birth_day, document_kind, expiry_day, names
from core.identify_contact.zone_layout import LAYOUTS, Check, Layout, Place, check_digit

LONGEST_TEXT = 400
_GENDERS = {"M": "male", "F": "female", "<": "unknown", "X": "unknown"}
_LETTERS_ONLY = ("names", "issuing_state", "nationality")
# What keyboards and word processors make of the filler.
_FILLERS = str.maketrans({"«": "<<", "‹": "<", "＜": "<", "〈": "<", "≤": "<", "\u00a0": " "})


@dataclass(frozen=True)
class ZoneProblem:
    """What does not add up: `field` of `Zone` ('composite': the digit over all), and where its check digit stands.

    `code` is 'check_digit', 'not_a_date' or 'not_allowed'; `line` and `column` count from 1.
    """

    field: str
    code: str
    line: int
    column: int


@dataclass(frozen=True)
class Zone:
    """What a zone says. Names in the document's capitals; dates None where the document leaves them open.

    `document_kind` is a certificate type; states are ISO alpha-2, or the ICAO code of an organisation ('UNO').
    """

    layout: str
    document_kind: str
    number: str
    issuing_state: str
    nationality: str
    last_name: str
    first_names: str | None
    names_truncated: bool
    birth: date | None
    gender: str | None
    expires: date | None
    optional: str
    problems: tuple[ZoneProblem, ...]

    @property
    def is_sound(self) -> bool:
        """Every check digit is right and every field holds what it may; else nothing of it should be relied on."""
        return not self.problems


def read_zone(text: str, *, today: date) -> Zone:
    """The zone in `text`, with or without line breaks, in any case, trailing fillers or not (TD1 to TD3, MRV-A, MRV-B).

    Every check digit is verified; what is wrong is named in `problems`, the rest is there all the same. `today`
    settles centuries: births are past, expiry lies within 50 years. Raises Invalid('zone', 'zone_missing' |
    'zone_unreadable' when it has the shape of none of the five).
    """
    if not text.strip():
        raise Invalid.one("zone", "zone_missing")
    found = [_read(layout, lines, today=today) for layout, lines in _shapes(text)]
    if not found:
        raise Invalid.one("zone", "zone_unreadable")
    return min(found, key=lambda zone: len(zone.problems))


def _shapes(text: str) -> Iterator[tuple[Layout, tuple[str, ...]]]:
    """Every layout whose shape the text has, the exact ones first."""
    if len(text) > LONGEST_TEXT:
        return
    rows = [row.strip() for row in re.split(r"[\r\n\t\v\f]+", text.upper().translate(_FILLERS)) if row.strip()]
    spellings = [[re.sub(r"\s", blank, row) for row in rows] for blank in ("<", "")]
    for exact in (True, False):
        for spelling in spellings:
            for layout in LAYOUTS:
                if lines := _fitted(layout, spelling, exact=exact):
                    yield layout, lines


def _fitted(layout: Layout, rows: list[str], *, exact: bool) -> tuple[str, ...] | None:
    whole = "".join(rows)
    if not re.fullmatch("[ACIPV][A-Z0-9<]+", whole) or (whole[0] == "V") != layout.visa:
        return None
    width, size = layout.width, layout.rows * layout.width
    if exact:
        lines = [whole[start : start + width] for start in range(0, size, width)] if len(whole) == size else []
    elif len(rows) == 1:
        lines = [whole.ljust(size, "<")[start : start + width] for start in range(0, size, width)]
        lines = lines if size - width < len(whole) < size else []
    else:
        lines = [row.ljust(width, "<") for row in rows]
    if (
        len(lines) != layout.rows
        or any(len(line) != width for line in lines)
        or _is_too_short(layout, rows, exact=exact)
    ):
        return None
    return tuple(lines)


def _is_too_short(layout: Layout, rows: list[str], *, exact: bool) -> bool:
    """Only names and optional data end in fillers that a reader may have dropped."""
    if exact or len(rows) == 1:
        return False
    return len(rows[1]) < (28 if layout.visa else layout.width) or len(rows[0]) < 7


def _read(layout: Layout, lines: tuple[str, ...], *, today: date) -> Zone:
    raw = {name: place.of(lines) for name, place in layout.fields.items()}
    number, number_check = _number(layout, lines)
    wrong = _wrong_digits((number_check, *layout.checks[1:]), lines)
    wrong |= {field: "not_allowed" for field in _LETTERS_ONLY if not re.fullmatch("[A-Z<]*", raw[field])}
    birth, expires = birth_day(raw["birth"], today=today), None
    expires = expiry_day(raw["expires"], today=today, birth=birth)
    for field, day in (("birth", birth), ("expires", expires)):
        if day is None and "<" not in raw[field]:
            wrong.setdefault(field, "not_a_date")
    if raw["gender"] not in _GENDERS:
        wrong["gender"] = "not_allowed"
    last_name, first_names, truncated = names(raw["names"])
    issuing_state = state_code(raw["issuing_state"])
    return Zone(
        layout=layout.name,
        document_kind=document_kind(raw["kind"], issuing_state),
        number=number,
        issuing_state=issuing_state,
        nationality=state_code(raw["nationality"]),
        last_name=last_name,
        first_names=first_names,
        names_truncated=truncated,
        birth=birth,
        gender=_GENDERS.get(raw["gender"]),
        expires=expires,
        optional=_optional(raw, number),
        problems=tuple(_problem(layout, number_check, field, code) for field, code in wrong.items()),
    )


def _number(layout: Layout, lines: tuple[str, ...]) -> tuple[str, Check]:
    """The document's number and its check; on cards a number over 9 characters goes on in the optional data."""
    check, rest = layout.checks[0], layout.fields["optional"]
    longer = rest.of(lines).split("<")[0]
    if layout.name not in {"TD1", "TD2"} or check.digit.of(lines) != "<" or len(longer) < 2:
        return check.covers[0].of(lines).rstrip("<"), check
    more = Place(rest.line, rest.start, rest.start + len(longer) - 1)
    digit = Place(rest.line, more.end, more.end + 1)
    return check.covers[0].of(lines) + more.of(lines), Check("number", (*check.covers, more), digit)


def _wrong_digits(checks: tuple[Check, ...], lines: tuple[str, ...]) -> dict[str, str]:
    wrong = {check.field: "check_digit" for check in checks if not _holds(check, lines)}
    if len(wrong) > 1:
        wrong.pop("composite", None)  # it covers the others: wrong with them, it says nothing new
    return wrong


def _holds(check: Check, lines: tuple[str, ...]) -> bool:
    covered = "".join(place.of(lines) for place in check.covers)
    digit = check.digit.of(lines)
    if digit == "<":
        return not covered.strip("<")
    return digit.isdecimal() and int(digit) == check_digit(covered)


def _optional(raw: dict[str, str], number: str) -> str:
    above = raw["optional"]
    if len(number) > 9:
        above = above[len(number) - 9 + 1 :]
    return " ".join(f"{above}<{raw.get('optional_below', '')}".replace("<", " ").split())


def _problem(layout: Layout, number_check: Check, field: str, code: str) -> ZoneProblem:
    digits = {check.field: check.digit for check in (*layout.checks, number_check)}
    place = digits.get(field, layout.fields.get(field, layout.checks[-1].digit))
    return ZoneProblem(field, code, line=place.line + 1, column=place.start + 1)
