"""Days, moments, phones and money as the reader writes them; each is data, so it stands in an element of its own."""

import re
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from core.money import Money
from core.normalise import phone_local
from web.escaping import marked, written
from web.languages import locale
from web.operator import operator
from web.people import actor

_WORLD_ENGLISH = Locale("en", "GB")
NOTHING = Markup("")


def data(value: object, *, direction: str | None = None) -> Markup:
    """Something that is not of our wording: a name, a code, what somebody wrote."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Markup):
        return value
    way = f' dir="{direction}"' if direction else ""
    return marked(f'<bdi translate="no"{way}>{written(value)}</bdi>')


def day_text(value: date | datetime | None) -> str:
    """14 November 2026; a moment by the reader's own calendar day."""
    return "" if value is None else format_date(_local(value), "long", locale=writing())


def day(value: date | datetime | None, *, weekday: bool = False) -> Markup:
    """14 November 2026, or with its weekday: Sat, 14 Nov 2026."""
    if value is None:
        return NOTHING
    shown = format_skeleton("yMMMEd", _local(value), locale=writing()) if weekday else day_text(value)
    return _time(shown, _local(value))


def moment(value: datetime | None) -> Markup:
    """Sat, 14 Nov 2026, 14:02 in the reader's zone."""
    if value is None:
        return NOTHING
    shown = format_skeleton("yMMMEd", _local(value), locale=writing())
    return _time(f"{shown}, {clock_text(value)}", value.astimezone(UTC))


def clock_time(value: datetime | time | None) -> Markup:
    """14:02 in the reader's zone."""
    return NOTHING if value is None else data(clock_text(value), direction="ltr")


def phone(e164: str | None, region: str | None = None) -> Markup:
    """A number as dialled in `region`, else in the operator's country; those of other countries with their code."""
    return data(phone_local(e164, region or operator().home_country), direction="ltr") if e164 else NOTHING


_CODE_AT_DIGIT = re.compile(r"([A-Z]{3})(\d)")
"""Babel leaves out the blank that CLDR asks for between a currency's letters and the figure."""


def money(amount: Money | None) -> Markup:
    """SEK 299.00 in the reader's way of writing."""
    return NOTHING if amount is None else data(money_text(amount), direction="ltr")


def money_text(amount: Money) -> str:
    """The same without an element round it."""
    return _amount(amount, writing())


@lru_cache(maxsize=10_000)
def _amount(amount: Money, locale: Locale) -> str:
    said = format_currency(amount.amount, amount.currency, locale=locale)
    return _CODE_AT_DIGIT.sub("\\1\N{NO-BREAK SPACE}\\2", said)


def number(value: float) -> Markup:
    """1,482 in the reader's way of writing."""
    return _figure(value, writing())


@lru_cache(maxsize=10_000)
def _figure(value: float, locale: Locale) -> Markup:
    return data(format_decimal(value, locale=locale))


def zone() -> ZoneInfo:
    """The reader's time zone."""
    return zone_named(actor().zone)


@cache
def zone_named(name: str) -> ZoneInfo:
    """A time zone; ZoneInfo itself keeps eight and reads the others from their files again."""
    return ZoneInfo(name)


def writing() -> Locale:
    """The locale whose way of writing dates is used: English without a country is the world's."""
    spoken = locale()
    return _WORLD_ENGLISH if spoken.language == "en" and not spoken.territory else spoken


def _local(value: Any) -> Any:
    return value.astimezone(zone()) if isinstance(value, datetime) else value


def clock_text(value: datetime | time) -> str:
    """14:02 in the reader's zone, without an element round it."""
    shown = _local(value)
    return hour_and_minute(shown.hour, shown.minute, writing())


@lru_cache(maxsize=10_000)
def hour_and_minute(hour: int, minute: int, locale: Locale) -> str:
    """14:02; kept, because a list says the same few again and again."""
    return format_time(time(hour, minute), "HH:mm", locale=locale)


def _time(shown: str, value: date | datetime) -> Markup:
    return Markup(f'<time datetime="{value.isoformat()}" translate="no">{escape(shown)}</time>')  # noqa: S704 -- escaped
