"""What a row changes about a customer: fields with what stands there and what shall, and what is added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from core.errors import Problem
from core.identify_contact.answers import AddressAnswers, CertificateAnswers, RegistrationAnswers
from core.identify_contact.records import media_of
from core.model import Address, Customer, Gender, IdentityState, Party

IDENTITY = frozenset(
    {"last_name", "middle_name", "first_name", "latin_name", "one_name", "gender", "nationality", "birth_date",
     "legal_name", "registration_number"}
)  # fmt: skip
"""What a checked identity rests on: changed by a modification order, never by a file."""
_NOT_KEPT_HERE = frozenset({"kind", "email", "mobile"})
Spot = tuple[str, int, str]
"""Where a value stands: party, preference, customer or address; the address's key, else 0; the field."""


@dataclass(slots=True)
class Changes:
    """Of one row about one customer."""

    values: dict[Spot, tuple[Any, Any]] = field(default_factory=dict)
    """Where → what stands there, what shall."""
    media: list[Any] = field(default_factory=list)
    address: AddressAnswers | None = None
    certificate: CertificateAnswers | None = None
    preference: bool = False
    """A row of preferences has to be made first."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def fields(self) -> list[str]:
        """Names of what changes, for the history."""
        added = [("media", self.media), ("address", self.address), ("certificate", self.certificate)]
        return sorted({*(spot[2] for spot in self.values), *(name for name, there in added if there)})


def changes_of(customer: Customer, answers: RegistrationAnswers, said: frozenset[str]) -> Changes:
    """What of the row is not so already. Cells that are empty change nothing."""
    found = Changes()
    _of_party(customer, answers, said, found)
    _of_reach(customer, answers, found)
    if answers.addresses:
        _of_address(customer.party, answers.addresses[0], said, found)
    _of_certificate(customer.party, answers, found)
    _of_preferences(customer, answers, said, found)
    if answers.external_reference and answers.external_reference != customer.external_reference:
        if customer.external_reference:
            found.problems.append(Problem("external_reference", "import_reference_differs"))
        found.values["customer", 0, "external_reference"] = (customer.external_reference, answers.external_reference)
    return found


def part_said(said: Iterable[str], part: str) -> list[str]:
    """Fields of one part that hold something."""
    return sorted(name.partition(".")[2] for name in said if name.startswith(f"{part}."))


def _of_party(customer: Customer, answers: RegistrationAnswers, said: frozenset[str], found: Changes) -> None:
    party, basic = customer.party, answers.basic
    for name in part_said(said, "basic"):
        before, after = getattr(party, name, None), getattr(basic, name)
        if name == "kind" and before is not after:
            found.problems.append(Problem("basic.kind", "import_kind_differs"))
        if name in _NOT_KEPT_HERE or before == after:
            continue
        if name in IDENTITY and customer.identity_state is IdentityState.CHECKED:
            found.problems.append(Problem(f"basic.{name}", "import_identity_checked"))
        found.values["party", 0, name] = (before, after)


def _of_reach(customer: Customer, answers: RegistrationAnswers, found: Changes) -> None:
    if answers.basic is None:
        return
    there = {(medium.kind, medium.value) for medium in customer.party.media if not medium.is_removed}
    said = media_of(answers.basic, answers.contacts, confirmed="", now=customer.registered_at)
    found.media = [medium for medium in said if (medium.kind, medium.value) not in there]


def _of_address(party: Party, answers: AddressAnswers, said: frozenset[str], found: Changes) -> None:
    there = address_like(party, answers.type_code)
    if there is None:
        found.address = answers
        return
    for name in part_said(said, "address"):
        before, after = getattr(there, name), getattr(answers, name)
        if before != after:
            found.values["address", there.id, name] = (before, after)


def address_like(party: Party, type_code: str) -> Address | None:
    """The address of that type which is there already."""
    return next((each for each in party.addresses if not each.is_removed and each.type_code == type_code), None)


def _of_certificate(party: Party, answers: RegistrationAnswers, found: Changes) -> None:
    from core.identify_contact.certificates import certificate_digits

    certificate = answers.certificate
    if certificate is None or not certificate.number:
        return
    numbers = {certificate_digits(each) for each in party.certificates if not each.is_removed} - {""}
    if not numbers:
        found.certificate = certificate
    elif certificate.number not in numbers:
        found.problems.append(Problem("certificate.number", "import_certificate_differs"))


def _of_preferences(customer: Customer, answers: RegistrationAnswers, said: frozenset[str], found: Changes) -> None:
    if answers.preferences is None:
        return
    there = customer.preference
    found.preference = there is None
    for name in part_said(said, "preferences"):
        before, after = getattr(there, name, None), getattr(answers.preferences, name)
        if before != after:
            found.values["preference", 0, name] = (before, after)


def as_kept(value: Any) -> Any:
    """A value as it stands in the record of what was before."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def as_stored(name: str, value: Any) -> Any:
    """The value again, as the model has it."""
    if name == "birth_date" and value:
        return date.fromisoformat(value)
    return Gender(value) if name == "gender" and value else value
