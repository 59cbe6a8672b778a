"""The Hijri calendar as Saudi Arabia writes it (Umm al-Qura), and the tabular one for years outside its tables."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

FIRST_YEAR = 1343
_FIRST_DAY = date(1924, 8, 1).toordinal()
_TABULAR_EPOCH = 227015  # ordinal of 1 Muharram of the year 1 (16 July 622, Julian), civil reckoning

# Six hexadecimal digits a year from 1343 to 1500, two bits a month: its length less 28. Source: the published
# Umm al-Qura calendar of King Abdulaziz City for Science and Technology.
_MONTHS = (
    "9a6a2a59999999d8a65a69695a69a5999a5c999a8e6659a69995a69999999a66966669999999a6599a5999999aa65969"
    "a9965999999a99999999999999999a9998a999999a99999999999999999a999a6999999999666a66659a666666999a5a"
    "99996965a99996669a9999996666669999999a65999a69666699999999999a59a9a5999a59999a69999999999a999a65"
    "99999a59999a99599a9999699a65999a9966669999999a66666669a6599a666599a999666a665969a9965a69999999a6"
    "6666669999669a66599a9996669a65969a9965a69a5966a66659a699996699a66599a9996669a6659aa6595aa69656a6"
    "9996669a65999a66996669a6599a69965a9a65969a6966666999966a66659a69996669a59999a66666669a59969a9659"
    "9a999666a66599a69966669999999a6696666a65966a69659a9999669a66599a69996669a65999a996666a59996a6666"
    "5a66999666a665969a9965a6a65969a6665a6699999999a6659a6999666a66596a9996669a65999a66665a69a59699a9"
    "659a699996699a6599a6996666a65966a69659a6a59669a66599a669666669a6599a69965a6a65969a6965a66a59999a"
    "66659a6999666a66599a699666699a5999a69665a6a59666a66599a9996669a59999a666666669a5966a"
)


def _starts() -> list[int]:
    """Ordinal of the first day of every month in the tables, and of the day after the last."""
    starts = [_FIRST_DAY]
    for place in range(0, len(_MONTHS), 6):
        year = int(_MONTHS[place : place + 6], 16)
        for month in range(12):
            starts.append(starts[-1] + 28 + (year >> (22 - 2 * month) & 3))
    return starts


_STARTS = _starts()


def from_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri one. Raises ValueError for a day that its month does not have."""
    if year < 1 or not 1 <= month <= 12 or day < 1:
        raise ValueError("no such day")
    place = (year - FIRST_YEAR) * 12 + month - 1
    if 0 <= place < len(_STARTS) - 1:
        start, length = _STARTS[place], _STARTS[place + 1] - _STARTS[place]
    else:
        start, length = _tabular_start(year, month), _tabular_length(year, month)
    if day > length:
        raise ValueError("no such day")
    return date.fromordinal(start + day - 1)


def _tabular_start(year: int, month: int) -> int:
    return _TABULAR_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2


def _tabular_length(year: int, month: int) -> int:
    return 30 if month % 2 or (month == 12 and (14 + 11 * year) % 30 < 11) else 29


def to_hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Hijri calendar on a Gregorian day.

    Raises ValueError for a day before the Hijri era.
    """
    ordinal = day.toordinal()
    if ordinal < _TABULAR_EPOCH:
        raise ValueError("before the Hijri era")
    if _STARTS[0] <= ordinal < _STARTS[-1]:
        place = bisect_right(_STARTS, ordinal) - 1
        return FIRST_YEAR + place // 12, place % 12 + 1, ordinal - _STARTS[place] + 1
    year = (30 * (ordinal - _TABULAR_EPOCH) + 10646) // 10631
    month = next(month for month in range(12, 0, -1) if _tabular_start(year, month) <= ordinal)
    return year, month, ordinal - _tabular_start(year, month) + 1
