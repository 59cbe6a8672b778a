"""Addresses in the fields, order and lists of their own country (IC-7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from core.identify_contact.address_rules import LETTERS, Rules, rules_of
from core.normalise import digits_latin, name_latin

LABEL_CODES = frozenset(
    {
        "area", "city", "county", "department", "district", "do_si", "eircode", "emirate", "island", "neighborhood",
        "oblast", "parish", "pin", "post_town", "postal", "prefecture", "province", "region", "state", "suburb",
        "townland", "village_township", "zip", "street", "building_number", "additional_number", "short_address",
    }
)  # fmt: skip
"""Every label a field may carry; web words them."""

_NAME_TYPES = {"S": "state_name_type", "C": "locality_name_type", "D": "sublocality_name_type", "Z": "zip_name_type"}
_OWN_LABELS = {"A": "street", "B": "building_number", "E": "additional_number", "H": "short_address"}
_SHAPES = {"building_number": r"\d{4}", "additional_number": r"\d{4}", "short_address": r"[A-Z]{4}\d{4}"}
# Where an envelope bears the short form of an area: CA, not California.
_SHORT_AREAS = frozenset({"AU", "BR", "CA", "IT", "US"})


@dataclass(frozen=True)
class Choice:
    """`value` is kept; `names` are shown: the country's own script first, then Latin letters where they differ."""

    value: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class AddressField:
    """`name` as in the address, `label_code` of LABEL_CODES, `choices` None for free text."""

    name: str
    label_code: str
    required: bool
    choices: tuple[Choice, ...] | None = None


class PostalAddress(Protocol):
    """What an address says; the model's Address is one."""

    country: str
    administrative_area: str | None
    locality: str | None
    dependent_locality: str | None
    detailed: str | None
    postal_code: str | None
    building_number: str | None
    additional_number: str | None
    short_address: str | None


def fields_for(
    country: str, *, administrative_area: str | None = None, locality: str | None = None
) -> list[AddressField]:
    """The fields of an address in `country` (ISO alpha-2), in the order people there fill them in.

    Lists depend on what was chosen above: without `administrative_area` the field `locality` of China is free text.
    """
    rules = rules_of(country)
    lists = {
        "S": choices_in(rules),
        "C": choices_in(rules_of(country, administrative_area)) if administrative_area else None,
        "D": choices_in(rules_of(country, administrative_area, locality)) if administrative_area and locality else None,
    }
    return [
        AddressField(
            name=LETTERS[letter],
            label_code=_OWN_LABELS.get(letter) or rules[_NAME_TYPES[letter]],
            required=letter in rules["require"],
            choices=lists.get(letter),
        )
        for letter in _form_order(rules)
    ]


def choices_in(rules: Rules) -> tuple[Choice, ...] | None:
    """The parts of a country or area as a list to choose from; None where the data has none."""
    if not rules.get("sub_keys"):
        return None
    keys = rules["sub_keys"]
    return _choices(keys, rules.get("sub_names", keys), rules.get("sub_lnames", keys))


@lru_cache(maxsize=64)
def _choices(keys: str, names: str, latin: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(key, tuple(dict.fromkeys((name, other) if len(other) > 3 else (name,))))
        for key, name, other in zip(keys.split("~"), names.split("~"), latin.split("~"), strict=True)
    )


def postal_doubt(country: str, code: str | None, *, administrative_area: str | None = None) -> str | None:
    """'postal_code_format' or 'postal_code_elsewhere' (not of that area); None: right, empty or no rule known."""
    typed = digits_latin(code or "").strip().upper()
    rules = rules_of(country)
    if not typed or "zip" not in rules:
        return None
    if not re.fullmatch(rules["zip"], typed):
        return "postal_code_format"
    areas = dict(zip(rules.get("sub_keys", "").split("~"), rules.get("sub_zips", "").split("~"), strict=False))
    begins = areas.get(administrative_area or "")
    return "postal_code_elsewhere" if begins and not re.match(begins, typed) else None


def address_doubts(address: PostalAddress) -> dict[str, str]:
    """Field to code of everything that looks unusual, for a warning that may be kept ('kept as typed')."""
    found = postal_doubt(address.country, address.postal_code, administrative_area=address.administrative_area)
    doubts = {"postal_code": found} if found else {}
    for field, shape in _SHAPES.items():
        typed = digits_latin(getattr(address, field) or "").replace(" ", "").upper()
        if typed and not re.fullmatch(shape, typed):
            doubts[field] = f"{field}_format"
    return doubts


def lines(address: PostalAddress) -> list[str]:
    """The address as on an envelope of its country, without name and country; in Latin order if written so.

    Nothing given is left out: what the country's form has no place for follows at the end.
    """
    rules = rules_of(address.country)
    latin = "lfmt" in rules and _is_latin(address)
    said = {letter: getattr(address, field) or "" for letter, field in LETTERS.items()}
    said |= _parts_written(address, latin=latin)
    pattern = rules["lfmt"] if latin else rules["fmt"]
    written = [_line(part, said) for part in pattern.split("%n")]
    rest = [value for letter, value in said.items() if value and f"%{letter}" not in pattern]
    return [line for text in [*written, *rest] for line in text.splitlines() if line.strip()]


def _form_order(rules: Rules) -> str:
    """As on the envelope; but where lists hang on each other, the larger part comes first."""
    order = rules.get("form") or "".join(mark for mark in re.findall("%(.)", rules["fmt"]) if mark in LETTERS)
    if "true" in rules.get("sub_mores", ""):
        parts = iter(mark for mark in "SCD" if mark in order)
        order = "".join(next(parts) if mark in "SCD" else mark for mark in order)
    return order


def _line(pattern: str, said: dict[str, str]) -> str:
    if not any(said.get(letter) for letter in re.findall("%(.)", pattern)):
        return ""
    text = re.sub("%(.)", lambda mark: said.get(mark[1], ""), pattern)
    text = re.sub(r"(?:[,\-]\s*)+(?=,)|[ \t]{2,}", " ", text)
    return text.strip(" ,-")


def _parts_written(address: PostalAddress, *, latin: bool) -> dict[str, str]:
    """Area, locality and district under the name that goes with the rest of the address."""
    parts = [address.administrative_area or "", address.locality or "", address.dependent_locality or ""]
    written = {}
    for depth, (letter, part) in enumerate(zip("SCD", parts, strict=True)):
        listed = choices_in(rules_of(address.country, *parts[:depth])) if part and all(parts[:depth]) else None
        chosen = next((choice for choice in listed or () if choice.value == part), None)
        short = letter == "S" and address.country in _SHORT_AREAS
        written[letter] = part if chosen is None or short else chosen.names[-1 if latin else 0]
    return written


def _is_latin(address: PostalAddress) -> bool:
    """Judged by what the person typed; areas are chosen from a list that keeps the country's own script."""
    typed = address.detailed or address.locality or ""
    return bool(typed) and name_latin(" ".join(typed.split())) == " ".join(typed.split())
