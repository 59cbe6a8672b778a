"""Certificates as kept: the number encrypted with its row bound in, found by keyed hashes, shown masked (R58, R59)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from core.access import Actor
from core.crypto import keyring
from core.history import Event, record
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.identity_sight import ensure_sight
from core.model import Certificate, Customer
from core.normalise import certificate_number
from core.tokens import public_id

SHOWN = 3
"""How many characters of a masked number are shown."""

DOTS = "•" * 4
"""In place of what is masked, however long it is."""

_NUMBER = "certificate"
_WHOLE = "certificate index"
_ALONE = "certificate number index"


class Sealed(NamedTuple):
    """A number as its columns hold it."""

    number_encrypted: str
    number_index: str | None
    number_alone_index: str


def number_indexes(
    type_code: str, issuing_state: str | None, number: str, *, shared: bool = False
) -> tuple[str | None, str]:
    """Keyed hashes to store: over type, issuing state and number, and over the number alone.

    The first is None for types whose numbers several people share, and where nobody said who issued it: such a
    certificate is found by its number alone, never taken.
    """
    alone = keyring().blind_index(_ALONE, certificate_number(number))
    if shared or not issuing_state:
        return None, alone
    return keyring().blind_index(_WHOLE, _whole(type_code, issuing_state, number)), alone


def wanted_indexes(type_code: str, issuing_state: str | None, number: str) -> tuple[list[str], list[str]]:
    """The same under every key, to search by: whole, alone. Without type and state nothing matches as a whole."""
    alone = keyring().blind_indexes(_ALONE, certificate_number(number))
    if not (type_code and issuing_state):
        return [], alone
    return keyring().blind_indexes(_WHOLE, _whole(type_code, issuing_state, number)), alone


def certificate_of(answers: CertificateAnswers, *, now: datetime) -> Certificate | None:
    """A claim as it was answered; None when it comes later and nobody gave a reason."""
    values = certificate_values(answers, now=now)
    return Certificate(**values) if values else None


def certificate_values(answers: CertificateAnswers, *, now: datetime) -> dict[str, Any] | None:
    """The same by column, for bulk loads."""
    if answers.later and not answers.kept_reason:
        return None
    bound_to, type_code, issuing_state = public_id(), answers.type_code or "not_shown", answers.issuing_state or None
    values = {
        "public_id": bound_to,
        "type_code": type_code,
        "issuing_state": issuing_state,
        "issuing_authority": answers.issuing_authority or None,
        "address_on_certificate": answers.address_on_certificate or None,
        "effective_on": answers.effective_on,
        "expires_on": answers.expires_on,
        "does_not_expire": answers.does_not_expire,
        "kept_reason": answers.kept_reason or None,
        "created_at": now,
    }
    if answers.later:
        return values
    about: Any = {"bound_to": bound_to, "type_code": type_code, "issuing_state": issuing_state}
    sealed = sealed_number(answers.number, shared=answers.shared, **about)
    return values | sealed._asdict()


def seal_number(certificate: Certificate, number: str, *, shared: bool = False) -> None:
    """Writes a number into its row: encrypted, bound to the row's public id, with both indexes."""
    certificate.public_id = certificate.public_id or public_id()
    sealed = sealed_number(
        number, bound_to=certificate.public_id,
        type_code=certificate.type_code, issuing_state=certificate.issuing_state, shared=shared,
    )  # fmt: skip
    certificate.number_encrypted, certificate.number_index, certificate.number_alone_index = sealed


def sealed_number(
    number: str, *, bound_to: str, type_code: str, issuing_state: str | None, shared: bool = False
) -> Sealed:
    """The number encrypted for the row with this public id, and both indexes, for bulk loads."""
    plain = certificate_number(number)
    encrypted = keyring().encrypt(_NUMBER, plain.encode(), bound_to=bound_to)
    return Sealed(encrypted, *number_indexes(type_code, issuing_state, plain, shared=shared))


def certificate_digits(certificate: Certificate) -> str:
    """The number in full, for the process alone: comparing what a caller says. '' where none is on file."""
    if certificate.number_encrypted is None:
        return ""
    return keyring().decrypt(_NUMBER, certificate.number_encrypted, bound_to=certificate.public_id).decode()


def number_ending(certificate: Certificate) -> str:
    """Dots and the last three, '••••456', for its owner and for who verified the caller; all dots when very short."""
    return mask(certificate_digits(certificate))


def mask(number: str) -> str:
    """A number behind dots but for its last three characters."""
    shown = number[-SHOWN:] if len(number) > SHOWN * 2 else ""
    return f"{DOTS}{shown}" if number else ""


def reveal_number(
    db: Session, certificate: Certificate, *, customer: Customer, by: Actor, now: datetime, reason: str = ""
) -> str:
    """The number in full, shown to who may see it; the look is in the history before the page is.

    Raises NotAllowed('not_verified' | 'reason_missing' | 'not_allowed').
    """
    why = ensure_sight(db, customer, by=by, now=now, reason=reason)
    facts = {"certificate": certificate.public_id, "type": certificate.type_code, "why": why}
    values = {"reason": (None, reason)} if reason else None
    record(
        db, Event.CERTIFICATE_REVEALED,
        by=by, now=now, customer=customer, party=customer.party, facts=facts, values=values,
    )  # fmt: skip
    return certificate_digits(certificate)


def _whole(type_code: str, issuing_state: str, number: str) -> str:
    return "\x1f".join((type_code, issuing_state, certificate_number(number)))
