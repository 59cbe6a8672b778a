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
    NoticeKind,
    RegistrationState,
)
from core.numbers import code_of
from jobs.synthesis.history_rows import REGISTERED, line
from jobs.synthesis.party_rows import DECIDED_AFTER, KEYS, address_row, certificate_row, key_rows, medium_row, party_row
from jobs.synthesis.people import Person
from jobs.synthesis.public_ids import public_id

Row = tuple[str, dict[str, Any]]

CHECKED_SHARE = 4
"""Every fourth identity is still unchecked, as where people register themselves."""
SPOKEN = ("en", "zh", "ar")
"""Languages in which the notices are written."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the keys and codes of this load begin, who decides, and the hashes that everybody shares."""

    keys: dict[str, int]
    codes: int
    clerk: int
    """The member of staff who looked at registrations."""
    password_hash: str
    answer_hash: str


HISTORY = 3
"""Keys of the history that are set aside for each customer."""
_REGISTERED = {"channel": Channel.PORTAL.value, "confirmed": True}
_ACCEPTED = {"identity_checked": True}
_NOTHING: list[Any] = []
_NO_FACTS: dict[str, Any] = {}


def customer_rows(number: int, who: Person, numbering: Numbering, *, touched: datetime | None) -> Iterator[Row]:
    """Every row of customer `number` (from 0 in this load), table by table in the order of their keys.

    `touched` is when a salesperson last spoke with them.
    """
    at, keys = who.registered_at, {name: first + number for name, first in numbering.keys.items()}
    party, customer = keys["party"], keys["customer"]
    clerk = numbering.clerk if number % CHECKED_SHARE else None
    yield "party", party_row(party, who)
    yield "customer", _customer(customer, party, number, who, numbering, clerk=clerk, touched=touched)
    yield "contact", _contact(keys["contact"], customer, party, at)
    first = numbering.keys["contact_medium"] + 2 * number
    for place, (kind, value) in enumerate(((MediumKind.EMAIL, who.email), (MediumKind.MOBILE, who.mobile))):
        yield "contact_medium", medium_row(first + place, party, kind, value, at, place)
    yield "certificate", certificate_row(keys["certificate"], party, who, clerk=clerk)
    yield "address", address_row(keys["address"], party, who)
    for row in key_rows(numbering.keys["match_key"] + KEYS * number, party, who):
        yield "match_key", row
    yield "contact_preference", _preference(keys["contact_preference"], customer, who)
    yield "customer_consent", _consent(keys["customer_consent"], customer, number, at)
    first = numbering.keys["notice_acceptance"] + 2 * number
    yield "notice_acceptance", _acceptance(first, party, NoticeKind.PRIVACY, who)
    yield "notice_acceptance", _acceptance(first + 1, party, NoticeKind.TERMS, who)
    yield "registration", _registration(keys["registration"], customer, at, clerk=clerk)
    yield "credential", _credential(keys["credential"], party, at, numbering)
    yield "sign_in_name", _sign_in_name(keys["sign_in_name"], keys["credential"], who)
    first = numbering.keys["history"] + HISTORY * number
    for place, told in enumerate(_history(customer, party, at, clerk)):
        yield "history", line(first + place, **told)


def _customer(
    key: int, party: int, number: int, who: Person, numbering: Numbering, *, clerk: int | None, touched: datetime | None
) -> dict[str, Any]:
    return {
        "id": key,
        "public_id": public_id(),
        "code": code_of(numbering.codes + number),
        "party_id": party,
        "status": CustomerStatus.PROSPECT,
        "identity_state": IdentityState.CHECKED if clerk else IdentityState.NOT_CHECKED,
        "channel": Channel.PORTAL,
        "registered_at": who.registered_at,
        "last_contact_at": touched or who.registered_at,
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
        "allowed_days": _NOTHING,
        "allowed_spans": _NOTHING,
        "not_then": _NOTHING,
        "zone": who.country.zone,
        "version": 1,
    }


def _registration(key: int, customer: int, at: datetime, *, clerk: int | None) -> dict[str, Any]:
    return {
        "id": key,
        "customer_id": customer,
        "channel": Channel.PORTAL,
        "state": RegistrationState.ACCEPTED if clerk else RegistrationState.NEW,
        "at": at,
        "decided_at": at + DECIDED_AFTER if clerk else None,
        "decided_by_id": clerk,
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


def _sign_in_name(key: int, credential: int, who: Person) -> dict[str, Any]:
    return {"id": key, "credential_id": credential, "value": who.email, "confirmed_at": who.registered_at}


def _consent(key: int, customer: int, number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "customer_id": customer,
        "purpose": "own_marketing",
        "channel": "email",
        "given": number % 3 != 0,
        "at": at,
        "source": Channel.PORTAL.value,
        "facts": _NO_FACTS,
    }


def _acceptance(key: int, party: int, kind: NoticeKind, who: Person) -> dict[str, Any]:
    language = who.country.language if who.country.language in SPOKEN else "en"
    return {
        "id": key, "party_id": party, "kind": kind, "version": 1, "language": language, "at": who.registered_at,
        "channel": Channel.PORTAL,
    }  # fmt: skip


def _history(customer: int, party: int, at: datetime, clerk: int | None) -> Iterator[dict[str, Any]]:
    about = {"customer": customer, "at": at}
    yield {"event": "customer_registered", "party": party, "fields": REGISTERED, "facts": _REGISTERED, **about}
    if clerk:
        about = {"customer": customer, "staff": clerk, "at": at + DECIDED_AFTER}
        yield {"event": "registration_accepted", "facts": _ACCEPTED, **about}
        yield {"event": "identity_checked", **about}
