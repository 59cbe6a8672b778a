"""How far a contact's word goes on a day: the person themselves have all, others within their dates (IC-14)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from core.model import Authority, Contact, Customer
from core.sessions import end_sessions

_LADDER = list(Authority)


def authority_of(contact: Contact, *, today: date) -> Authority:
    """What the contact may do today; first and last day count. A removed contact may nothing."""
    if contact.is_removed:
        return Authority.NONE
    if contact.party_id == contact.customer.party_id:
        return Authority.ORDER
    begun = contact.authority_from is None or contact.authority_from <= today
    over = contact.authority_until is not None and contact.authority_until < today
    return contact.authority if begun and not over else Authority.NONE


def reaches(authority: Authority, wanted: Authority) -> bool:
    """Whether an authority includes another."""
    return _LADDER.index(authority) >= _LADDER.index(wanted)


def holds(wanted: Authority, *, today: date) -> ColumnElement[bool]:
    """Condition on Contact, joined with its Customer: the same as authority_of() for many at once."""
    if wanted is Authority.NONE:
        return Contact.removed_at.is_(None)
    enough = Contact.authority.in_(_LADDER[_LADDER.index(wanted) :])
    begun = or_(Contact.authority_from.is_(None), Contact.authority_from <= today)
    lasting = or_(Contact.authority_until.is_(None), Contact.authority_until >= today)
    return Contact.removed_at.is_(None) & or_(Contact.party_id == Customer.party_id, enough & begun & lasting)


def take_authority(db: Session, contact: Contact, *, now: datetime) -> None:
    """Nothing is left of it but the history; whoever is signed in with it is signed out."""
    contact.authority = Authority.NONE
    contact.authority_from = contact.authority_until = None
    contact.authority_evidence = contact.authority_document_id = None
    sign_out(db, contact, now=now)


def sign_out(db: Session, contact: Contact, *, now: datetime) -> None:
    """Ends every session of the contact's own sign-in (R32)."""
    if contact.party.credential is not None:
        end_sessions(db, now=now, credential_id=contact.party.credential.id)
