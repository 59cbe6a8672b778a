"""Words about the operator's own facts: what core refuses, and what was changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup, escape

from core.numbering import CheckDigit
from core.operator_administration import OperatorChange
from web.formats import data, day_text, writing
from web.languages import NAMES
from web.wording.labels import label

WORDS: dict[str, Any] = {
    "operator_name_missing": _("Enter the operator's name"),
    "minimum_age_out_of_range": _("Enter an age from 0 to %(most)s"),
    "too_many_holidays": _("Write at most %(most)s days"),
    "days_out_of_order": _("Choose a last day that is not before the first"),
    "hours_by_half": _("Enter both times, or neither"),
    "hours_out_of_order": _("Enter a time after the first"),
    "notice_text_missing": _("Enter the text of this language too, or leave out what is new in it"),
    "notice_english_missing": _("Enter the English text: it is read where there is no other"),
    "notice_unchanged": _("Change the text first: it says what the newest version says."),
    "notice_changes_missing": _("Go back and say what is new, at least in English: who is asked reads it"),
    "notice_asking_missing": _("Choose who is asked"),
    "notice_draft_missing": _("There is no draft: it was published or discarded meanwhile."),
    "notice_newer": _("A newer version has come into force meanwhile. Read it, then accept."),
    "day_is_past": _("Enter today or a day to come"),
    "target_out_of_range": _("Enter hours from 1 to %(most)s"),
    "accent_wrong": _("Enter a colour as # and six figures or letters from a to f, such as #0b6b8f"),
    "accent_too_light": _("Choose a darker colour: its contrast with white is %(ratio)s, and 4.5 can be read"),
    "scheme_wrong": _("Begin with up to four letters, a dash, up to four figures; 6 to 18 figures in all"),
    "numbering_alike": _("Let account codes begin otherwise than customer codes"),
    "numbers_too_few": _("Enter more figures: these would soon be used up"),
    "enter_a_time": _("Enter a time between 0:00 and 24:00, for example 9:30"),
}
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "home_country": _("Home country"),
    "currency": _("Currency"),
    "zone": _("Time zone"),
    "languages": _("Languages beside English"),
    "phone": _("Phone"),
    "phone_hours": _("When somebody answers"),
    "minimum_age": _("Minimum age"),
    "quiet_from": _("Quiet from"),
    "quiet_until": _("Quiet until"),
    "holidays": _("Holidays"),
    "week_start": _("Week begins on"),
    "call_within": _("Call back within"),
    "touch_within": _("First contact within"),
    "accent": _("Accent"),
    "customer_numbers": _("Customer codes"),
    "account_numbers": _("Account codes"),
}


@dataclass(frozen=True, slots=True)
class SaidChange:
    """One change as the page shows it."""

    at: datetime
    by: Markup
    lines: list[tuple[str, Markup, Markup]]
    """Field, what it was, what it became."""


def said_changes(changes: Iterable[OperatorChange]) -> list[SaidChange]:
    """The changes of the operator's facts in the reader's words, newest first."""
    return [
        SaidChange(
            change.at,
            data(change.by) or escape(gettext("by itself")),
            [
                (str(FIELDS[name]), _said(name, before), _said(name, after))
                for name, (before, after) in change.changed.items()
            ],
        )
        for change in changes
    ]


def _said(name: str, value: Any) -> Markup:
    if value in (None, "", [], {}):
        return escape(gettext("nothing"))
    if name == "home_country":
        return data(writing().territories.get(value, value))
    if name == "phone_hours":
        return data(hours_text(value))
    if name == "languages":
        return data(", ".join(NAMES.get(code, code) for code in value))
    if name == "holidays":
        return data(", ".join(day_text(date.fromisoformat(day)) for day in value))
    if name == "week_start":
        return data(get_day_names("wide", "stand-alone", writing())[value - 1])
    if name in ("customer_numbers", "account_numbers"):
        return data(f"{value[0]}…, {value[1]}, {label(CheckDigit(value[2]))}")
    return data(value)


def hours_text(hours: dict[str, Any]) -> str:
    """Mon–Fri 08:00–20:00, in the reader's language."""
    if "from" not in hours:
        return ""
    named = get_day_names("abbreviated", "format", writing())
    first, last = hours.get("days", (1, 7))
    days = named[first - 1] if first == last else f"{named[first - 1]}–{named[last - 1]}"
    return f"{days} {hours['from']}–{hours['until']}"
