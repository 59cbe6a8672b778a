"""What a certificate's number says, and whether it looks right: warnings and facts, never a stop (IC-1, IC-3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from core.identify_contact.number_rules import SHAPES, published_rules
from core.normalise import certificate_number

_GENDERS = {"M": "male", "F": "female"}
_OWN_KIND = {
    ("national_id", "CN"): "cn_resident_card",
    ("national_id", "SA"): "sa_national_id",
    ("residence_permit", "CN"): "cn_permanent_residence",
    ("residence_permit", "SA"): "sa_iqama",
    ("commercial_registration", "CN"): "cn_uscc",
    ("tax_number", "CN"): "cn_uscc",
}


@dataclass(frozen=True)
class NumberReading:
    """`doubts` are codes to warn with; the rest is what the number itself states, None where it states nothing.

    Doubts: 'number_length', 'number_format', 'number_first_digit', 'number_check_digit', 'number_birth_impossible',
    'number_region_unknown'. `region` and `district` are names in the country's own script, as addresses hold them.
    """

    doubts: tuple[str, ...] = ()
    birth: date | None = None
    gender: str | None = None
    nationality: str | None = None
    region: str | None = None
    district: str | None = None


def read_number(
    kind: str, number: str, *, country: str | None, today: date, pattern: str | None = None
) -> NumberReading:
    """What the public rules for such a number say about it; nothing doubted and nothing stated where there are none.

    `kind` is a certificate type, `country` the issuing state (ISO alpha-2), `pattern` the type's own regular
    expression if it has one. A number that is doubted states nothing: it may be another's.
    """
    typed = certificate_number(number)
    if pattern and not re.fullmatch(pattern, typed):
        return NumberReading(doubts=("number_format",))
    own = _OWN_KIND.get((kind, country or ""), kind)
    if own in _READERS:
        return _READERS[own](typed, today)
    shape = SHAPES.get((own, country or "")) or SHAPES.get((own, ""))
    if shape and not re.fullmatch(shape, typed):
        return NumberReading(doubts=("number_format",))
    return _by_published_rules(own, typed, country=country, today=today)


def contradictions(reading: NumberReading, *, birth: date | None, gender: str | None) -> tuple[str, ...]:
    """Where the person's own words differ from their number: 'birth_differs', 'gender_differs'. Warnings as well."""
    differs = []
    if birth and reading.birth and birth != reading.birth:
        differs.append("birth_differs")
    if gender in _GENDERS.values() and reading.gender and gender != reading.gender:
        differs.append("gender_differs")
    return tuple(differs)


def _chinese_resident_card(number: str, today: date) -> NumberReading:
    """GB 11643: region (6), birth (8), order (3, odd for men), check digit of ISO 7064 MOD 11-2."""
    reading = _chinese_eighteen(number, today)
    if reading.doubts:
        return reading
    try:
        place = ric.get_birth_place(number)
    except ValidationError:
        return NumberReading(doubts=("number_region_unknown",))
    return NumberReading(
        birth=reading.birth,
        gender=reading.gender,
        nationality="CN",
        region=place.get("province"),
        district=place.get("county"),
    )


def _chinese_permanent_residence(number: str, today: date) -> NumberReading:
    """Since 2023 18 figures beginning with 9; before, three letters of the state and 12 figures, which say nothing."""
    if re.fullmatch(r"[A-Z]{3}\d{12}", number):
        return NumberReading()
    if len(number) == 18 and number[0] != "9":
        return NumberReading(doubts=("number_first_digit",))
    return _chinese_eighteen(number, today)


def _chinese_residence_of_compatriots(number: str, today: date) -> NumberReading:
    """Residence permit of people from Hong Kong (81), Macao (82) and Taiwan (83), otherwise as a resident card."""
    if len(number) == 18 and number[:6] not in {"810000", "820000", "830000"}:
        return NumberReading(doubts=("number_region_unknown",))
    return _chinese_eighteen(number, today)


def _chinese_eighteen(number: str, today: date) -> NumberReading:
    if len(number) != 18:
        return NumberReading(doubts=("number_length",))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return NumberReading(doubts=("number_format",))
    if ric.calc_check_digit(number) != number[-1]:
        return NumberReading(doubts=("number_check_digit",))
    try:
        birth = date.fromisoformat(number[6:14])
    except ValueError:
        return NumberReading(doubts=("number_birth_impossible",))
    if not date(1850, 1, 1) <= birth <= today:
        return NumberReading(doubts=("number_birth_impossible",))
    return NumberReading(birth=birth, gender="male" if int(number[16]) % 2 else "female")


def _saudi(first: str, nationality: str | None) -> Callable[[str, date], NumberReading]:
    """Ten figures, the first 1 for citizens and 2 for residents, the last a Luhn digit."""

    def read(number: str, today: date) -> NumberReading:  # noqa: ARG001 -- every reader is called alike
        if not re.fullmatch("[0-9]+", number):
            return NumberReading(doubts=("number_format",))
        if len(number) != 10:
            return NumberReading(doubts=("number_length",))
        if number[0] != first:
            return NumberReading(doubts=("number_first_digit",))
        if not luhn.is_valid(number):
            return NumberReading(doubts=("number_check_digit",))
        return NumberReading(nationality=nationality)

    return read


_READERS: dict[str, Callable[[str, date], NumberReading]] = {
    "cn_resident_card": _chinese_resident_card,
    "cn_permanent_residence": _chinese_permanent_residence,
    "cn_hmt_residence": _chinese_residence_of_compatriots,
    "sa_national_id": _saudi("1", "SA"),
    "sa_iqama": _saudi("2", None),
}


def _by_published_rules(kind: str, number: str, *, country: str | None, today: date) -> NumberReading:
    """Right by one of the country's rules is right; else the doubt of the first of them."""
    doubts = []
    for rule in published_rules(kind, country):
        try:
            rule.validate(number)
        except InvalidChecksum:
            doubts.append("number_check_digit")
        except InvalidLength:
            doubts.append("number_length")
        except ValidationError:
            doubts.append("number_format")
        else:
            return _stated(rule, number, today)
    return NumberReading(doubts=tuple(doubts[:1]))


def _stated(rule: object, number: str, today: date) -> NumberReading:
    """Birth date and gender where the rule knows how to read them."""
    birth: date | None = None
    gender: str | None = None
    with suppress(ValidationError, AttributeError):
        birth = rule.get_birth_date(number)  # type: ignore[attr-defined]
    with suppress(ValidationError, AttributeError):
        gender = _GENDERS.get(rule.get_gender(number) or "")  # type: ignore[attr-defined]
    return NumberReading(birth=birth if birth and birth <= today else None, gender=gender)
