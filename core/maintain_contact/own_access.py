"""The customer's own access: the first password by link, a new password, a new question (MC-1, IC-9; R5, R16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.locking import for_update
from core.database.transaction import transaction
from core.errors import Invalid, NotFound
from core.history import Event
from core.identify_contact.acting import customer_of
from core.identify_contact.sign_in_names import claim_sign_in_name
from core.maintain_contact.customer_links import usable_link
from core.maintain_contact.new_secrets import NewQuestion, checked_question, words_of
from core.maintain_contact.reset import put_password, record_own
from core.maintain_contact.telling import tell
from core.model import ContactMedium, Credential, LinkPurpose, OneTimeLink, WebSession
from core.passwords import check_strength, hash_answer, hash_password, verify_password
from core.sessions import end_session, end_sessions
from core.throttle import Rule, attempt, succeeded

_SET = LinkPurpose.SET_PASSWORD
CURRENT_PASSWORD = Rule("current password", free=5, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class FirstAccess:
    """Whose access a link opens: the name to greet, where it was sent, and the question when there is one already."""

    name: str
    sent_to: str
    has_question: bool
    is_chosen: bool = False
    """Both were chosen before: the link only confirms where it was sent."""
    acts_for: str | None = None
    """The customer for whom they may act, where it is not themselves."""


def open_first_access(db: Session, token: str, *, now: datetime) -> FirstAccess:
    """What the page shows; opening spends nothing. Raises NotFound("link_worthless")."""
    link, credential = usable_link(db, token, purpose=_SET, now=now)
    party, customer = credential.party, customer_of(db, credential.party_id)
    acts_for = customer.party.name if customer and customer.party_id != party.id else None
    has_question = credential.answer_hash is not None
    chosen = has_question and credential.password_hash is not None
    return FirstAccess(party.name, link.medium_value or "", has_question, chosen, acts_for)


def confirm_access(db: Session, token: str, *, now: datetime) -> None:
    """Follows the link of who has chosen password and question: from now on they sign in with where it was sent.

    Raises NotFound("link_worthless"), also where there is still something to choose.
    """
    link, credential = usable_link(db, token, purpose=_SET, now=now, hold=True)
    if credential.password_hash is None or credential.answer_hash is None:
        raise NotFound("link_worthless")
    link.used_at = now
    confirm_address(db, credential, link, now=now)
    record_own(db, credential, Event.MEDIUM_CONFIRMED, now=now)


def set_first_password(
    token: str, *, password: str, question: NewQuestion | None, language: str = "", now: datetime
) -> None:
    """Sets password and question by the link that was sent; where it was sent then signs in and is confirmed.

    `question` may be None where the person gave one on the phone. Makes its own transactions; nobody is signed in by
    it, nor told when another account signs in with this address (IC-11). Raises Invalid on password,
    security_question, own_question or answer; NotFound when the link works no longer.
    """
    with transaction() as db:
        _link, credential = usable_link(db, token, purpose=_SET, now=now)
        words = words_of(db, credential.party)
        check_strength(password, context=words)
        if question is None and credential.answer_hash is None:
            raise Invalid.one("security_question", "question_missing")
        kept = checked_question(db, question, words=words, password=password) if question else None
    hashed = hash_password(password)
    answer_hash = hash_answer(question.answer) if question else None
    with transaction() as db:
        link, credential = usable_link(db, token, purpose=_SET, now=now, hold=True)
        link.used_at = now
        if kept is not None:
            put_question(credential, kept, answer_hash, now=now)
        confirm_address(db, credential, link, now=now)
        credential.language = language or credential.language
        put_password(db, credential, hashed, now=now)
        record_own(db, credential, Event.PASSWORD_SET, now=now)
        tell(db, credential.party, "password_changed", facts={}, now=now)


def change_password(*, current: str, new: str, by: Actor, now: datetime, keep_session: int | None) -> None:
    """The signed-in customer's new password; every other session ends and every verified address is told.

    Makes its own transactions: the current one counts as a try before it is compared. Raises Invalid on "current" or
    "password", TooMany, NotFound where `by` has no access.
    """
    _check_current(current, by=by, now=now)
    with transaction() as db:
        check_strength(new, context=words_of(db, _own(db, by).party))
    hashed = hash_password(new)
    with transaction() as db:
        credential = _own(db, by, hold=True)
        put_password(db, credential, hashed, now=now, but=keep_session)
        record_own(db, credential, Event.PASSWORD_SET, now=now)
        tell(db, credential.party, "password_changed", facts={}, now=now)


def change_question(*, current: str, question: NewQuestion, by: Actor, now: datetime) -> None:
    """The signed-in customer's new question and answer (R16); as change_password(), but no session ends."""
    _check_current(current, by=by, now=now)
    with transaction() as db:
        kept = checked_question(db, question, words=words_of(db, _own(db, by).party), password=current)
    answer_hash = hash_answer(question.answer)
    with transaction() as db:
        credential = _own(db, by, hold=True)
        put_question(credential, kept, answer_hash, now=now)
        record_own(db, credential, Event.QUESTION_SET, now=now)
        tell(db, credential.party, "question_changed", facts={}, now=now)


