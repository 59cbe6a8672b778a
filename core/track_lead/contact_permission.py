"""Do not disturb (TL-9): may the customer be contacted now, how first, and if not, when next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from core.track_lead.hours import FAR, spans_from
from core.track_lead.operator_hours import OperatorHours

ALWAYS = frozenset({"post"})
"""A letter disturbs nobody."""
QUIET = frozenset({"call", "sms", "messaging"})
"""What the operator's quiet hours hold back; mail waits in its box."""


class Preferences(Protocol):
    """What a customer said about being contacted; core.model.ContactPreference is one."""

    @property
    def do_not_disturb(self) -> bool: ...
    @property
    def first_channel(self) -> str | None: ...
    @property
    def allowed_days(self) -> list[int]: ...
    @property
    def allowed_spans(self) -> list[list[str]]: ...
    @property
    def not_then(self) -> list[list[str]]: ...
    @property
    def zone(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ContactPermission:
    """The answer: allowed until when, or not before when, in the customer's own zone."""

    allowed: bool
    until: datetime | None
    """End of what is allowed now; None when not allowed or without an end in sight."""
    next: datetime | None
    """Next allowed moment; None when allowed now, or never (refused, or no allowed day within a year)."""
    zone: str
    first_channel: str | None
    refused: bool = False


def may_contact_now(
    prefs: Preferences | None,
    operator: OperatorHours,
    *,
    channel: str,
    at: datetime,
    refused: Collection[str] = (),
) -> ContactPermission:
    """Whether `channel` (call, sms, email, messaging, post) may be used for sales at `at` (TL-9).

    `at` must be aware; windows are read in the customer's own zone, so a clock change moves them. Where the customer
    set nothing, or asked for quiet and named no times, the operator's quiet hours and holidays hold, on the days that
    they named. `refused` are channels for which consent was withdrawn:
    for those the answer is never. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    zone = (prefs.zone if prefs else None) or operator.zone
    first = prefs.first_channel if prefs else None
    if channel in refused:
        return ContactPermission(False, None, None, zone, first, refused=True)
    if channel in ALWAYS or (channel not in QUIET and not (prefs and prefs.do_not_disturb)):
        return ContactPermission(True, None, None, zone, first)
    minute = at.replace(second=0, microsecond=0)  # hours of days begin and end with a minute
    begins, ends = _next_hours(_times(prefs, operator, channel), zone, minute)
    if begins is None or begins > at:
        return ContactPermission(False, None, begins, zone, first)
    return ContactPermission(True, ends if ends is not None and ends - at <= FAR else None, None, zone, first)


@dataclass(frozen=True, slots=True)
class _Times:
    """When somebody may be disturbed: on these days (none: every day), but not between those; empty spans: all day."""

    spans: tuple[tuple[str, str], ...]
    days: frozenset[int] = frozenset()
    but: tuple[tuple[str, str], ...] = ()
    holidays: frozenset[str] = frozenset()


def _times(prefs: Preferences | None, operator: OperatorHours, channel: str) -> _Times:
    usual = _usual(operator) if channel in QUIET else _Times((("00:00", "24:00"),))
    if prefs is None or not prefs.do_not_disturb:
        return usual
    days, but = frozenset(prefs.allowed_days), tuple((since, until) for since, until in prefs.not_then)
    spans = tuple((start, end) for start, end in prefs.allowed_spans)
    return _Times(spans, days, but) if spans else replace(usual, days=days, but=but)


def _usual(operator: OperatorHours) -> _Times:
    return _Times(((operator.quiet_until, operator.quiet_from),), holidays=operator.holidays)


@lru_cache(maxsize=4096)
def _next_hours(times: _Times, zone: str, at: datetime) -> tuple[datetime | None, datetime | None]:
    """Beginning and end of the hours that hold at a minute or come next; kept, as customers of a list share them."""
    found = spans_from(lambda day: _allowed(times, day), zone=ZoneInfo(zone), at=at)
    return next(found, (None, None))


def _allowed(times: _Times, day: date) -> Sequence[tuple[str, str]]:
    """The spans of one day in which the customer may be disturbed."""
    if day.isoformat() in times.holidays or any(since <= day.isoformat() <= until for since, until in times.but):
        return ()
    return times.spans if not times.days or day.isoweekday() in times.days else ()
