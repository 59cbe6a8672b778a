"""Hours of days in a time zone: when somebody works, when somebody may be disturbed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
DayPlan = Callable[[date], Sequence[tuple[str, str]]]
"""For each day its spans as "HH:MM"; an end at or before its start lies on the next day, "24:00" is midnight."""

HORIZON = timedelta(days=366)
FAR = timedelta(days=8)
"""A span that goes on this long is not followed further: nobody plans a call by its end."""


def clock(text: str) -> time:
    """ "09:00" as a time of day."""
    hour, _, minute = text.partition(":")
    return time(int(hour) % 24, int(minute or 0))


def spans_from(plan: DayPlan, *, zone: ZoneInfo, at: datetime) -> Iterator[Span]:
    """The spans that have not ended at `at`, as moments in UTC, in their order and joined where they touch.

    Read in the zone's own clock, so a clock change moves them: an hour that is skipped begins after the gap,
    an hour that comes twice counts twice.
    """
    first = at.astimezone(zone).date() - timedelta(days=1)
    held: Span | None = None
    for start, end in _each(plan, first, zone):
        if end <= at or end <= start:
            continue
        if held is not None and start > held[1]:
            yield held
            held = None
        held = (start, end) if held is None else (held[0], max(held[1], end))
        if held[0] <= at and held[1] - at > FAR:
            break
    if held is not None:
        yield held


def _each(plan: DayPlan, first: date, zone: ZoneInfo) -> Iterator[Span]:
    for count in range(HORIZON.days + 2):
        day = first + timedelta(days=count)
        for start, end in sorted(plan(day)):
            over_midnight = clock(end) <= clock(start)
            last = day + timedelta(days=1) if over_midnight else day
            yield _moment(day, clock(start), zone, fold=0), _moment(last, clock(end), zone, fold=1)


def _moment(day: date, at: time, zone: ZoneInfo, *, fold: int) -> datetime:
    local = datetime.combine(day, at, tzinfo=zone).replace(fold=fold)
    return local.astimezone(UTC)