def change_language(db: Session, language: str, *, by: Actor, now: datetime) -> None:
    """In which language the portal speaks to the signed-in customer; letters stay as the preferences say."""
    credential = _own(db, by, hold=True)
    if credential.language != language:
        credential.language = language
        record_own(db, credential, Event.LANGUAGE_SET, now=now)


def sign_out_of(db: Session, session_id: str, *, by: Actor, now: datetime) -> None:
    """Ends one of the customer's own sessions, by its public id. Raises NotFound for another's and for none."""
    credential = _own(db, by)
    stay = db.scalar(
        select(WebSession).where(WebSession.public_id == session_id, WebSession.credential_id == credential.id)
    )
    if stay is None:
        raise NotFound("session_gone")
    end_session(db, session_id=stay.id, now=now)
    record_own(db, credential, Event.SESSIONS_ENDED, now=now)


def sign_out_everywhere(db: Session, *, by: Actor, now: datetime) -> None:
    """Ends every session of the customer, this one too (MC-1)."""
    credential = _own(db, by)
    end_sessions(db, now=now, credential_id=credential.id)
    record_own(db, credential, Event.SESSIONS_ENDED, now=now)


def _check_current(password: str, *, by: Actor, now: datetime) -> None:
    with transaction() as db:
        credential = _own(db, by)
        attempt(db, CURRENT_PASSWORD, str(credential.id), now=now)
        key, hashed = credential.id, credential.password_hash
    if not verify_password(password, hashed):
        raise Invalid.one("current", "wrong_password")
    with transaction() as db:
        succeeded(db, CURRENT_PASSWORD, str(key), now=now)


def _own(db: Session, by: Actor, *, hold: bool = False) -> Credential:
    query = select(Credential).where(Credential.party_id == by.party_id, Credential.disabled_at.is_(None))
    credential = db.scalar(for_update(query) if hold else query) if by.party_id is not None else None
    if credential is None:
        raise NotFound("access_gone")
    return credential


def put_question(
    credential: Credential, kept: tuple[str | None, str | None], answer_hash: str | None, *, now: datetime
) -> None:
    """A question as checked_question() returns it, with the hash of its answer."""
    credential.question_code, credential.own_question = kept
    credential.answer_hash, credential.answer_changed_at = answer_hash, now


def confirm_address(db: Session, credential: Credential, link: OneTimeLink, *, now: datetime) -> None:
    """Following the link proved that the address is theirs: it is confirmed and signs in."""
    value = link.medium_value
    if value is None:
        return
    claim_sign_in_name(db, credential, value=value, now=now)
    theirs = select(ContactMedium).where(
        ContactMedium.party_id == credential.party_id, ContactMedium.value == value, ContactMedium.removed_at.is_(None)
    )
    for medium in db.scalars(theirs):
        medium.confirmed_at, medium.failed_at = medium.confirmed_at or now, None
