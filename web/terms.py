"""Entries of the reference lists in the reader's language; kept for a short while, the lists change seldom."""

import time
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from core.database.transaction import engine, reading
from core.model import ReferenceTerm
from web.languages import PSEUDO, language

KEPT_FOR = 30.0


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: its code is compared, its label is read."""

    kind: str
    code: str
    labels: dict[str, str]
    attributes: dict[str, Any]
    active: bool

    @property
    def label(self) -> str:
        """In the reader's language, else in English, else the code."""
        if language() == PSEUDO:
            return f"⟦{self.labels.get('en', self.code)}⟧"
        return self.labels.get(language()) or self.labels.get("en") or self.code


_kept: WeakKeyDictionary[Engine, tuple[float, dict[str, list[Term]]]] = WeakKeyDictionary()
_states: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
"""Tells one state of the lists from another."""


def terms(kind: str, *, only_active: bool = True) -> list[Term]:
    """The list in its order; retired entries only when asked for."""
    return [term for term in _lists().get(kind, []) if term.active or not only_active]


def term(kind: str, code: str | None) -> str:
    """Label of one entry, retired or not; the code itself where the list does not know it."""
    found = next((entry for entry in terms(kind, only_active=False) if entry.code == code), None)
    return found.label if found else code or ""


def choices(kind: str) -> list[tuple[str, str]]:
    """Code and label of each entry, for a field."""
    return [(entry.code, entry.label) for entry in terms(kind)]


def state_of_terms() -> int:
    """Another one whenever any entry is another: for parts of pages that are kept (web.kept)."""
    _lists()
    return _states[engine()]


def forget_terms() -> None:
    """After a change of the lists."""
    _kept.clear()


def _lists() -> dict[str, list[Term]]:
    at = engine()
    read_at, known = _kept.get(at, (float("-inf"), {}))
    if time.monotonic() - read_at < KEPT_FOR and known:
        return known
    with reading() as db:
        rows = db.scalars(select(ReferenceTerm).order_by(ReferenceTerm.kind, ReferenceTerm.position, ReferenceTerm.id))
        lists: dict[str, list[Term]] = {}
        for row in rows:
            lists.setdefault(row.kind, []).append(Term(row.kind, row.code, row.labels, row.attributes, row.active))
    _kept[at], _states[at] = (time.monotonic(), lists), hash(repr(lists))
    return lists
