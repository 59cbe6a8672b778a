"""Activation: a prospect becomes an active customer, in one step and once (IC-12).

It takes a checked valid certificate, a birth date, one address, a service number and a default account; for an
organisation also somebody who may change all. It is undone by closing, never by deleting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import Conflict, Invalid, Problem, WrongStatus
from core.history import Event, record
from core.identify_contact.access_links import reach
from core.identify_contact.activation_needs import Lack, lacks
from core.identify_contact.checked_identity import HowChecked, check_identity, customer_to_change
from core.identify_contact.identity_check import accept
from core.identify_contact.identity_sight import OPEN
from core.identify_contact.match_keys import write_match_keys
from core.identify_contact.registration_queue import registration_if_any
from core.identify_contact.service_numbers import service_number
from core.identify_contact.what_is_held import held
from core.model import Account, Customer, CustomerStatus, IdentityState, Service
from core.numbering import numbering_of
from core.numbers import account_code
from core.operator import the_operator
from core.outbox import send
from core.submission import claim, settle

_ACT = "activate"
_MENDED_HERE = {Lack.CHECK: "how", Lack.BIRTH_DATE: "birth_date"}


@dataclass(frozen=True, slots=True)
class ActivationAnswers:
    """What staff enter. `account` is a code of the customer's own or of another system; '' takes the next number.

    `how` checks the identity on the way, and accepts the registration; `birth_date` counts where none is on file.
    """

    service_number: str
    account: str = ""
    how: HowChecked | None = None
    certificate: str = ""
    birth_date: date | None = None


def activate(
    db: Session, code: str, answers: ActivationAnswers, *, key: str, by: Actor, now: datetime
) -> tuple[Customer, Account]:
    """Makes a prospect an active customer with one service and a default account; the same `key` does it once.

    Of two at the same moment one wins: the other gets WrongStatus('customer_active'). Raises NotAllowed, NotFound,
    Conflict('activation_lacks'), Invalid beside service_number (service_number_missing, _wrong, _taken), account
    (account_wrong, account_taken), how, birth_date; and what accept() and check_identity() raise.
    """
    ensure(by, Permission.ACTIVATE)
    customer = customer_to_change(db, code, by=by)
    if claim(db, key, act=_ACT, by=by, now=now) is not None:
        return customer, next(each for each in customer.accounts if each.is_default)
    if customer.status is not CustomerStatus.PROSPECT:
        raise WrongStatus("customer_active" if customer.status is CustomerStatus.ACTIVE else "customer_gone")
    number = service_number(answers.service_number, region=the_operator(db).home_country)
    _mend(db, customer, answers, by=by, now=now)
    db.flush()  # what is still lacking is read from the database
    if left := lacks(held(db, customer, by=by), today=now.date()):
        raise _still(left)
    account = _account(db, customer, answers.account, now=now)
    service = _service(db, customer, account, number, by=by, now=now)
    customer.status = CustomerStatus.ACTIVE
    facts, values = {"account": account.code, "service": service.public_id}, {"service_number": (None, number)}
    record(db, Event.CUSTOMER_ACTIVATED, by=by, now=now, customer=customer, facts=facts, values=values)
    _tell(db, customer, account, number, now=now)
    settle(db, key, result=code)
    return customer, account


def _mend(db: Session, customer: Customer, answers: ActivationAnswers, *, by: Actor, now: datetime) -> None:
    """What can be done in the same step: the birth date, the check of the identity, accepting the registration."""
    party = customer.party
    if answers.birth_date is not None and party.birth_date is None:
        if answers.birth_date > now.date():
            raise Invalid.one("birth_date", "birth_date_future")
        party.birth_date = answers.birth_date
        write_match_keys(db, party)
    if answers.how is None or customer.identity_state is not IdentityState.NOT_CHECKED:
        return
    registration = registration_if_any(db, customer)
    if registration is not None and registration.state in OPEN:
        version = registration.version
        accept(
            db, registration,
            seen_version=version, how=answers.how, certificate=answers.certificate, tell=False, by=by, now=now,
        )  # fmt: skip
    else:
        check_identity(db, customer, how=answers.how, certificate=answers.certificate, by=by, now=now)


def _still(left: tuple[Lack, ...]) -> Invalid | Conflict:
    """Beside its field what can be mended here; what cannot stands on the page with the way to it."""
    if set(left) <= set(_MENDED_HERE):
        return Invalid(*(Problem(_MENDED_HERE[lack], f"activation_{lack.value}") for lack in left))
    return Conflict("activation_lacks")


def _account(db: Session, customer: Customer, wanted: str, *, now: datetime) -> Account:
    """Their own one, a new one of that code, or a new one of the next; from now on the default."""
    code = "".join(wanted.split()).upper()
    chosen = next((each for each in customer.accounts if each.code == code or (each.is_default and not code)), None)
    for each in customer.accounts:
        each.is_default = each is chosen
    if chosen is not None:
        return chosen
    if code and not numbering_of(db).account.fits(code):
        raise Invalid.one("account", "account_wrong")
    if code and _is_taken(db, code):
        raise Invalid.one("account", "account_taken")
    made = Account(customer_id=customer.id, code=code or _next_code(db), is_default=True, created_at=now)
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError as taken:
        raise Invalid.one("account", "account_taken") from taken
    return made


def _next_code(db: Session) -> str:
    """Numbers that somebody entered by hand are left out."""
    while _is_taken(db, code := account_code(db)):
        pass
    return code


def _is_taken(db: Session, code: str) -> bool:
    return bool(db.scalar(select(exists().where(Account.code == code))))


def _service(db: Session, customer: Customer, account: Account, number: str, *, by: Actor, now: datetime) -> Service:
    made = Service(
        customer_id=customer.id, account_id=account.id, number=number, started_at=now, started_by_id=by.staff_id
    )
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError as taken:
        raise Invalid.one("service_number", "service_number_taken") from taken
    return made


def _tell(db: Session, customer: Customer, account: Account, number: str, *, now: datetime) -> None:
    medium = reach(customer)
    if medium is None:
        return
    send(
        db, "customer_activated",
        to=medium.value, language=customer.party.language or "en", now=now, party=customer.party,
        facts={"customer_code": customer.code, "account": account.code}, secret={"number": number},
    )  # fmt: skip
