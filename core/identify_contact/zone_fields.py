"""What the fields of a machine-readable zone mean: names, centuries, kinds of document."""

from __future__ import annotations

from datetime import date

from core.identify_contact.icao_states import WITHOUT_NATIONALITY

_CENTURY = 100
# ICAO 9303-4, 4.2.2.3: refugees, aliens, stateless persons. The other passports (diplomatic, service …) are passports.
_TRAVEL_DOCUMENTS = frozenset({"PR", "PT", "PU"})
_RESIDENCE = frozenset({"AR", "CR", "IR", "C1", "C2", "RP"})
_OWN_KIND = {
    ("national_id", "SA"): "sa_national_id",
    ("residence_permit", "SA"): "sa_iqama",
    ("residence_permit", "CN"): "cn_permanent_residence",
}


def document_kind(written: str, issuing_state: str) -> str:
    """Certificate type of the first two characters of a zone; the country's own type where we know one."""
    match written[0]:
        case "V":
            return "visa"
        case "P":
            refugee = written in _TRAVEL_DOCUMENTS or issuing_state in WITHOUT_NATIONALITY
            return "travel_document" if refugee else "passport"
        case _:
            kind = "residence_permit" if written in _RESIDENCE else "national_id"
            return _OWN_KIND.get((kind, issuing_state), kind)


def names(written: str) -> tuple[str, str | None, bool]:
    """Last name, first names (None: one name only) and whether the field was too short for them.

    A name that fills its field to the last place may have been cut (ICAO 9303-3, 4.6 and 4.7).
    """
    last, _, first = written.rstrip("<").partition("<<")
    return _spaced(last), _spaced(first) or None, not written.endswith("<")


def birth_day(written: str, *, today: date) -> date | None:
    """The latest such day that is not to come; None when unknown in whole or part ('74<<<<') or no day at all."""
    this_century = today.year - today.year % _CENTURY
    days = [_day(written, century) for century in (this_century, this_century - _CENTURY)]
    return next((day for day in days if day is not None and day <= today), None)


def expiry_day(written: str, *, today: date, birth: date | None) -> date | None:
    """Such a day within 50 years of today, after birth; None when the document does not expire or it is no day."""
    this_century = today.year - today.year % _CENTURY
    centuries = (this_century, this_century - _CENTURY, this_century + _CENTURY)
    days = [day for century in centuries if (day := _day(written, century)) is not None]
    possible = [day for day in days if birth is None or day > birth]
    return min(possible or days, key=lambda day: abs((day - today).days), default=None)


def _day(written: str, century: int) -> date | None:
    if not (written.isascii() and written.isdecimal()):
        return None
    try:
        return date(century + int(written[:2]), int(written[2:4]), int(written[4:]))
    except ValueError:
        return None


def _spaced(written: str) -> str:
    return " ".join(written.replace("<", " ").split())
