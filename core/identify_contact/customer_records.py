"""From answers to rows: what belongs to the customer beside who they are: addresses, preferences, consents, access."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.access import Actor
from core.identify_contact.answers import (
    AccessAnswers,
    AddressAnswers,
    ConsentAnswer,
    ConsentAnswers,
    PreferenceAnswers,
)
from core.model import Address, Channel, ContactPreference, Credential, CustomerConsent, Party

_ADDRESS = (
    "type_code", "country", "administrative_area", "locality", "dependent_locality", "detailed", "postal_code",
    "building_number", "additional_number", "short_address", "contact_first", "kept_as_typed",
)  # fmt: skip


def addresses_of(rows: Iterable[AddressAnswers], *, now: datetime) -> list[Address]:
    """Addresses in the fields of their countries; without a choice the first is where contact goes first."""
    return [Address(**values) for values in addresses_values(rows, now=now)]


def addresses_values(rows: Iterable[AddressAnswers], *, now: datetime) -> list[dict[str, Any]]:
    """The same by column, for bulk loads."""
    addresses = [_address(row, now=now) for row in rows]
    if addresses and not any(address["contact_first"] for address in addresses):
        addresses[0]["contact_first"] = True
    return addresses


def address_of(row: AddressAnswers, *, now: datetime) -> Address:
    """One address."""
    return Address(**_address(row, now=now))


def _address(row: AddressAnswers, *, now: datetime) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _ADDRESS} | {"created_at": now}


def preference_of(answers: PreferenceAnswers, *, language: str) -> ContactPreference:
    """How and when the customer wants to be reached."""
    return ContactPreference(**preference_values(answers, language=language))


def preference_values(answers: PreferenceAnswers, *, language: str) -> dict[str, Any]:
    """The same by column, for bulk loads."""
    return {
        "currency": answers.currency or None,
        "language": answers.language or language,
        "do_not_disturb": answers.do_not_disturb,
        "first_channel": answers.first_channel or None,
        "allowed_days": list(answers.allowed_days),
        "allowed_spans": [list(span) for span in answers.allowed_spans],
        "not_then": [[begins.isoformat(), ends.isoformat()] for begins, ends in answers.not_then],
        "zone": answers.zone or None,
    }


def consents_of(
    answers: ConsentAnswers, *, customer_id: int, by: Actor, source: Channel, now: datetime
) -> list[CustomerConsent]:
    """Lines of the consent ledger."""
    return [
        CustomerConsent(
            customer_id=customer_id,
            purpose=line.purpose,
            channel=line.channel,
            given=line.given,
            at=now,
            by_staff_id=by.staff_id,
            source=source.value,
            facts=words_shown(line),
        )
        for line in answers.lines
    ]


def words_shown(line: ConsentAnswer) -> dict[str, Any]:
    """What the ledger keeps of the words under which somebody said yes or no."""
    return {"words": line.words, "language": line.language} if line.words else {}


def credential_of(party: Party, access: AccessAnswers, *, now: datetime) -> Credential:
    """Password and question of a stored party as far as they were given."""
    return Credential(
        party_id=party.id,
        password_hash=access.password_hash or None,
        password_changed_at=now if access.password_hash else None,
        question_code=access.question_code or None,
        own_question=access.own_question or None,
        answer_hash=access.answer_hash or None,
        answer_changed_at=now if access.answer_hash else None,
        language=access.language or None,
        created_at=now,
    )
