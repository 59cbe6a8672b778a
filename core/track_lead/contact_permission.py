"""Do not disturb (TL-9): may the customer be contacted now, how first, and if not, when next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
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
    set nothing, the operator's quiet hours and holidays hold. `refused` are channels for which consent was withdrawn:
    for those the answer is never. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    zone = (prefs.zone if prefs else None) or operator.zone
    first = prefs.first_channel if prefs else None
    if channel in refused:
        return ContactPermission(False, None, None, zone, first, refused=True)
    if channel in ALWAYS or (channel not in QUIET and not (prefs and prefs.do_not_disturb)):
        return ContactPermission(True, None, None, zone, first)
    for start, end in spans_from(lambda day: _allowed(prefs, operator, day), zone=ZoneInfo(zone), at=at):
        if start <= at:
            return ContactPermission(True, end if end - at <= FAR else None, None, zone, first)
        return ContactPermission(False, None, start, zone, first)
    return ContactPermission(False, None, None, zone, first)


def _allowed(prefs: Preferences | None, operator: OperatorHours, day: date) -> list[tuple[str, str]]:
    """The spans of one day in which the customer may be disturbed."""
    if prefs is None or not prefs.do_not_disturb:
        if day.isoformat() in operator.holidays:
            return []
        return [(operator.quiet_until, operator.quiet_from)]
    excepted = any(since <= day.isoformat() <= until for since, until in prefs.not_then)
    if excepted or (prefs.allowed_days and day.isoweekday() not in prefs.allowed_days):
        return []
    return [(start, end) for start, end in prefs.allowed_spans] or [("00:00", "24:00")]
