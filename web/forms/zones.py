"""Time zones by the city people know, with their distance from UTC today."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from core.clock import utcnow
from core.normalise import fold
from web.formats import writing

_DAY = "%Y-%m-%d"


def zones() -> list[tuple[str, str]]:
    """Zone and label, by city in the reader's language."""
    return list(_zones(str(writing()), utcnow().strftime(_DAY)))


def zone_label(zone: str) -> str:
    """Stockholm (UTC+1)."""
    return _label(zone, writing(), utcnow())


@lru_cache(maxsize=32)
def _zones(locale: str, day: str) -> tuple[tuple[str, str], ...]:
    at = datetime.strptime(f"{day} +0000", f"{_DAY} %z")
    spoken = Locale.parse(locale)
    canonical = {zone for listed in get_global("territory_zones").values() for zone in listed}
    named = [(zone, _label(zone, spoken, at)) for zone in canonical if "/" in zone and not zone.startswith("Etc/")]
    return tuple(sorted(named, key=lambda entry: fold(entry[1])))


def _label(zone: str, locale: Locale, at: datetime) -> str:
    city = locale.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
    minutes = int((at.astimezone(ZoneInfo(zone)).utcoffset() or at.utcoffset()).total_seconds()) // 60  # type: ignore[union-attr]
    hours, rest = divmod(abs(minutes), 60)
    return f"{city} (UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''})"
