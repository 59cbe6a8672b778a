"""What the operator's settings say about time: quiet hours, working hours, zone, holidays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Operator
from core.operator_form import USUAL
from core.track_lead.hours import spans_from


class OperatorHours(Protocol):
    """The operator, as far as time goes."""

    @property
    def zone(self) -> str: ...
    @property
    def quiet_from(self) -> str: ...
    @property
    def quiet_until(self) -> str: ...
    @property
    def phone_hours(self) -> Mapping[str, Any]: ...
    @property
    def holidays(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Hours:
    """The operator's hours; the defaults are those of values.md."""

    zone: str = "UTC"
    quiet_from: str = "20:00"
    quiet_until: str = "09:00"
    phone_hours: Mapping[str, Any] = field(default_factory=dict)
    holidays: frozenset[str] = frozenset()
    currency: str = "SEK"
    call_within: timedelta = timedelta(hours=1)
    touch_within: timedelta = timedelta(hours=4)


def operator_hours(db: Session) -> Hours:
    """The hours of this installation's operator."""
    row = db.execute(
        select(
            Operator.zone, Operator.quiet_from, Operator.quiet_until, Operator.phone_hours, Operator.settings,
            Operator.currency,
        ).limit(1)
    ).first()  # fmt: skip
    if row is None:
        return Hours()
    holidays = frozenset(row.settings.get("holidays", ()))
    call, touch = (timedelta(hours=row.settings.get(name, USUAL[name])) for name in ("call_within", "touch_within"))
    return Hours(
        row.zone, row.quiet_from, row.quiet_until, row.phone_hours, holidays, row.currency, call, touch
    )  # fmt: skip


def after_working_time(operator: OperatorHours, *, at: datetime, wait: timedelta) -> datetime:
    """The moment at which `wait` of the operator's working time has passed since `at` (response targets)."""
    left = wait
    for start, end in spans_from(lambda day: _working(operator, day), zone=ZoneInfo(operator.zone), at=at):
        begin = max(start, at)
        if end - begin >= left:
            return begin + left
        left -= end - begin
    return at + wait


def _working(operator: OperatorHours, day: date) -> list[tuple[str, str]]:
    first, last = operator.phone_hours.get("days", (1, 5))
    if (day.isoweekday() - first) % 7 > (last - first) % 7 or day.isoformat() in operator.holidays:
        return []
    return [(operator.phone_hours.get("from", "09:00"), operator.phone_hours.get("until", "17:00"))]
