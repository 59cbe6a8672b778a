"""How far a contact's word goes on a day: the person themselves have all, others within their dates (IC-14)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from core.model import Authority, Contact, Customer, SignInName
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


def holds(wanted: Authority, *, today: date) -> ColumnElement[bool]:
    """Condition on Contact, joined with its Customer: the same as authority_of() for many at once."""
    if wanted is Authority.NONE:
        return Contact.removed_at.is_(None)
    enough = Contact.authority.in_(_LADDER[_LADDER.index(wanted) :])
    begun = or_(Contact.authority_from.is_(None), Contact.authority_from <= today)
    lasting = or_(Contact.authority_until.is_(None), Contact.authority_until >= today)
    return Contact.removed_at.is_(None) & or_(Contact.party_id == Customer.party_id, enough & begun & lasting)


def take_authority(db: Session, contact: Contact, *, now: datetime) -> None:
    """Nothing is left of it but the history; who signed in with it is signed out and needs another invitation."""
    contact.authority = Authority.NONE
    contact.authority_from = contact.authority_until = None
    contact.authority_evidence = contact.authority_document_id = None
    sign_out(db, contact, now=now)
    credential = contact.party.credential
    if credential is not None and not _has_other_matters(db, contact):
        credential.password_hash = None
        credential.password_version += 1
        db.execute(delete(SignInName).where(SignInName.credential_id == credential.id))


def _has_other_matters(db: Session, contact: Contact) -> bool:
    """Whether they are a customer themselves, or act through another contact: then their access stays."""
    own = select(Customer.id).where(Customer.party_id == contact.party_id)
    others = select(Contact.id).where(Contact.party_id == contact.party_id, Contact.id != contact.id)
    acting = others.where(Contact.removed_at.is_(None), Contact.authority != Authority.NONE)
    return bool(db.scalar(select(own.exists() | acting.exists())))


def sign_out(db: Session, contact: Contact, *, now: datetime) -> None:
    """Ends every session of the contact's own sign-in (R32)."""
    if contact.party.credential is not None:
        end_sessions(db, now=now, credential_id=contact.party.credential.id)
