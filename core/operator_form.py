"""What an administrator may say about the operator, and what is wrong with it (AR-3)."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import phonenumbers
from babel import Locale
from babel.core import get_global

from core.errors import Invalid
from core.identify_contact.answers.problems import Problems
from core.model import Operator
from core.normalise import phone_number
from core.numbering import ACCOUNTS, CUSTOMERS, read_numbering

LONGEST_NAME = 100
OLDEST_MINIMUM_AGE = 25
LONGEST_TARGET = 400
"""Hours of work that may pass before the first touch."""
WEEK_STARTS = (1, 6, 7)
"""Monday, Saturday, Sunday."""
_COLOUR = re.compile("#[0-9a-f]{6}")
MOST_HOLIDAYS = 100
SPOKEN = ("en", "zh", "ar")
"""Languages with a catalogue; English is always spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorForm:
    """What an administrator may change; hours are "HH:MM", days 1 (Monday) to 7."""

    name: str
    home_country: str
    currency: str
    zone: str
    languages: tuple[str, ...] = SPOKEN
    phone: str = ""
    phone_days: tuple[int, int] = (1, 7)
    phone_hours: tuple[str, str] = ("", "")
    """From and until; both empty: nothing is said about when somebody answers."""
    minimum_age: int = 18
    quiet_from: str = "20:00"
    quiet_until: str = "09:00"
    holidays: tuple[date, ...] = ()
    week_start: int = 1
    call_within: int = 1
    touch_within: int = 4
    """Hours of work within which somebody who asked to be called is called, and everybody else is reached."""
    accent: str = ""
    """#rrggbb; empty: Foyer's own."""
    customer_numbers: tuple[str, int, str] = (CUSTOMERS.prefix, CUSTOMERS.digits, CUSTOMERS.check.value)
    account_numbers: tuple[str, int, str] = (ACCOUNTS.prefix, ACCOUNTS.digits, ACCOUNTS.check.value)
    """What a code begins with, its figures in all, how the last is worked out."""


USUAL: dict[str, Any] = {"holidays": [], "week_start": 1, "call_within": 1, "touch_within": 4, "accent": None}
"""What stands in the operator's settings, and what holds where nothing does."""
ENOUGH_CONTRAST = 4.5


def facts_of(operator: Operator) -> dict[str, Any]:
    """What an administrator may change, as it stands now."""
    names = ("name", "home_country", "currency", "zone", "languages", "phone", "phone_hours", "minimum_age")
    quiet = {"quiet_from": operator.quiet_from, "quiet_until": operator.quiet_until}
    held = {name: operator.settings.get(name, usual) for name, usual in USUAL.items()}
    numbering = read_numbering(operator.settings.get("numbering") or {})
    schemes = {"customer_numbers": numbering.customer, "account_numbers": numbering.account}
    numbers = {name: [scheme.prefix, scheme.digits, scheme.check.value] for name, scheme in schemes.items()}
    return {name: getattr(operator, name) for name in names} | quiet | held | numbers


def facts_said(form: OperatorForm) -> dict[str, Any]:
    """The same of what was typed and examined."""
    begins, ends = form.phone_hours
    hours = {"days": list(form.phone_days), "from": begins, "until": ends} if begins else {}
    same = {name: getattr(form, name) for name in ("name", "home_country", "currency", "zone", "minimum_age")}
    return {
        **same,
        "languages": [code for code in SPOKEN if code == "en" or code in form.languages],
        "phone": form.phone or None,
        "phone_hours": hours,
        "quiet_from": form.quiet_from,
        "quiet_until": form.quiet_until,
        "holidays": sorted({day.isoformat() for day in form.holidays}),
        "week_start": form.week_start,
        "call_within": form.call_within,
        "touch_within": form.touch_within,
        "accent": form.accent.lower() or None,
        "customer_numbers": list(form.customer_numbers),
        "account_numbers": list(form.account_numbers),
    }


