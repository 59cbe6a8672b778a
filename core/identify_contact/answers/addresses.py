"""Rules of the address table (IC-7): the country's required fields, and a doubt that warns once and may be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from core.errors import Invalid
from core.identify_contact import limits
from core.identify_contact.addresses import PostalAddress, address_doubts, fields_for
from core.identify_contact.answers.problems import Problems
from core.identify_contact.answers.records import AddressAnswers
from core.normalise import digits_latin

_LINES = (
    "administrative_area", "locality", "dependent_locality", "detailed", "postal_code", "building_number",
    "additional_number", "short_address",
)  # fmt: skip


def examine_address(answers: AddressAnswers) -> AddressAnswers:
    """One address as it is stored.

    Raises Invalid: address_type_missing, country_missing, country_unknown, address_field_missing and, unless
    `kept_as_typed`, the doubts of core.identify_contact.addresses (postal_code_format …).
    """
    problems = Problems()
    said: dict[str, Any] = {
        name: problems.text(name, getattr(answers, name), most=limits.ADDRESS_LINE, lines=name == "detailed") or None
        for name in _LINES
    }
    if said["postal_code"]:
        said["postal_code"] = digits_latin(said["postal_code"]).upper()
    examined = replace(
        answers,
        row=problems.text("row", answers.row, most=limits.SHORT_TEXT),
        type_code=problems.code("type_code", answers.type_code, needed="address_type_missing"),
        country=problems.state("country", answers.country),
        **said,
    )
    if not answers.country:
        problems.add("country", "country_missing")
    else:
        _fields(examined, problems)
    problems.must_be_none()
    return examined


def examine_addresses(rows: Sequence[AddressAnswers]) -> tuple[AddressAnswers, ...]:
    """All addresses; fields are named `addresses-<place>-…`. Raises Invalid as examine_address(), too_many_addresses,
    only_one_contact_first.
    """
    problems = Problems()
    if len(rows) > limits.ADDRESSES:
        raise Invalid.one("addresses", "too_many_addresses", most=limits.ADDRESSES)
    if sum(row.contact_first for row in rows) > 1:
        problems.add("addresses", "only_one_contact_first")
    examined = []
    for place, row in enumerate(rows):
        try:
            examined.append(examine_address(row))
        except Invalid as refused:
            problems.add_all(refused, prefix=f"addresses-{place}-")
    problems.must_be_none()
    return tuple(examined)


def _fields(answers: AddressAnswers, problems: Problems) -> None:
    fields = fields_for(answers.country, administrative_area=answers.administrative_area, locality=answers.locality)
    for field in fields:
        if field.required and not getattr(answers, field.name):
            problems.add(field.name, "address_field_missing", label=field.label_code)
    if not answers.kept_as_typed:
        for name, doubt in address_doubts(cast("PostalAddress", answers)).items():
            problems.add(name, doubt)
