"""Giving, changing and ending the authority of a contact, on evidence that is kept (IC-14)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.access import Actor, Permission, ensure, may
from core.errors import Conflict, Invalid, NotAllowed, NotFound, WrongStatus
from core.history import Event, record
from core.identify_contact.authority import authority_of, sign_out, take_authority
from core.identify_contact.authority_answers import AuthorityAnswers, Upload
from core.identify_contact.checked_identity import customer_to_change
from core.identify_contact.documents import add_document
from core.identify_contact.identity_sight import LIVING, verified_contacts
from core.model import Authority, Contact, Customer, CustomerStatus, Document, DocumentState, Party
from core.submission import claim, settle

_ACT = "set_authority"
_END = "end_authority"


def set_authority(
    db: Session,
    code: str,
    contact_id: str,
    answers: AuthorityAnswers,
    *,
    seen_version: int,
    upload: Upload | None = None,
    key: str,
    by: Actor,
    now: datetime,
) -> Contact:
    """Gives a contact an authority in place of the one they had; the same `key` does it once.

    It takes a caller who is verified and may change all, a supervisor, or for a prospect whoever is here with the
    document; to let somebody change all of an active customer it takes a supervisor. Where it narrows what they may,
    they are signed out. Raises Invalid beside authority, valid_until, evidence, file; NotFound, StaleVersion;
    NotAllowed('not_verified_for_authority'), Conflict('authority_own' | 'authority_supervisor_needed'), WrongStatus.
    """
    ensure(by, Permission.AUTHORITY_SET)
    customer, contact = contact_to_change(db, code, contact_id, by=by)
    if claim(db, key, act=_ACT, by=by, now=now) is not None:
        return contact
    contact.must_be_version(seen_version)
    _may_set(db, customer, answers, by=by, now=now)
    _examine(answers, today=now.date())
    document = _document(db, customer.party, answers, upload, by=by, now=now)
    _write(db, contact, answers, document, by=by, now=now)
    facts = _facts(contact) | {"document": document.public_id}
    record(db, Event.AUTHORITY_SET, by=by, now=now, customer=customer, party=contact.party, facts=facts)
    settle(db, key, result=contact.public_id)
    return contact


def end_authority(
    db: Session,
    code: str,
    contact_id: str,
    *,
    seen_version: int,
    present: bool = False,
    key: str,
    by: Actor,
    now: datetime,
) -> Contact:
    """Ends it at once: they are signed out, and from then on open nothing; the same `key` does it once.

    Also the contact themselves, verified, may give it back. Raises as set_authority(), and
    Conflict('authority_none') where there is none to end.
    """
    ensure(by, Permission.AUTHORITY_SET)
    customer, contact = contact_to_change(db, code, contact_id, by=by)
    if claim(db, key, act=_END, by=by, now=now) is not None:
        return contact
    contact.must_be_version(seen_version)
    if contact.authority is Authority.NONE:
        raise Conflict("authority_none")
    if contact not in verified_contacts(db, customer, Authority.NONE, by=by, now=now):
        _grounds(db, customer, present=present, by=by, now=now)
    facts = _facts(contact)
    take_authority(db, contact, now=now)
    contact.authority_set_by_id = by.staff_id
    record(db, Event.AUTHORITY_ENDED, by=by, now=now, customer=customer, party=contact.party, facts=facts)
    settle(db, key, result=contact.public_id)
    return contact


def contact_to_change(db: Session, code: str, contact_id: str, *, by: Actor) -> tuple[Customer, Contact]:
    """Customer and contact, held until the act ends. Raises NotFound, WrongStatus, Conflict('authority_own')."""
    customer = customer_to_change(db, code, by=by)
    if customer.status not in LIVING:
        raise WrongStatus("customer_gone")
    contact = db.scalar(
        select(Contact)
        .options(joinedload(Contact.party).joinedload(Party.credential))
        .where(Contact.public_id == contact_id, Contact.customer_id == customer.id, Contact.removed_at.is_(None))
        .execution_options(populate_existing=True)
    )
    if contact is None:
        raise NotFound("contact_gone")
    if contact.party_id == customer.party_id:
        raise Conflict("authority_own")
    return customer, contact


def _may_set(db: Session, customer: Customer, answers: AuthorityAnswers, *, by: Actor, now: datetime) -> None:
    """Who may change all of an active customer is a matter of their identity: it takes a supervisor."""
    _grounds(db, customer, present=answers.present, by=by, now=now)
    wide = answers.authority.reaches(Authority.CHANGE_ALL)
    if wide and customer.status is CustomerStatus.ACTIVE and not may(by, Permission.ORDER_APPROVE):
        raise Conflict("authority_supervisor_needed")


def _grounds(db: Session, customer: Customer, *, present: bool, by: Actor, now: datetime) -> None:
    """Somebody who may decide it is on the line or here, or a supervisor takes it on themselves."""
    here = present and customer.status is CustomerStatus.PROSPECT
    if here or may(by, Permission.ORDER_APPROVE):
        return
    if not verified_contacts(db, customer, Authority.CHANGE_ALL, by=by, now=now):
        raise NotAllowed("not_verified_for_authority")


def _examine(answers: AuthorityAnswers, *, today: date) -> None:
    if answers.authority is Authority.NONE:
        raise Invalid.one("authority", "authority_missing")
    if answers.valid_until is not None and answers.valid_until < today:
        raise Invalid.one("valid_until", "authority_until_past")
    if answers.valid_from and answers.valid_until and answers.valid_until < answers.valid_from:
        raise Invalid.one("valid_until", "authority_dates_crossed")
    if answers.evidence is None:
        raise Invalid.one("evidence", "evidence_missing")


def _write(
    db: Session, contact: Contact, answers: AuthorityAnswers, document: Document, *, by: Actor, now: datetime
) -> None:
    before = authority_of(contact, today=now.date())
    contact.authority = answers.authority
    contact.authority_from, contact.authority_until = answers.valid_from, answers.valid_until
    contact.authority_evidence = answers.evidence.value if answers.evidence else None
    contact.authority_document_id, contact.authority_set_by_id = document.id, by.staff_id
    if not authority_of(contact, today=now.date()).reaches(before):
        sign_out(db, contact, now=now)


def _document(
    db: Session, party: Party, answers: AuthorityAnswers, upload: Upload | None, *, by: Actor, now: datetime
) -> Document:
    """What shows it: the file that came along, else one of the customer's own documents."""
    if upload is not None:
        return add_document(db, upload.store, upload.file, owner=party, by=by, now=now)
    theirs = (Document.party_id == party.id, Document.removed_at.is_(None), Document.state != DocumentState.REFUSED)
    found = db.scalar(select(Document).where(Document.public_id == answers.document, *theirs))
    if found is None:
        raise Invalid.one("file", "evidence_document_missing")
    return found


def _facts(contact: Contact) -> dict[str, Any]:
    return {
        "contact": contact.public_id,
        "authority": contact.authority.value,
        "valid_from": contact.authority_from.isoformat() if contact.authority_from else None,
        "valid_until": contact.authority_until.isoformat() if contact.authority_until else None,
        "evidence": contact.authority_evidence,
    }
