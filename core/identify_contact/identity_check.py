"""The queue of registrations and what is decided there: accept, refuse, ask again (IC-15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager

from core.access import Actor, Permission, ensure, visible_customers
from core.database.locking import for_update
from core.errors import AlreadyTaken, Conflict, NotFound, WrongStatus
from core.history import Event, record
from core.identify_contact.access_links import reach
from core.identify_contact.answers.problems import Problems
from core.identify_contact.duplicates import has_open_pair
from core.identify_contact.identity_sight import OPEN
from core.identify_contact.limits import REASON
from core.model import (
    Certificate,
    CertificateState,
    Customer,
    Document,
    IdentityState,
    Registration,
    RegistrationState,
)
from core.outbox import send

Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """Registrations with customer and party, the oldest first; `after` asks for the next page, None: there is none."""

    rows: Sequence[Registration]
    after: Place | None


def registrations_queue(
    db: Session,
    *,
    by: Actor,
    state: RegistrationState | None = None,
    with_documents: bool = False,
    after: Place | None = None,
    limit: int = 50,
) -> RegistrationPage:
    """Registrations in one state; without one those that wait for somebody (new and held). Raises NotAllowed.

    `with_documents`: only those with a document to compare, whose identity can be checked now.
    """
    ensure(by, Permission.IDENTITY_DECIDE)
    query = (
        select(Registration)
        .join(Registration.customer)
        .join(Customer.party)
        .options(contains_eager(Registration.customer).contains_eager(Customer.party))
        .where(Registration.state.in_([state] if state else OPEN), visible_customers(by))
        .order_by(Registration.at, Registration.id)
        .limit(limit + 1)
    )
    if with_documents:
        shown = (Document.party_id == Customer.party_id, Document.removed_at.is_(None))
        query = query.where(Customer.identity_state == IdentityState.NOT_CHECKED, exists().where(*shown))
    if after is not None:
        query = query.where(tuple_(Registration.at, Registration.id) > after)
    rows = db.scalars(query).all()
    more = len(rows) > limit
    rows = rows[:limit]
    return RegistrationPage(rows, (rows[-1].at, rows[-1].id) if more else None)


def registration_of(db: Session, code: str, *, by: Actor, to_decide: bool = False) -> Registration:
    """The registration of a customer by code, held until the act ends when it is `to_decide`; raises NotFound."""
    ensure(by, Permission.IDENTITY_DECIDE)
    query = select(Registration).join(Registration.customer).where(Customer.code == code, visible_customers(by))
    found = db.scalar(for_update(query) if to_decide else query)
    if found is None:
        raise NotFound("registration_not_found")
    return found


def accept(
    db: Session, registration: Registration, *, seen_version: int, identity_checked: bool, by: Actor, now: datetime
) -> None:
    """The registration is in order; `identity_checked`: document and person were compared and are the same.

    Raises WrongStatus('registration_decided'), StaleVersion, Conflict('duplicates_open') while somebody still has to
    say whether it is a person known already, Conflict('no_certificate'), AlreadyTaken('certificate_taken') when the
    number is another's checked one.
    """
    _may_decide(registration, seen_version=seen_version, by=by)
    customer = registration.customer
    if has_open_pair(db, customer):
        raise Conflict("duplicates_open")
    if identity_checked:
        _check_certificate(db, customer, by=by, now=now)
        customer.identity_state = IdentityState.CHECKED
    _decided(registration, RegistrationState.ACCEPTED, by=by, now=now)
    facts = {"identity_checked": identity_checked}
    record(db, Event.REGISTRATION_ACCEPTED, by=by, now=now, customer=customer, facts=facts)
    if identity_checked:
        record(db, Event.IDENTITY_CHECKED, by=by, now=now, customer=customer)


def refuse(
    db: Session, registration: Registration, *, reason: str, seen_version: int, by: Actor, now: datetime
) -> None:
    """Not this person, or no person: identity and certificate are refused, with the reason.

    Raises WrongStatus, StaleVersion, Invalid('reason', 'reason_missing' | 'too_long').
    """
    _may_decide(registration, seen_version=seen_version, by=by)
    why = _said(reason)
    customer = registration.customer
    customer.identity_state = IdentityState.REFUSED
    for certificate in _certificates(db, customer):
        certificate.state = CertificateState.REFUSED
    _decided(registration, RegistrationState.REFUSED, by=by, now=now)
    registration.reason = why
    record(db, Event.REGISTRATION_REFUSED, by=by, now=now, customer=customer, values={"reason": (None, why)})


def ask_again(
    db: Session, registration: Registration, *, what: str, seen_version: int, by: Actor, now: datetime
) -> None:
    """Asks the person for what is missing or unreadable, in `what`; the registration stays in the queue.

    Raises WrongStatus, StaleVersion, Invalid('reason', …), Conflict('nothing_to_reach_them_by').
    """
    _may_decide(registration, seen_version=seen_version, by=by)
    asked, customer = _said(what), registration.customer
    medium = reach(customer)
    if medium is None:
        raise Conflict("nothing_to_reach_them_by")
    send(
        db, "registration_asked_again",
        to=medium.value, language=customer.party.language or "en", facts={}, secret={"what": asked}, now=now,
        party=customer.party,
    )  # fmt: skip
    registration.reason = asked
    record(db, Event.REGISTRATION_ASKED_AGAIN, by=by, now=now, customer=customer, values={"asked": (None, asked)})


def _may_decide(registration: Registration, *, seen_version: int, by: Actor) -> None:
    ensure(by, Permission.IDENTITY_DECIDE)
    if registration.state not in OPEN:
        raise WrongStatus("registration_decided", state=registration.state.value)
    registration.must_be_version(seen_version)


def _decided(registration: Registration, state: RegistrationState, *, by: Actor, now: datetime) -> None:
    registration.state, registration.decided_at, registration.decided_by_id = state, now, by.staff_id


def _check_certificate(db: Session, customer: Customer, *, by: Actor, now: datetime) -> None:
    """A number is unique among checked certificates only, so that nobody can squat another's (R58)."""
    shown = [certificate for certificate in _certificates(db, customer) if certificate.number_encrypted]
    if not shown:
        raise Conflict("no_certificate")
    try:
        with db.begin_nested():
            for certificate in shown:
                certificate.state = CertificateState.CHECKED
                certificate.checked_at, certificate.checked_by_id = now, by.staff_id
    except IntegrityError as taken:
        raise AlreadyTaken("certificate_taken") from taken


def _certificates(db: Session, customer: Customer) -> Sequence[Certificate]:
    theirs = (Certificate.party_id == customer.party_id, Certificate.removed_at.is_(None))
    return db.scalars(select(Certificate).where(*theirs).order_by(Certificate.id)).all()


def _said(text: str) -> str:
    problems = Problems()
    said = problems.text("reason", text, most=REASON, lines=True)
    if not text.strip():
        problems.add("reason", "reason_missing")
    problems.must_be_none()
    return said
