"""All rules of registration on one row, so that whoever mends it sees everything at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import Invalid, Problem
from core.identify_contact.answers import (
    RegistrationAnswers,
    examine_addresses,
    examine_basic,
    examine_certificate,
    examine_contacts,
    examine_preferences,
)
from core.identify_contact.bulk_import.columns import LABELS
from core.identify_contact.certificate_types import ANY_TYPE
from core.identify_contact.doors import is_reached, reference_of
from core.model import Channel

if TYPE_CHECKING:
    from core.identify_contact.bulk_import.rows import Reading

Part = TypeVar("Part")
_DOOR = Channel.IMPORT
_NOT_FOR_CHANGES = frozenset({"name_missing", "legal_name_missing"})
"""A row about somebody who is there need not say what they are called."""
_UNFINISHED = frozenset({"address_field_missing", "country_missing"})
LEFT_OUT = "import_address_left_out"
"""Told where an address that only lacks something was left out of a row that is taken all the same: an import asks
for a name and a way to be reached, not for an address."""


def examine_row(
    answers: RegistrationAnswers, *, reading: Reading, said: frozenset[str]
) -> tuple[RegistrationAnswers, list[Problem]]:
    """The answers in the form that is stored, and every problem under the name of its field; see LEFT_OUT."""
    found: list[Problem] = []

    def tried(prefix: str, typed: Part, examine: Callable[[], Part]) -> Part:
        try:
            return examine()
        except Invalid as refused:
            found.extend(Problem(_field(prefix, each, said), each.code, each.facts) for each in refused.problems)
            return typed

    basic, certificate, preferences, region = answers.basic, answers.certificate, answers.preferences, reading.region
    rules = reading.types.get(certificate.type_code, ANY_TYPE) if certificate else ANY_TYPE
    common: Any = {"today": reading.today, "door": _DOOR}
    examined = replace(
        answers,
        basic=basic and tried("basic", basic, lambda: examine_basic(basic, region=region, **common)),
        certificate=certificate
        and tried("certificate", certificate, lambda: examine_certificate(certificate, rules=rules, **common)),
        contacts=tried("contacts", answers.contacts, lambda: examine_contacts(answers.contacts, region=region)),
        addresses=tried("address", answers.addresses, lambda: examine_addresses(answers.addresses)),
        preferences=preferences and tried("preferences", preferences, lambda: examine_preferences(preferences)),
        external_reference=tried("", answers.external_reference, lambda: reference_of(answers.external_reference)),
    )
    left_out, found = _unfinished(found, said)
    examined = replace(examined, addresses=()) if left_out else examined
    if not (is_reached(examined) or examined.external_reference or found or reading.updates):
        found.append(Problem("", "contact_method_missing"))
    return examined, [*(_for_changes(found, said) if reading.updates else found), *left_out]


def _unfinished(found: list[Problem], said: frozenset[str]) -> tuple[list[Problem], list[Problem]]:
    """What is told of an address to which nothing is wrong but that parts of it are missing, and the other problems."""
    of_it = [problem for problem in found if problem.field.startswith("address.")]
    if not of_it or any(problem.code not in _UNFINISHED for problem in of_it):
        return [], found
    first = next(name for name in LABELS if name.startswith("address.") and name in said)
    return [Problem(first, LEFT_OUT)], [problem for problem in found if problem not in of_it]


def _for_changes(found: list[Problem], said: frozenset[str]) -> list[Problem]:
    """Without what matters only of somebody new."""
    return [problem for problem in found if problem.code not in _NOT_FOR_CHANGES or "basic.kind" in said]


def needs_to_be_new(answers: RegistrationAnswers) -> list[Problem]:
    """What a row lacks to make somebody new, after it has been examined as a change."""
    basic = answers.basic
    lacks = []
    if basic is None or not (basic.last_name or basic.middle_name or basic.first_name or basic.legal_name):
        lacks.append(Problem("basic.last_name", "name_missing"))
    if not (is_reached(answers) or answers.external_reference):
        lacks.append(Problem("", "contact_method_missing"))
    return lacks


def _field(prefix: str, problem: Problem, said: frozenset[str]) -> str:
    """The name that columns.FIELDS has for the field of a problem."""
    name = problem.field
    if prefix == "contacts":
        first = name.startswith("contacts-0-methods-0")
        return "landline" if first and "landline" in said else "method.value"
    if prefix == "address":
        name = name.removeprefix("addresses-0-")
    return f"{prefix}.{name}" if prefix else name
