"""Moments as one says them: Today 16:00, Tomorrow 13:00, Thu 26 Nov; and a moment read from a day and a time."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton
from markupsafe import Markup, escape

from core.clock import utcnow
from core.errors import Invalid
from web.escaping import marked
from web.formats import NOTHING, data, hour_and_minute, writing, zone
from web.languages import gettext


@dataclass(frozen=True, slots=True)
class Calendar:
    """The reader's calendar at one moment; a list asks for it once."""

    zone: ZoneInfo
    today: date
    writing: Locale
    words: tuple[Markup, Markup, Markup]
    """Of today, tomorrow and yesterday."""
    order: str
    days: dict[date, Markup] = field(default_factory=dict)
    """Those that were written already, as lists say the same few again and again."""

    @classmethod
    def of_reader(cls) -> "Calendar":
        there = zone()
        words = (escape(gettext("Today")), escape(gettext("Tomorrow")), escape(gettext("Yesterday")))
        return cls(there, utcnow().astimezone(there).date(), writing(), words, gettext("%(day)s %(time)s"))

    def near(self, moment: datetime | None, *, clock: bool = True) -> Markup:
        """The moment by the reader's own calendar; without the year when it is this one."""
        if moment is None:
            return NOTHING
        here = moment.astimezone(self.zone)
        on = here.date()
        told = self.days.get(on) or self.days.setdefault(on, self._day(on))
        if not clock:
            return told
        at = _clock(here.hour, here.minute, self.writing)
        return marked(self.order % {"day": told, "time": at})  # our own catalogue; both parts are escaped

    def _day(self, on: date) -> Markup:
        away = (on - self.today).days
        if -1 <= away <= 1:
            return self.words[away]
        return _written("MMMEd" if abs(away) < 180 else "yMMMd", on, self.writing)


def near(moment: datetime | None, *, clock: bool = True) -> Markup:
    """One moment by the reader's own calendar, as one element."""
    if moment is None:
        return NOTHING
    told = Calendar.of_reader().near(moment, clock=clock)
    return marked(f'<time datetime="{moment.astimezone(UTC).isoformat()}">{told}</time>')  # told is escaped


@lru_cache(maxsize=10_000)
def _clock(hour: int, minute: int, locale: Locale) -> Markup:
    return data(hour_and_minute(hour, minute, locale), direction="ltr")


@lru_cache(maxsize=10_000)
def _written(skeleton: str, on: date, locale: Locale) -> Markup:
    return data(format_skeleton(skeleton, on, locale=locale))


def moment_of(day: date | None, clock: str | None, *, field: str, code: str = "enter_day_and_time") -> datetime | None:
    """The moment of a day and a time ("HH:MM") in the reader's zone; None where neither is given.

    Raises Invalid on `field` where one of them is missing.
    """
    if day is None and not clock:
        return None
    if day is None or not clock:
        raise Invalid.one(field, code)
    hour, minute = (int(part) for part in clock.split(":"))
    start = day + timedelta(days=hour // 24)
    local = datetime.combine(start, time(hour % 24, minute), tzinfo=zone())
    return local.astimezone(UTC)
