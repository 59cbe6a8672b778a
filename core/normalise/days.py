"""One field for a day: ISO, the order of the reader's country, month names, figures of any script, two calendars."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from core.errors import Invalid
from core.normalise.hijri import from_hijri
from core.normalise.names import clean, fold
from core.normalise.numbers import digits_latin

Calendar = Literal["gregorian", "hijri"]

_HIJRI_YEARS = range(1300, 1600)
_HIJRI_MARK = "هـ"
_HIJRI_MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip


def parse_day(text: str, locale: str, calendar: str = "gregorian") -> date:
    """The day somebody typed, always as a Gregorian date.

    `calendar`: 'gregorian' or 'hijri' (Umm al-Qura); a text that ends in هـ is Hijri in any case. Years need four
    figures. Day and month change places only where no other reading exists (31/12 and 12/31). Raises Invalid('day',
    'day_missing' | 'day_unreadable' | 'day_needs_full_year' | 'day_does_not_exist' | 'day_looks_hijri' |
    'day_looks_gregorian').
    """
    typed = _typed(text)
    hijri = calendar == "hijri" or _HIJRI_MARK in typed
    year, month, day = _parts(typed, locale, hijri=hijri)
    if not hijri and year in _HIJRI_YEARS:
        raise Invalid.one("day", "day_looks_hijri", year=year)
    if hijri and year not in _HIJRI_YEARS:
        raise Invalid.one("day", "day_looks_gregorian", year=year)
    try:
        return from_hijri(year, month, day) if hijri else date(year, month, day)
    except ValueError as problem:
        raise Invalid.one("day", "day_does_not_exist", year=year, month=month) from problem


@lru_cache(maxsize=64)
def day_order(locale: str) -> str:
    """'dmy', 'mdy' or 'ymd': how people of `locale` write a day in figures, for the hint beside the field.

    English without a country is the world's (day first), not that of the United States.
    """
    pattern = _locale(locale).date_formats["short"].pattern.lower()
    return "".join(sorted("dmy", key=pattern.find))


def _typed(text: str) -> str:
    try:
        typed = digits_latin(clean(text))
    except Invalid as problem:
        raise Invalid.one("day", "day_unreadable") from problem
    if not typed:
        raise Invalid.one("day", "day_missing")
    if len(typed) > 60:
        raise Invalid.one("day", "day_unreadable")
    return typed


def _parts(typed: str, locale: str, *, hijri: bool) -> tuple[int, int, int]:
    """Year, month and day as numbers, whether or not such a day exists."""
    figures = re.findall(r"[0-9]+", typed)
    if len(figures) == 1 and len(figures[0]) == 8:
        return _of_eight_figures(figures[0], locale)
    if len(figures) == 2 and (month := _named_month(typed, locale, hijri=hijri)):
        year, day = sorted(figures, key=len, reverse=True)
        return _full_year(year), month, int(day)
    if len(figures) != 3 or any(len(figure) > 4 for figure in figures):
        raise Invalid.one("day", "day_unreadable")
    if len(figures[0]) == 4:
        return int(figures[0]), int(figures[1]), int(figures[2])
    return _year_last(figures, locale)


def _of_eight_figures(figures: str, locale: str) -> tuple[int, int, int]:
    if int(figures[4:6]) <= 12:
        return int(figures[:4]), int(figures[4:6]), int(figures[6:])
    return _year_last([figures[:2], figures[2:4], figures[4:]], locale)


def _year_last(figures: list[str], locale: str) -> tuple[int, int, int]:
    order = day_order(locale)
    day, month = int(figures[0]), int(figures[1])
    if order.index("m") < order.index("d"):
        day, month = month, day
    if month > 12 >= day:
        day, month = month, day
    return _full_year(figures[2]), month, day


def _full_year(figures: str) -> int:
    if len(figures) != 4:
        raise Invalid.one("day", "day_needs_full_year")
    return int(figures)


def _named_month(typed: str, locale: str, *, hijri: bool) -> int | None:
    words = " ".join(re.findall(r"[a-z]+", fold(typed)))
    names = _hijri_months() if hijri else _months(locale)
    return next((month for name, month in names if re.search(rf"\b{name}\b", words)), None)


@lru_cache(maxsize=1)
def _hijri_months() -> tuple[tuple[str, int], ...]:
    return tuple((fold(name), place) for place, name in enumerate(_HIJRI_MONTHS, start=1))


@lru_cache(maxsize=64)
def _months(locale: str) -> tuple[tuple[str, int], ...]:
    """Every name of a month in the reader's language and in English, long names first."""
    found = {
        fold(name): month
        for spoken in (Locale("en"), _locale(locale))
        for width in ("wide", "abbreviated")
        for month, name in [*spoken.months["format"][width].items(), *spoken.months["stand-alone"][width].items()]
    }
    letters = {name: month for name, month in found.items() if re.fullmatch("[a-z ]{2,}", name)}
    return tuple(sorted(letters.items(), key=lambda entry: -len(entry[0])))


def _locale(locale: str) -> Locale:
    """The nearest locale that Babel knows; world English when it knows none."""
    language = locale.replace("-", "_")
    for known in (language, language.split("_")[0]):
        try:
            return Locale.parse("en_001" if known == "en" else known)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_001")
