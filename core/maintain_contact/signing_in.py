"""Signing in: staff by e-mail, customers by a confirmed e-mail or mobile (MC-1; R17, R18, R23-R27).

An attempt is counted and committed before the password is compared. A known and an unknown name take the same
statements and one hash, so neither the answer nor its time tells who has an account.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.transaction import transaction
from core.errors import Invalid
from core.history import Event, record
from core.identify_contact.acting import customer_of
from core.model import Credential, Party, SignInName, Staff
from core.normalise import email_address, phone_number
from core.passwords import hash_password, needs_rehash, verify_password
from core.throttle import SIGN_IN, STAFF_SIGN_IN, Rule, attempt, succeeded

LONGEST_NAME = 254


@dataclass(frozen=True, slots=True)
class Account:
    """What is read before the comparison; both keys None where the name belongs to nobody."""

    name: str
    staff_id: int | None = None
    credential_id: int | None = None
    password_hash: str | None = None


def sign_in_staff(email: str, *, password: str, device: str | None, by: Actor, now: datetime) -> Account:
    """The staff account that e-mail and password open.

    `device` names a browser that signed in as this name before: its misses are counted apart, so that a stranger's
    guesses do not keep the owner out. Raises Invalid("wrong_sign_in") alike for a wrong password, an unknown name and
    a disabled account, TooMany while the name is closed for a growing while.
    """
    name = _as_stored(email, None)
    query = select(Staff.id, Staff.password_hash, Staff.disabled_at).where(Staff.email == name)
    return _sign_in(query, name=name, kind="staff", password=password, device=device, by=by, now=now)


def sign_in_customer(
    name: str, *, password: str, region: str | None, device: str | None, by: Actor, now: datetime
) -> Account:
    """The customer's account that a confirmed e-mail or mobile and the password open; as sign_in_staff().

    A mobile is read as dialled in `region`. Before confirmation there is no such name, so the answer is the same.
    """
    known_as = _as_stored(name, region)
    query = (
        select(Credential.id, Credential.password_hash, Credential.disabled_at)
        .join(SignInName, SignInName.credential_id == Credential.id)
        .where(SignInName.value == known_as)
    )
    return _sign_in(query, name=known_as, kind="customer", password=password, device=device, by=by, now=now)


def confirm_password(account: Account, *, password: str, by: Actor, now: datetime) -> None:
    """The signed-in person gives their password again (R33); counted like a sign-in. Raises Invalid, TooMany."""
    kind: Literal["staff", "customer"] = "staff" if account.staff_id is not None else "customer"
    rule, subject = _rule(kind), f"again:{account.staff_id or account.credential_id}"
    with transaction() as db:
        attempt(db, rule, subject, now=now)
        hashed = _hash_of(db, account)
    if not verify_password(password, hashed):
        raise _refuse(account, "wrong_password", "password", by=by, now=now)
    with transaction() as db:
        succeeded(db, rule, subject, now=now)


def _sign_in(
    query: Select[int, str | None, datetime | None],
    *,
    name: str,
    kind: Literal["staff", "customer"],
    password: str,
    device: str | None,
    by: Actor,
    now: datetime,
) -> Account:
    rule, subject = _rule(kind), f"{device}:{name}" if device else name
    with transaction() as db:
        attempt(db, rule, subject, now=now)
        found = db.execute(query).first()
    account = _account(name, kind, found)
    fits = verify_password(password, account.password_hash)
    if not fits or (account.staff_id is None and account.credential_id is None):
        raise _refuse(account, "wrong_sign_in", "", by=by, now=now)
    _let_in(account, rule=rule, subject=subject, password=password, by=by, now=now)
    return account


def _account(name: str, kind: str, found: Row[int, str | None, datetime | None] | None) -> Account:
    """Nobody's account where the name is unknown or the account has been disabled."""
    key, hashed, disabled_at = found or (None, None, None)
    if key is None or disabled_at is not None:
        return Account(name)
    if kind == "staff":
        return Account(name, staff_id=key, password_hash=hashed)
    return Account(name, credential_id=key, password_hash=hashed)


def _let_in(account: Account, *, rule: Rule, subject: str, password: str, by: Actor, now: datetime) -> None:
    stronger = hash_password(password) if needs_rehash(account.password_hash or "") else None
    with transaction() as db:
        succeeded(db, rule, subject, now=now)
        if stronger and account.staff_id is not None:
            db.get_one(Staff, account.staff_id).password_hash = stronger
        elif stronger:
            db.get_one(Credential, account.credential_id).password_hash = stronger
        _note(db, account, Event.SIGNED_IN, outcome="done", by=by, now=now)


def _refuse(account: Account, code: str, field: str, *, by: Actor, now: datetime) -> Invalid:
    with transaction() as db:
        _note(db, account, Event.SIGN_IN_REFUSED, outcome="refused", by=by, now=now)
    return Invalid.one(field, code)


def _note(db: Session, account: Account, event: Event, *, outcome: str, by: Actor, now: datetime) -> None:
    """The same statements for a known and for an unknown name: nobody has the key 0."""
    staff = db.scalar(select(Staff).where(Staff.id == (account.staff_id or 0)))
    party = db.scalar(select(Party).join(Party.credential).where(Credential.id == (account.credential_id or 0)))
    customer = customer_of(db, party.id if party else 0)
    record(db, event, by=by, now=now, staff=staff, customer=customer, party=party, outcome=outcome)


def _hash_of(db: Session, account: Account) -> str | None:
    if account.staff_id is not None:
        return db.scalar(select(Staff.password_hash).where(Staff.id == account.staff_id))
    return db.scalar(select(Credential.password_hash).where(Credential.id == account.credential_id))


def _rule(kind: Literal["staff", "customer"]) -> Rule:
    return STAFF_SIGN_IN if kind == "staff" else SIGN_IN


def _as_stored(name: str, region: str | None) -> str:
    """The form in which confirmed names are kept; what is neither e-mail nor phone matches nobody."""
    typed = _readable(name)
    try:
        return email_address(typed) if "@" in typed else phone_number(typed, region)
    except Invalid:
        return typed.lower()


def _readable(name: str) -> str:
    return "".join(letter for letter in name[:LONGEST_NAME] if letter.isprintable()).strip()
