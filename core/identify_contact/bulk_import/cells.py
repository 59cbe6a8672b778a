"""What one cell says: a day, yes or no, a country, an entry of a list; each in words of people or in codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar

from babel import Locale
from babel.core import get_global

from core.errors import Invalid
from core.identify_contact.icao_states import ORGANISATIONS, WITHOUT_NATIONALITY
from core.model import Gender, MediumKind, PartyKind, ReferenceTerm
from core.normalise import digits_latin, fold

Choice = TypeVar("Choice", bound=StrEnum)

LANGUAGES = ("en", "zh", "ar")
_YES = frozenset({"yes", "y", "true", "1", "x", "on", "ja", "oui", "si", "是", "نعم"})
_NO = frozenset({"no", "n", "false", "0", "off", "nej", "non", "否", "لا"})
_GENDERS = {
    **dict.fromkeys(("female", "f", "woman", "w", "女", "أنثى"), Gender.FEMALE),
    **dict.fromkeys(("male", "m", "man", "男", "ذكر"), Gender.MALE),
    **dict.fromkeys(("unknown", "u", "x", "other", "prefer not to say", "未知"), Gender.UNKNOWN),
}
_KINDS = {
    **dict.fromkeys(("person", "individual", "private", "个人", "شخص"), PartyKind.PERSON),
    **dict.fromkeys(
        ("organisation", "organization", "company", "business", "单位", "منشأة", "مؤسسة"), PartyKind.ORGANISATION
    ),
}
Lists = Mapping[str, Mapping[str, str]]
"""Kind of a reference list → what an entry is called, folded → its code."""

LISTED = {
    "basic.title": "title",
    "basic.industry": "industry",
    "certificate.type_code": "certificate_type",
    "address.type_code": "address_type",
    "method.kind": "contact_method",
    "preferences.first_channel": "consent_channel",
}


def lists_of(terms: Iterable[ReferenceTerm]) -> dict[str, dict[str, str]]:
    """The reference lists by every name of an entry: its code, and its label in each language."""
    found: dict[str, dict[str, str]] = {}
    for term in terms:
        named = found.setdefault(term.kind, {})
        for said in (term.code, *term.labels.values()):
            named.setdefault(_plain(said), term.code)
    return found


def entry(cell: str, named: Mapping[str, str]) -> str:
    """The code of a list's entry. Raises Invalid('', 'import_not_in_list')."""
    code = named.get(_plain(cell))
    if code is None:
        raise Invalid.one("", "import_not_in_list")
    return code


def network(cell: str, lists: Lists) -> str:
    """A social network or messenger. Raises Invalid('', 'import_not_in_list')."""
    return entry(cell, {**lists.get("messaging_network", {}), **lists.get("social_network", {})})


def day(cell: str) -> date:
    """A day in ISO 8601, with or without a time behind it. Raises Invalid('', 'import_day_not_iso')."""
    written = digits_latin(cell.strip())
    try:
        return datetime.fromisoformat(written).date()
    except ValueError as wrong:
        raise Invalid.one("", "import_day_not_iso") from wrong


def yes_or_no(cell: str) -> bool:
    """Raises Invalid('', 'import_not_yes_or_no')."""
    said = cell.strip().casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise Invalid.one("", "import_not_yes_or_no")


def gender(cell: str) -> Gender:
    """Raises Invalid('', 'import_not_in_list')."""
    return _one(_GENDERS, cell)


def kind(cell: str) -> PartyKind:
    """Person or organisation. Raises Invalid('', 'import_not_in_list')."""
    return _one(_KINDS, cell)


def method(cell: str, lists: Lists) -> MediumKind:
    """How somebody is reached. Raises Invalid('', 'import_not_in_list')."""
    return MediumKind(entry(cell, lists.get("contact_method", {})))


def country(cell: str) -> str:
    """ISO alpha-2 of a country, given so, by three letters, or by its name. Raises Invalid('', 'country_unknown')."""
    code = _countries().get(_plain(cell))
    if code is None:
        raise Invalid.one("", "country_unknown")
    return code


def issuing_state(cell: str) -> str:
    """Likewise, or the ICAO code of another state or organisation. Raises Invalid('', 'country_unknown')."""
    code = cell.strip().upper()
    return code if code in ORGANISATIONS | WITHOUT_NATIONALITY else country(cell)


def language(cell: str) -> str:
    """Code of a language, given so or by its name. Raises Invalid('', 'language_unknown')."""
    code = _languages().get(_plain(cell))
    if code is None:
        raise Invalid.one("", "language_unknown")
    return code


def _one(named: Mapping[str, Choice], cell: str) -> Choice:
    choice = named.get(cell.strip().casefold())
    if choice is None:
        raise Invalid.one("", "import_not_in_list")
    return choice


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    return fold(text).replace(" ", "")


@cache
def _countries() -> dict[str, str]:
    named: dict[str, str] = {}
    for tag in LANGUAGES:
        for code, name in Locale.parse(tag).territories.items():
            if len(code) == 2 and code.isalpha():
                named.setdefault(_plain(name), code)
                named[code.lower()] = code
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    named.update({old.lower(): new[0] for old, new in aliases.items() if len(old) == 3 and old.isalpha()})
    return (
        named
        | {"uk": "GB", "usa": "US", "uae": "AE", "ksa": "SA", "england": "GB", "greatbritain": "GB"}
        | {
            _plain("السعودية"): "SA",
            _plain("الإمارات"): "AE",
        }
    )


@cache
def _languages() -> dict[str, str]:
    named: dict[str, str] = {}
    for tag in LANGUAGES:
        for code, name in Locale.parse(tag).languages.items():
            if len(code) in {2, 3}:
                named.setdefault(_plain(name), code)
                named[code] = code
    return named
