"""A switch between the Gregorian and the Hijri calendar for the days of one form (IC-4)."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from core.normalise import to_hijri
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
        return locale().language == "ar" or self.calendar.data == HIJRI or bool(self.calendar.errors)


def in_hijri(value: Any) -> str:
    """The same day as 3/9/1412 of the Hijri calendar, "" outside the years it is published for."""
    try:
        year, month, day = to_hijri(value)
    except ValueError:
        return ""
    return f"{day}/{month}/{year}"
