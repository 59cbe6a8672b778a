"""The operator's own facts, kept for a minute: every page shows its name."""

import time
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from core.database.transaction import engine, reading
from core.errors import Unavailable
from core.model import Operator

KEPT_FOR = 60.0


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """What pages need of the operator; the defaults are what a fresh installation shows."""

    name: str = "Foyer"
    home_country: str = "SE"
    currency: str = "SEK"
    zone: str = "UTC"
    phone: str | None = None
    phone_hours: dict[str, Any] = field(default_factory=dict)
    minimum_age: int = 18
    quiet_from: str = "20:00"
    quiet_until: str = "09:00"
    holidays: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("en", "zh", "ar")
    week_start: int = 1
    accent: str | None = None


_kept: WeakKeyDictionary[Engine, tuple[float, OperatorFacts]] = WeakKeyDictionary()


def operator() -> OperatorFacts:
    """The operator; what was known last when the database cannot be reached."""
    at = engine()
    read_at, known = _kept.get(at, (float("-inf"), OperatorFacts()))
    if time.monotonic() - read_at < KEPT_FOR:
        return known
    try:
        known = _read() or OperatorFacts()
    except Unavailable:
        return known
    _kept[at] = (time.monotonic(), known)
    return known


def week() -> list[int]:
    """The days of a week from 0 (Monday), in the order in which the operator's country counts them."""
    first = operator().week_start - 1
    return [(first + place) % 7 for place in range(7)]


def forget_operator() -> None:
    """After a change of the operator's facts."""
    _kept.clear()


def _read() -> OperatorFacts | None:
    with reading() as db:
        row = db.scalar(select(Operator).limit(1))
        if row is None:
            return None
        return OperatorFacts(
            row.name, row.home_country, row.currency, row.zone, row.phone, row.phone_hours, row.minimum_age,
            row.quiet_from, row.quiet_until, frozenset(row.settings.get("holidays", ())),
            tuple(row.languages), row.settings.get("week_start", 1), row.settings.get("accent"),
        )  # fmt: skip
