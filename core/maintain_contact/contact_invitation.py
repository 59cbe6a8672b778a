"""A sign-in of their own for a contact, by a link to the e-mail or mobile on file: 24 hours, once (IC-14)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import Conflict
from core.history import Event, record
from core.identify_contact.authority_setting import contact_to_change
from core.maintain_contact.customer_links import SET_LASTS, new_link
from core.model import Authority, Contact, ContactMedium, Credential, Customer, LinkPurpose, MediumKind, SignInName
from core.outbox import send
from core.submission import claim, settle

_ACT = "invite_contact"
_BY = (MediumKind.EMAIL, MediumKind.MOBILE)


def invite_contact(
    db: Session, code: str, contact_id: str, *, seen_version: int, key: str, by: Actor, now: datetime
) -> Contact:
    """Sends a contact the link by which they choose a password and a question of their own; links before it die.

    Following it proves that the address is theirs: it signs in from then on. The same `key` sends once. Raises
    NotFound, StaleVersion, Conflict('invite_without_authority' | 'invite_no_way' | 'invite_name_taken' |
    'invite_has_sign_in').
    """
    ensure(by, Permission.AUTHORITY_SET)
    customer, contact = contact_to_change(db, code, contact_id, by=by)
    if claim(db, key, act=_ACT, by=by, now=now) is not None:
        return contact
    contact.must_be_version(seen_version)
    over = contact.authority_until is not None and contact.authority_until < now.date()
    if contact.authority is Authority.NONE or over:
        raise Conflict("invite_without_authority")
    credential = _credential(db, contact, now=now)
    medium = _way(db, contact, credential)
    _send(db, customer, contact, credential, medium, now=now)
    record(
        db, Event.CONTACT_INVITED,
        by=by, now=now, customer=customer, party=contact.party, facts={"contact": contact.public_id},
    )  # fmt: skip
    settle(db, key, result=contact.public_id)
    return contact


def _credential(db: Session, contact: Contact, *, now: datetime) -> Credential:
    credential = contact.party.credential
    if credential is not None and credential.password_hash is not None:
        raise Conflict("invite_has_sign_in")
    if credential is None:
        credential = Credential(party=contact.party, created_at=now)
        db.add(credential)
        db.flush()  # the link needs its key
    return credential


def _way(db: Session, contact: Contact, credential: Credential) -> ContactMedium:
    """Where they read us, e-mail before mobile; never an address under which somebody else signs in."""
    alive = [each for each in contact.party.media if each.kind in _BY and not each.is_removed and not each.failed_at]
    if not alive:
        raise Conflict("invite_no_way")
    others = (SignInName.value.in_([each.value for each in alive]), SignInName.credential_id != credential.id)
    taken = set(db.scalars(select(SignInName.value).where(*others)))
    free = [each for each in alive if each.value not in taken]
    if not free:
        raise Conflict("invite_name_taken")
    return min(free, key=lambda each: (_BY.index(each.kind), not each.preferred, each.id))


def _send(
    db: Session, customer: Customer, contact: Contact, credential: Credential, medium: ContactMedium, *, now: datetime
) -> None:
    token = new_link(db, credential, purpose=LinkPurpose.SET_PASSWORD, sent_to=medium.value, now=now)
    until, hours = now + SET_LASTS, int(SET_LASTS.total_seconds() // 3600)
    send(
        db, "contact_invitation",
        to=medium.value, language=contact.party.language or customer.party.language or "en", now=now,
        facts={"expires_at": until.isoformat(), "hours": hours},
        secret={"token": token, "customer": customer.party.name}, party=contact.party,
    )  # fmt: skip
