"""The rows of one customer, as core.identify_contact.registration writes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.model import (
    Authority,
    Channel,
    CustomerStatus,
    IdentityState,
    MediumKind,
    RegistrationState,
)
from core.numbers import code_of
from core.tokens import public_id
from jobs.synthesis.party_rows import address_row, certificate_row, medium_row, party_row
from jobs.synthesis.people import Person

Row = tuple[str, dict[str, Any]]

CHECKED_SHARE = 4
"""Every fourth identity is still unchecked, as where people register themselves."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the keys and codes of this load begin."""

    keys: dict[str, int]
    codes: int
    password_hash: str
    answer_hash: str


def customer_rows(number: int, who: Person, numbering: Numbering) -> Iterator[Row]:
    """Every row of customer `number` (from 0 in this load), table by table in the order of their keys."""
    at, keys = who.registered_at, numbering.keys
    party, customer = keys["party"] + number, keys["customer"] + number
    checked = number % CHECKED_SHARE != 0
    yield "party", party_row(party, who)
    yield "customer", _customer(customer, party, number, who, numbering, checked=checked)
    yield "contact", _contact(keys["contact"] + number, customer, party, at)
    for place, (kind, value) in enumerate(((MediumKind.EMAIL, who.email), (MediumKind.MOBILE, who.mobile))):
        yield "contact_medium", medium_row(keys["contact_medium"] + 2 * number + place, party, kind, value, at, place)
    yield "certificate", certificate_row(keys["certificate"] + number, party, who, checked=checked)
    yield "address", address_row(keys["address"] + number, party, who)
    yield "contact_preference", _preference(keys["contact_preference"] + number, customer, who)
    yield "registration", _registration(keys["registration"] + number, customer, at, checked=checked)
    yield "credential", _credential(keys["credential"] + number, party, at, numbering)
    yield (
        "sign_in_name",
        {
            "id": keys["sign_in_name"] + number,
            "credential_id": keys["credential"] + number,
            "value": who.email,
            "confirmed_at": at,
        },
    )
    yield "history", _history(keys["history"] + number, customer, party, at)


def _customer(key: int, party: int, number: int, who: Person, numbering: Numbering, *, checked: bool) -> dict[str, Any]:
    return {
        "id": key,
        "public_id": public_id(),
        "code": code_of(numbering.codes + number),
        "party_id": party,
        "status": CustomerStatus.PROSPECT,
        "identity_state": IdentityState.CHECKED if checked else IdentityState.NOT_CHECKED,
        "channel": Channel.PORTAL,
        "registered_at": who.registered_at,
        "last_contact_at": who.registered_at,
        "version": 1,
    }


def _contact(key: int, customer: int, party: int, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "public_id": public_id(),
        "customer_id": customer,
        "party_id": party,
        "type_code": "primary",
        "authority": Authority.ORDER,
        "created_at": at,
        "version": 1,
    }


def _preference(key: int, customer: int, who: Person) -> dict[str, Any]:
    return {
        "id": key,
        "customer_id": customer,
        "currency": who.country.currency,
        "language": who.country.language,
        "do_not_disturb": False,
        "allowed_days": [],
        "allowed_spans": [],
        "not_then": [],
        "zone": who.country.zone,
        "version": 1,
    }


def _registration(key: int, customer: int, at: datetime, *, checked: bool) -> dict[str, Any]:
    return {
        "id": key,
        "customer_id": customer,
        "channel": Channel.PORTAL,
        "state": RegistrationState.ACCEPTED if checked else RegistrationState.NEW,
        "at": at,
        "decided_at": at if checked else None,
        "version": 1,
    }


def _credential(key: int, party: int, at: datetime, numbering: Numbering) -> dict[str, Any]:
    return {
        "id": key,
        "party_id": party,
        "password_hash": numbering.password_hash,
        "password_changed_at": at,
        "password_version": 1,
        "question_code": "first_teacher",
        "answer_hash": numbering.answer_hash,
        "answer_changed_at": at,
        "created_at": at,
        "version": 1,
    }


def _history(key: int, customer: int, party: int, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "at": at,
        "event": "customer_registered",
        "outcome": "done",
        "by_kind": "public",
        "customer_id": customer,
        "party_id": party,
        "fields": [],
        "facts": {"channel": Channel.PORTAL.value},
    }
