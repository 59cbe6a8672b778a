"""What is known of a person, what is asked about them, and what is answered (IC-2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from core.model import Customer, Gender


class Band(StrEnum):
    """How likely two are one; what is less than weak is not shown."""

    CERTAIN = "certain"
    LIKELY = "likely"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, as a code that the web words; facts hold no personal data."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


class Addressed(Protocol):
    """What an address says; the model's and the answers' both do."""

    @property
    def country(self) -> str: ...
    @property
    def administrative_area(self) -> str | None: ...
    @property
    def locality(self) -> str | None: ...
    @property
    def dependent_locality(self) -> str | None: ...
    @property
    def detailed(self) -> str | None: ...
    @property
    def postal_code(self) -> str | None: ...
    @property
    def building_number(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives, as far as it tells one from another."""

    country: str
    postal_code: str = ""
    locality: str = ""
    street: str = ""


def place_of(address: Addressed) -> Place:
    """The place an address names."""
    locality = address.locality or address.dependent_locality or address.administrative_area or ""
    street = " ".join(part for part in (address.detailed, address.building_number) if part)
    return Place(address.country, address.postal_code or "", locality, street)


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate: its type, who issued it, the keyed hash of the whole, and whether somebody has checked it."""

    type_code: str
    issuing_state: str
    index: str
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of one person or organisation, in stored form; "", None and () where nothing is."""

    last_name: str = ""
    middle_name: str = ""
    first_name: str = ""
    latin_name: str = ""
    legal_name: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    certificates: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A customer who may be the person asked about. `score` 0 to 100; `person` is what was compared."""

    customer: Customer
    evidence: tuple[Evidence, ...]
    score: int
    band: Band
    person: Person = field(default_factory=Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuery:
    """What is known of the person asked about, in stored form; "" and None where nothing is.

    `customer_id` and `party_id`: a customer who is known already: they themselves and whoever was said to be somebody
    else are left out; `not_same`: codes of customers whom staff ruled out before there was a customer.
    """

    type_code: str = ""
    number: str = ""
    issuing_state: str = ""
    service_number: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    last_name: str = ""
    middle_name: str = ""
    first_name: str = ""
    latin_name: str = ""
    legal_name: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    addresses: tuple[Addressed, ...] = ()
    certificates: tuple[Shown, ...] = ()
    customer_id: int | None = None
    party_id: int | None = None
    not_same: tuple[str, ...] = ()

    @property
    def asked(self) -> list[str]:
        """Names of what was asked for, for the history."""
        said = {
            "certificate": self.number,
            "service_number": self.service_number,
            "email": self.emails,
            "phone": self.phones,
            "name": self.last_name or self.first_name or self.legal_name,
            "birth_date": self.birth_date,
            "address": self.addresses,
        }
        return [name for name, value in said.items() if value]

    @property
    def person(self) -> Person:
        """The person asked about, to be compared."""
        return Person(
            last_name=self.last_name,
            middle_name=self.middle_name,
            first_name=self.first_name,
            latin_name=self.latin_name,
            legal_name=self.legal_name,
            birth_date=self.birth_date,
            gender=self.gender,
            emails=self.emails,
            phones=self.phones,
            places=tuple(place_of(address) for address in self.addresses),
            certificates=self.certificates,
        )
