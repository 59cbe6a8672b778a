"""Where each field of a machine-readable zone stands, and which check digit covers what (ICAO 9303 parts 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass

_WEIGHTS = (7, 3, 1)


@dataclass(frozen=True)
class Place:
    """Characters `start` up to `end` of a line; all count from 0."""

    line: int
    start: int
    end: int

    def of(self, lines: tuple[str, ...]) -> str:
        """What stands there."""
        return lines[self.line][self.start : self.end]


@dataclass(frozen=True)
class Check:
    """A check digit and what it covers."""

    field: str
    covers: tuple[Place, ...]
    digit: Place


@dataclass(frozen=True)
class Layout:
    name: str
    rows: int
    width: int
    fields: dict[str, Place]
    checks: tuple[Check, ...]
    visa: bool = False


def check_digit(text: str) -> int:
    """The 7-3-1 digit of ICAO 9303-3, 4.9: A is 10 … Z is 35, the filler is 0."""
    return sum(character_value(mark) * _WEIGHTS[place % 3] for place, mark in enumerate(text)) % 10


def character_value(mark: str) -> int:
    """Two characters whose values differ by 10, 20 or 30 (0, A, K, U and the filler among them) look alike to it."""
    return 0 if mark == "<" else int(mark, 36)


def _second_line(name: str, width: int, *, visa: bool, optional: Place, optional_digit: Place | None = None) -> Layout:
    """TD2, TD3 and both visas: names above, everything else below in the same places."""
    number, birth, expires = Place(1, 0, 9), Place(1, 13, 19), Place(1, 21, 27)
    checks = [
        Check("number", (number,), Place(1, 9, 10)),
        Check("birth", (birth,), Place(1, 19, 20)),
        Check("expires", (expires,), Place(1, 27, 28)),
    ]
    if optional_digit:
        checks.append(Check("optional", (optional,), optional_digit))
    if not visa:
        covers = (Place(1, 0, 10), Place(1, 13, 20), Place(1, 21, width - 1))
        checks.append(Check("composite", covers, Place(1, width - 1, width)))
    fields = {
        "kind": Place(0, 0, 2),
        "issuing_state": Place(0, 2, 5),
        "names": Place(0, 5, width),
        "number": number,
        "nationality": Place(1, 10, 13),
        "birth": birth,
        "gender": Place(1, 20, 21),
        "expires": expires,
        "optional": optional,
    }
    return Layout(name, 2, width, fields, tuple(checks), visa=visa)


def _card() -> Layout:
    """TD1, the bank-card size: three lines of 30."""
    number, birth, expires = Place(0, 5, 14), Place(1, 0, 6), Place(1, 8, 14)
    covers = (Place(0, 5, 30), Place(1, 0, 7), Place(1, 8, 15), Place(1, 18, 29))
    checks = (
        Check("number", (number,), Place(0, 14, 15)),
        Check("birth", (birth,), Place(1, 6, 7)),
        Check("expires", (expires,), Place(1, 14, 15)),
        Check("composite", covers, Place(1, 29, 30)),
    )
    fields = {
        "kind": Place(0, 0, 2),
        "issuing_state": Place(0, 2, 5),
        "names": Place(2, 0, 30),
        "number": number,
        "nationality": Place(1, 15, 18),
        "birth": birth,
        "gender": Place(1, 7, 8),
        "expires": expires,
        "optional": Place(0, 15, 30),
        "optional_below": Place(1, 18, 29),
    }
    return Layout("TD1", 3, 30, fields, checks)


LAYOUTS = (
    _card(),
    _second_line("TD2", 36, visa=False, optional=Place(1, 28, 35)),
    _second_line("TD3", 44, visa=False, optional=Place(1, 28, 42), optional_digit=Place(1, 42, 43)),
    _second_line("MRV-B", 36, visa=True, optional=Place(1, 28, 36)),
    _second_line("MRV-A", 44, visa=True, optional=Place(1, 28, 44)),
)
