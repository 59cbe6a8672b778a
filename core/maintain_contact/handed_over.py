"""The customer's own step on the desk's device: what it shows, what they choose, who takes it back (IC-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.database.locking import for_update
from core.database.transaction import transaction
from core.errors import Invalid, NotFound
from core.history import Event
from core.identify_contact.access_links import send_set_password_link
from core.maintain_contact.new_secrets import NewQuestion, checked_question, words_of
from core.maintain_contact.own_access import confirm_address, put_question
from core.maintain_contact.reset import put_password, record_own
from core.maintain_contact.telling import language_of, tell
from core.model import Credential, Customer, LinkPurpose, OneTimeLink, Staff
from core.passwords import check_strength, hash_answer, hash_password

_OURS = OneTimeLink.purpose == LinkPurpose.HAND_OVER


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the customer's step shows: whom it greets, with what they will sign in, who waits for the device."""

    name: str
    sign_in_name: str
    has_question: bool
    language: str
    waiting: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class HandedBack:
    """Who takes the device back, whether something was chosen, and whether it signs in already."""

    email: str
    waiting: str
    chosen: bool
    signs_in: bool


def open_hand_over(db: Session, link_id: int, *, now: datetime) -> HandedOver:
    """What the page shows. Raises NotFound("link_worthless") once it was used, closed or ran out."""
    link, credential = _usable(db, link_id, now=now)
    party = credential.party
    waiting = db.get_one(Staff, link.staff_id).name
    name, value = party.first_name or party.name, link.medium_value or ""
    return HandedOver(
        name,
        value,
        credential.answer_hash is not None,
        language_of(db, party),
        waiting,
        _is_confirmed(link, credential),
    )


def choose_access(link_id: int, *, password: str, question: NewQuestion | None, language: str, now: datetime) -> None:
    """The customer's own choice: password, question, language of the screen; spends the step.

    They sign in from when their e-mail or mobile is confirmed: where it is not yet, a link goes there. `question` is
    None where one was given on the phone. Makes its own transactions. Raises Invalid as set_first_password(), NotFound.
    """
    with transaction() as db:
        _link, credential = _usable(db, link_id, now=now)
        words = words_of(db, credential.party)
        check_strength(password, context=words)
        if question is None and credential.answer_hash is None:
            raise Invalid.one("security_question", "question_missing")
        kept = checked_question(db, question, words=words, password=password) if question else None
    hashed = hash_password(password)
    answer_hash = hash_answer(question.answer) if question else None
    with transaction() as db:
        link, credential = _usable(db, link_id, now=now, hold=True)
        link.used_at = now
        if kept is not None:
            put_question(credential, kept, answer_hash, now=now)
        credential.language = language or None
        put_password(db, credential, hashed, now=now)
        record_own(db, credential, Event.PASSWORD_SET, now=now)
        _sign_in_with(db, credential, link, now=now)
        tell(db, credential.party, "password_changed", facts={}, now=now)


def close_hand_over(db: Session, link_id: int, *, now: datetime) -> None:
    """Nothing is chosen, or not any more; closing again changes nothing."""
    still_open = (OneTimeLink.id == link_id, _OURS, OneTimeLink.used_at.is_(None))
    db.execute(update(OneTimeLink).where(*still_open).values(used_at=now))


def handed_back(db: Session, link_id: int) -> HandedBack:
    """Whose device it is. Raises NotFound("link_worthless")."""
    found = select(OneTimeLink, Staff, Credential).join(Staff, Staff.id == OneTimeLink.staff_id)
    found = found.join(Credential, Credential.id == OneTimeLink.credential_id).where(OneTimeLink.id == link_id, _OURS)
    row = db.execute(found).first()
    if row is None:
        raise NotFound("link_worthless")
    link, staff, credential = row
    chosen = credential.password_version != link.password_version
    return HandedBack(staff.email, staff.name, chosen, bool(credential.names))


def _usable(db: Session, link_id: int, *, now: datetime, hold: bool = False) -> tuple[OneTimeLink, Credential]:
    query = select(OneTimeLink).where(OneTimeLink.id == link_id, _OURS)
    link = db.scalar(for_update(query) if hold else query)
    credential = db.get(Credential, link.credential_id) if link is not None else None
    if link is None or credential is None or credential.disabled_at is not None:
        raise NotFound("link_worthless")
    if link.used_at is not None or now >= link.expires_at or link.password_version != credential.password_version:
        raise NotFound("link_worthless")
    return link, credential


def _sign_in_with(db: Session, credential: Credential, link: OneTimeLink, *, now: datetime) -> None:
    """At once with what is confirmed; else by one more link, which proves that it is theirs (R22)."""
    if _is_confirmed(link, credential):
        confirm_address(db, credential, link, now=now)
        return
    theirs = select(Customer).where(Customer.party_id == credential.party_id).order_by(Customer.id)
    customer = db.scalar(theirs.limit(1))
    if customer is not None:
        send_set_password_link(db, customer, credential, now=now, template="confirm_access")


def _is_confirmed(link: OneTimeLink, credential: Credential) -> bool:
    """Whether they have shown before that they read where they are to sign in with."""
    media = (medium for medium in credential.party.media if medium.value == link.medium_value)
    return any(medium.is_confirmed and not medium.is_removed for medium in media)
