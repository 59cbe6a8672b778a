"""A switch between the Gregorian and the Hijri calendar for the days of one form (IC-4)."""

from datetime import date
from typing import Any

from babel.lists import format_list
from babel.units import format_unit
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from core.clock import utcnow
from core.normalise import to_hijri
from web.formats import day_text, writing
from web.forms.fields import DayField
from web.forms.term_choices import RadioOf
from web.languages import locale

GREGORIAN, HIJRI = "gregorian", "hijri"


def calendars() -> list[tuple[str, str]]:
    """Both, by name."""
    return [(GREGORIAN, gettext("Gregorian")), (HIJRI, gettext("Hijri"))]


class Dated:
    """For forms with days: reads them in the calendar that was chosen beside them."""

    calendar = RadioOf(_("Calendar"), entries=calendars, default=GREGORIAN)

    def process(self, formdata: Any = None, *given: Any, **more: Any) -> None:
        """The switch is read before the days are."""
        formdata = self.meta.wrap_formdata(self, formdata)  # type: ignore[attr-defined]
        chosen = formdata.get(self.calendar.name) if formdata else None
        for field in self:  # type: ignore[attr-defined]
            if isinstance(field, DayField) and chosen == HIJRI:
                field.calendar = HIJRI
        super().process(formdata, *given, **more)  # type: ignore[misc]

    @property
    def offers_calendars(self) -> bool:
        """Whether the switch stands open: where people write Hijri days, or where one was chosen."""
        if locale().language == "ar" or self.calendar.data == HIJRI or self.calendar.errors:
            return True
        return self.is_sent_to_calendar

    @property
    def is_sent_to_calendar(self) -> bool:
        """Whether a day sends the reader to the switch, which must not be hidden then."""
        return any(getattr(field, "looks_hijri", False) for field in self)  # type: ignore[attr-defined]


class EchoedDay(DayField):
    """A day said back in words, in the Hijri calendar too where it was typed so."""

    @property
    def understood(self) -> str | None:
        if not isinstance(self.data, date):
            return None
        said = self.meaning(self.data)
        return f"{said} ({in_hijri(self.data)} هـ)" if self.calendar == HIJRI else said

    def meaning(self, day: date) -> str:
        """The day, and what follows from it."""
        return day_text(day)


class DayGone(EchoedDay):
    """A day that is not to come."""

    @property
    def is_sound(self) -> bool:
        """Not for a day to come."""
        return super().is_sound and not (self.data and self.data > utcnow().date())


class ExpiryDay(EchoedDay):
    """5 April 2031, valid for 4 years and 4 months."""

    @property
    def is_sound(self) -> bool:
        """Not for a document that is no longer valid."""
        return super().is_sound and not (self.data and self.data < utcnow().date())

    def meaning(self, day: date) -> str:
        """How long the document is good for."""
        today = utcnow().date()
        if day < today:
            return gettext("%(day)s, no longer valid", day=day_text(day))
        return gettext("%(day)s, valid for %(long)s", day=day_text(day), long=_between(today, day))


class BirthDay(DayGone):
    """14 August 1991, 35 years old."""

    of_birth = True

    def meaning(self, day: date) -> str:
        """How old that makes somebody; a day to come is told elsewhere."""
        today = utcnow().date()
        years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
        if years < 0:
            return day_text(day)
        return ngettext("%(day)s, %(num)s year old", "%(day)s, %(num)s years old", years, day=day_text(day))


def _between(first: date, last: date) -> str:
    """4 years and 4 months; less than a month in days."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    parts = [("year", months // 12), ("month", months % 12)] if months else [("day", (last - first).days)]
    said = [format_unit(count, f"duration-{unit}", "long", locale=writing()) for unit, count in parts if count]
    return format_list(said or [format_unit(0, "duration-day", "long", locale=writing())], locale=writing())


def in_hijri(value: Any) -> str:
    """The same day as 3/9/1412 of the Hijri calendar, "" outside the years it is published for."""
    try:
        year, month, day = to_hijri(value)
    except ValueError:
        return ""
    return f"{day}/{month}/{year}"
