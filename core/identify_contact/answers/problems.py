"""Collecting what is to be mended, so that a page shows everything at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from core.errors import Invalid, Problem
from core.normalise import clean

_CODE = re.compile(r"[a-z0-9_]{1,40}")
_STATE = re.compile(r"[A-Z]{1,3}")


class Problems:
    """Problems of one step, each beside its field."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._found: list[Problem] = []

    def add(self, field: str, code: str, **facts: object) -> None:
        """One thing to mend."""
        self._found.append(Problem(self._prefix + field, code, facts))

    def add_all(self, invalid: Invalid, *, prefix: str = "") -> None:
        """What a part found out about itself."""
        self._found += [Problem(prefix + found.field, found.code, found.facts) for found in invalid.problems]

    def text(self, field: str, typed: str | None, *, most: int, lines: bool = False) -> str:
        """The text cleaned; characters that cannot be kept and a length over `most` are problems."""
        said = typed or ""
        if len(said) > most * 4 + 40:
            self.add(field, "too_long", most=most)
            return ""
        try:
            cleaned = clean(said, lines=lines)
        except Invalid as refused:
            self.add(field, refused.problems[0].code, **refused.problems[0].facts)
            return ""
        if len(cleaned) > most:
            self.add(field, "too_long", most=most)
        return cleaned

    def code(self, field: str, typed: str, *, needed: str | None = None) -> str:
        """The code of a list; `needed` is the problem when none was chosen."""
        if not typed and needed:
            self.add(field, needed)
        elif typed and not _CODE.fullmatch(typed):
            self.add(field, "choice_unknown")
        return typed

    def state(self, field: str, typed: str) -> str:
        """ISO alpha-2 of a country, or the ICAO code of another issuing state or organisation."""
        if typed and not _STATE.fullmatch(typed):
            self.add(field, "country_unknown")
        return typed

    def of(self, field: str, normalise: Callable[..., str], typed: str, *about: Any) -> str:
        """What `normalise` makes of the text; its problem stands beside `field`."""
        if not typed.strip():
            return ""
        try:
            return normalise(typed, *about)
        except Invalid as refused:
            self.add(field, refused.problems[0].code, **refused.problems[0].facts)
            return ""

    def must_be_none(self) -> None:
        """Raises Invalid with everything found."""
        if self._found:
            raise Invalid(*self._found)
