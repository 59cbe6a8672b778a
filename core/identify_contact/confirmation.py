"""Confirming an e-mail or mobile by six digits: 15 minutes, 5 tries, again after 60 seconds (IC-13, R17, R18, R22).

An address under which somebody signs in already gets a mail that says so instead of a code. Both take the same path
and the same statements, so that nobody but the reader of that mailbox learns it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from core.access import Actor
from core.crypto import keyring
from core.database.locking import for_update
from core.database.transaction import transaction
from core.errors import Invalid, TooMany
from core.history import Event, record
from core.identify_contact.drafts import answers_of, mark_confirmed, must_be_open, open_draft
from core.identify_contact.sign_in_names import claim_sign_in_name, is_known
from core.model import Confirmation, ContactMedium, Credential, RegistrationDraft
from core.normalise import digits_latin
from core.outbox import send
from core.tokens import new_code, same

VALID = timedelta(minutes=15)
TRIES = 5
AGAIN_AFTER = timedelta(seconds=60)
MOST_A_DAY = 20
"""Codes to one address, whoever asks: nobody's mailbox is filled through us."""

Owner = RegistrationDraft | Credential
_PURPOSE = "confirmation"


@dataclass(frozen=True, slots=True)
class Try:
    """One of the five tries, counted before anything is compared."""

    confirmation_id: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the last code went, until when it holds, how many tries are left; alike for known and unknown addresses."""

    target: str
    sent_at: datetime
    expires_at: datetime
    tries_left: int


def ask_confirmation(db: Session, owner: Owner, *, target: str, language: str, now: datetime) -> datetime:
    """Sends six digits to `target` (normalised e-mail or E.164) and returns until when they hold.

    `owner` is a draft whose basic info names the target, or the credential of somebody who adds a way to sign in.
    Raises TooMany within 60 seconds of the last one and above 20 a day, WrongStatus after the submit.
    """
    if isinstance(owner, RegistrationDraft):
        must_be_open(owner)
        if target not in answers_of(owner).reached_at:
            raise Invalid.one("email", "email_or_mobile_missing")
    index = keyring().blind_index(_PURPOSE, target)
    _not_too_often(db, owner, index=index, now=now)
    known, code, until = is_known(db, target), new_code(), now + VALID
    asked = Confirmation(
        target_index=index,
        target_encrypted=keyring().encrypt(_PURPOSE, target.encode(), bound_to=index),
        code_hash=keyring().blind_index(_PURPOSE, _said(owner, target, code)),
        sent_at=now,
        expires_at=until,
    )
    if isinstance(owner, RegistrationDraft):
        asked.draft_id = owner.id
    else:
        asked.credential_id = owner.id
    db.add(asked)
    template = "already_have_access" if known else "confirm_code"
    facts = {"expires_at": until.isoformat(), "minutes": int(VALID.total_seconds() // 60)}
    send(db, template, to=target, language=language, facts=facts, secret={"code": "" if known else code}, now=now)
    return until


def may_ask_again_at(db: Session, owner: Owner) -> datetime | None:
    """From when on another code may be sent; None: none was sent yet."""
    last = db.scalar(select(func.max(Confirmation.sent_at)).where(_of(owner)))
    return last + AGAIN_AFTER if last else None


def last_asked(db: Session, owner: Owner, *, now: datetime) -> Asked | None:
    """The code sent last, for the page that asks for it; None: none was sent, or it has been used or run out."""
    asked = db.scalar(_last_of(owner))
    if asked is None or asked.confirmed_at is not None or asked.expires_at <= now:
        return None
    target = keyring().decrypt(_PURPOSE, asked.target_encrypted, bound_to=asked.target_index).decode()
    return Asked(target, asked.sent_at, asked.expires_at, max(0, TRIES - asked.misses))


def take_try(db: Session, owner: Owner, *, now: datetime) -> Try:
    """Counts one try; commit it before confirm() compares.

    Raises Invalid('code', 'code_not_sent' | 'code_expired' | 'code_spent').
    """
    asked = db.scalar(for_update(_last_of(owner)))
    if asked is None:
        raise Invalid.one("code", "code_not_sent")
    if asked.expires_at <= now:
        raise Invalid.one("code", "code_expired")
    if asked.misses >= TRIES:
        raise Invalid.one("code", "code_spent", tries=TRIES)
    asked.misses += 1
    return Try(asked.id)


def confirm(db: Session, owner: Owner, code: str, *, taken: Try, now: datetime, by: Actor | None = None) -> bool:
    """Whether these are the digits last sent; if so the address counts as confirmed (a draft's or a person's)."""
    asked = db.scalar(_last_of(owner))
    if asked is None or asked.id != taken.confirmation_id or asked.expires_at <= now:
        return False
    target = keyring().decrypt(_PURPOSE, asked.target_encrypted, bound_to=asked.target_index).decode()
    typed = "".join(digits_latin(code).split())
    right = keyring().blind_indexes(_PURPOSE, _said(owner, target, typed))
    if not any(same(asked.code_hash, each) for each in right):
        return False
    if isinstance(owner, RegistrationDraft):
        must_be_open(owner)
        if target not in answers_of(owner).reached_at:
            return False
        mark_confirmed(db, owner, target=target, now=now)
    else:
        _confirm_medium(db, owner, target=target, by=by or Actor.system(), now=now)
    asked.confirmed_at = now
    return True


def confirm_draft(public_id: str, code: str, *, browser_secret: str, now: datetime) -> bool:
    """take_try() and confirm() for a draft, each in a transaction of its own."""
    with transaction() as db:
        taken = take_try(db, open_draft(db, public_id, browser_secret=browser_secret, now=now), now=now)
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=browser_secret, now=now)
        return confirm(db, draft, code, taken=taken, now=now)


def _confirm_medium(db: Session, credential: Credential, *, target: str, by: Actor, now: datetime) -> None:
    party_id = credential.party_id
    db.execute(
        update(ContactMedium)
        .where(ContactMedium.party_id == party_id, ContactMedium.value == target, ContactMedium.removed_at.is_(None))
        .values(confirmed_at=now, failed_at=None)
    )
    claim_sign_in_name(db, credential, value=target, now=now)
    record(db, Event.MEDIUM_CONFIRMED, by=by, now=now, party=credential.party, facts={"email": "@" in target})


def _not_too_often(db: Session, owner: Owner, *, index: str, now: datetime) -> None:
    last = db.scalar(select(func.max(Confirmation.sent_at)).where(_of(owner)))
    if last is not None and now < last + AGAIN_AFTER:
        raise TooMany("code_just_sent", retry_after=max(1, int((last + AGAIN_AFTER - now).total_seconds())))
    today = select(func.count()).where(
        Confirmation.target_index == index, Confirmation.sent_at > now - timedelta(days=1)
    )
    if (db.scalar(today) or 0) >= MOST_A_DAY:
        raise TooMany("too_many_codes", retry_after=3600)


def _last_of(owner: Owner) -> Select[Confirmation]:
    return (
        select(Confirmation)
        .where(_of(owner))
        .order_by(Confirmation.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def _of(owner: Owner) -> ColumnElement[bool]:
    if isinstance(owner, RegistrationDraft):
        return Confirmation.draft_id == owner.id
    return Confirmation.credential_id == owner.id


def _said(owner: Owner, target: str, code: str) -> str:
    whose = f"draft {owner.public_id}" if isinstance(owner, RegistrationDraft) else f"credential {owner.id}"
    return f"{whose} {target} {code}"
