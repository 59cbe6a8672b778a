"""Forgotten password: a link by mail or message, then the security question, then a new password (MC-1; R17-R21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind
from core.database.transaction import transaction
from core.errors import Invalid
from core.history import Event, record
from core.identify_contact.acting import customer_of
from core.maintain_contact.callers import Question
from core.maintain_contact.customer_links import LASTS, MAILS_A_DAY, MISSES, links_today, new_link, usable_link
from core.maintain_contact.new_secrets import words_of
from core.maintain_contact.telling import language_of, tell
from core.model import Credential, LinkPurpose, SignInName
from core.normalise import email_address, phone_number
from core.operator import the_operator
from core.outbox import enqueue, send
from core.passwords import check_strength, hash_password, verify_answer
from core.sessions import end_sessions
from core.throttle import SIGN_IN, succeeded

RESET_JOB = "send_reset"
_RESET = LinkPurpose.RESET_PASSWORD


@dataclass(frozen=True, slots=True)
class Reset:
    """An open reset: what is asked, in which words, and how many tries are left."""

    question: Question
    tries_left: int


def ask_reset(db: Session, name: str, *, now: datetime) -> None:
    """Somebody says they forgot the password of `name`, an e-mail or a mobile.

    Known, unknown and disabled names take the same statement and give the same answer; whether there is an account is
    looked up afterwards, by the worker. Raises Invalid when it is neither an e-mail nor a phone number.
    """
    typed = name.strip()
    region = the_operator(db).home_country
    known_as = email_address(typed) if "@" in typed else phone_number(typed, region)
    enqueue(db, RESET_JOB, payload={}, secret={"name": known_as}, now=now)


def send_reset(db: Session, name: str, *, now: datetime) -> bool:
    """Sends the link where `name` signs in and had fewer than five today; False otherwise. Changes nothing else.

    Who has no question yet gets the link of a first password, where they set both.
    """
    credential = db.scalar(
        select(Credential)
        .join(SignInName, SignInName.credential_id == Credential.id)
        .where(SignInName.value == name, Credential.disabled_at.is_(None))
    )
    if credential is None or links_today(db, credential, now=now) >= MAILS_A_DAY:
        return False
    whole = credential.answer_hash is not None and credential.password_hash is not None
    purpose = LinkPurpose.RESET_PASSWORD if whole else LinkPurpose.SET_PASSWORD
    token = new_link(db, credential, purpose=purpose, sent_to=name, now=now)
    send(
        db,
        "password_reset" if whole else "set_password_link",
        to=name,
        language=language_of(db, credential.party),
        facts={"expires_at": (now + LASTS[purpose]).isoformat(), "hours": int(LASTS[purpose].total_seconds() // 3600)},
        secret={"token": token},
        now=now,
        party=credential.party,
    )
    record_own(db, credential, Event.RESET_ASKED, now=now)
    return True


def open_reset(db: Session, token: str, *, now: datetime) -> Reset:
    """What the page asks; opening spends nothing, mail scanners open links too. Raises NotFound("link_worthless")."""
    link, credential = usable_link(db, token, purpose=_RESET, now=now)
    question = Question(credential.question_code, credential.own_question, credential.party.language)
    return Reset(question, MISSES - link.misses)


def answer_and_set(token: str, *, answer: str, password: str, now: datetime) -> None:
    """Compares the answer, sets the password, spends the link, ends every session, tells every verified address.

    The try is committed before the comparison; the fifth miss spends the link, and nothing else closes. Makes its own
    transactions; nobody is signed in by it. Raises Invalid on "password" before a try counts, Invalid("answer",
    "answer_wrong") with `left`, NotFound when the link works no longer.
    """
    with transaction() as db:
        answer_hash, left = _count(db, token, answer=answer, password=password, now=now)
    if not verify_answer(answer, answer_hash):
        _note_miss(token, now=now)
        raise Invalid.one("answer", "answer_wrong", left=left)
    hashed = hash_password(password)
    with transaction() as db:
        link, credential = usable_link(db, token, purpose=_RESET, now=now, hold=True, misses=MISSES + 1)
        link.used_at = now
        put_password(db, credential, hashed, now=now)
        record_own(db, credential, Event.PASSWORD_SET, now=now)
        tell(db, credential.party, "password_changed", facts={}, now=now)


def put_password(db: Session, credential: Credential, hashed: str, *, now: datetime, but: int | None = None) -> None:
    """A new password: sessions end (except `but`), links made before are worthless, waits for guessers are over."""
    credential.password_hash, credential.password_changed_at = hashed, now
    credential.password_version += 1
    end_sessions(db, now=now, credential_id=credential.id, but=but)
    for name in credential.names:
        succeeded(db, SIGN_IN, name.value, now=now)


def record_own(db: Session, credential: Credential, event: Event, *, now: datetime, outcome: str = "done") -> None:
    """Something that the person themselves did with their access."""
    customer = customer_of(db, credential.party_id)
    by = Actor(ActorKind.CUSTOMER, party_id=credential.party_id, customer_id=customer.id if customer else None)
    record(db, event, by=by, now=now, customer=customer, party=credential.party, outcome=outcome)


def _count(db: Session, token: str, *, answer: str, password: str, now: datetime) -> tuple[str | None, int]:
    """Counts the try as a miss; what is missing or too weak is said before and costs none."""
    link, credential = usable_link(db, token, purpose=_RESET, now=now, hold=True)
    check_strength(password, context=words_of(db, credential.party))
    if not answer.strip():
        raise Invalid.one("answer", "answer_missing")
    link.misses += 1
    return credential.answer_hash, MISSES - link.misses


def _note_miss(token: str, *, now: datetime) -> None:
    with transaction() as db:
        _link, credential = usable_link(db, token, purpose=_RESET, now=now, misses=MISSES + 1)
        record_own(db, credential, Event.ANSWER_TRIED, now=now, outcome="failed")
