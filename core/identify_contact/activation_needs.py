"""What a prospect still lacks to become an active customer (IC-12, IC-14)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from core.identify_contact.authority import authority_of
from core.identify_contact.what_is_held import Held
from core.model import Authority, Certificate, CertificateState, IdentityState, PartyKind, RegistrationState


class Lack(StrEnum):
    """One thing that is missing, in the order in which it is mended."""

    REGISTRATION = "registration"
    """Held, or refused: somebody has to say first who this is."""
    CERTIFICATE = "certificate"
    EXPIRED = "expired"
    CHECK = "check"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    AUTHORITY = "authority"
    """An organisation has nobody who may change all."""


def lacks(held: Held, *, today: date) -> tuple[Lack, ...]:
    """Everything that is missing, from what is on file; service number and account are entered with it."""
    rows = [each.row for each in held.certificates]
    found = [_undecided(held), _certificate(rows, held.customer.identity_state, today=today)]
    if held.party.kind is PartyKind.PERSON and held.party.birth_date is None:
        found.append(Lack.BIRTH_DATE)
    if not held.addresses:
        found.append(Lack.ADDRESS)
    if held.party.kind is PartyKind.ORGANISATION and not any(
        authority_of(each.row, today=today).reaches(Authority.CHANGE_ALL)
        for each in held.contacts
        if not each.in_person
    ):
        found.append(Lack.AUTHORITY)
    return tuple(lack for lack in found if lack)


def _undecided(held: Held) -> Lack | None:
    state = held.registration.state if held.registration else None
    return Lack.REGISTRATION if state in (RegistrationState.HELD, RegistrationState.REFUSED) else None


def _certificate(rows: list[Certificate], state: IdentityState, *, today: date) -> Lack | None:
    numbered = [row for row in rows if row.number_encrypted and row.state is not CertificateState.REFUSED]
    valid = [row for row in numbered if not row.is_expired(today)]
    if not numbered:
        return Lack.CERTIFICATE
    if not valid:
        return Lack.EXPIRED
    checked = any(row.state is CertificateState.CHECKED for row in valid)
    return None if checked and state is IdentityState.CHECKED else Lack.CHECK