def examined(form: OperatorForm) -> OperatorForm:
    """As it is kept. Raises Invalid with every problem beside its field."""
    problems = Problems()
    name = problems.text("name", form.name, most=LONGEST_NAME)
    if not name:
        problems.add("name", "operator_name_missing")
    if form.home_country not in Locale("en").territories or len(form.home_country) != 2:
        problems.add("home_country", "country_unknown")
    if form.currency not in Locale("en").currencies:
        problems.add("currency", "choice_unknown")
    if form.zone not in get_global("zone_territories"):
        problems.add("zone", "choice_unknown")
    phone = problems.of("phone", phone_number, form.phone, form.home_country or None)
    _hours(form, problems)
    if not 0 <= form.minimum_age <= OLDEST_MINIMUM_AGE:
        problems.add("minimum_age", "minimum_age_out_of_range", most=OLDEST_MINIMUM_AGE)
    if len(form.holidays) > MOST_HOLIDAYS:
        problems.add("holidays", "too_many_holidays", most=MOST_HOLIDAYS)
    _targets_and_look(form, problems)
    _numbers(form, problems)
    problems.must_be_none()
    return replace(
        form, name=name, phone=_written(phone), customer_numbers=_upper(form.customer_numbers),
        account_numbers=_upper(form.account_numbers),
    )  # fmt: skip


def _hours(form: OperatorForm, problems: Problems) -> None:
    first, last = form.phone_days
    if not (1 <= first <= 7 and 1 <= last <= 7) or from_week_start(first, form.week_start) > from_week_start(
        last, form.week_start
    ):
        problems.add("last_day", "days_out_of_order")
    begins, ends = form.phone_hours
    if bool(begins) is not bool(ends):
        problems.add("phone_until" if begins else "phone_from", "hours_by_half")
    elif begins and begins >= ends:
        problems.add("phone_until", "hours_out_of_order")
    for field in ("quiet_from", "quiet_until"):
        if not getattr(form, field):
            problems.add(field, "enter_a_time")


def from_week_start(day: int, week_start: int) -> int:
    """How many days after the first of the week an ISO weekday comes."""
    return (day - week_start) % 7


def _targets_and_look(form: OperatorForm, problems: Problems) -> None:
    if form.week_start not in WEEK_STARTS:
        problems.add("week_start", "choice_unknown")
    for name in ("call_within", "touch_within"):
        if not 1 <= getattr(form, name) <= LONGEST_TARGET:
            problems.add(name, "target_out_of_range", most=LONGEST_TARGET)
    if form.accent and not _COLOUR.fullmatch(form.accent.lower()):
        problems.add("accent", "accent_wrong")
    elif form.accent and contrast_on_white(form.accent) < ENOUGH_CONTRAST:
        problems.add("accent", "accent_too_light", ratio=f"{contrast_on_white(form.accent):.1f}")


def _numbers(form: OperatorForm, problems: Problems) -> None:
    for name in ("customer", "account"):
        try:
            read_numbering({name: scheme_of(getattr(form, f"{name}_numbers"))})
        except Invalid:
            problems.add(f"{name}_prefix", "scheme_wrong")
    if form.customer_numbers[0].upper() == form.account_numbers[0].upper():
        problems.add("account_prefix", "numbering_alike")


def scheme_of(said: tuple[str, int, str] | list[Any]) -> dict[str, Any]:
    """A scheme as the settings keep it."""
    return dict(zip(("prefix", "digits", "check"), (str(said[0]).upper(), *said[1:]), strict=True))


def _upper(said: tuple[str, int, str]) -> tuple[str, int, str]:
    return said[0].upper(), said[1], said[2]


def contrast_on_white(colour: str) -> float:
    """WCAG contrast of #rrggbb with white, from 1 to 21."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _written(e164: str) -> str:
    """As it stands in the footer: with its country code, in groups."""
    if not e164:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
