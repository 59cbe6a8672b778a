"""What is decided about a registration: accept, refuse, ask again (IC-15); linking stands in linking.py.

Whoever registered gets a letter either way, and it reads the same whether the registration was held or not (IC-11).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.errors import Conflict, WrongStatus
from core.history import Event, record
from core.identify_contact.access_links import reach
from core.identify_contact.answers.problems import Problems
from core.identify_contact.checked_identity import HowChecked, certificates_of, check_identity
from core.identify_contact.duplicates import has_open_pair
from core.identify_contact.identity_sight import LIVING, OPEN
from core.identify_contact.limits import REASON
from core.model import (
    CertificateState,
    Customer,
    DuplicateCandidate,
    DuplicateState,
    IdentityState,
    Registration,
    RegistrationState,
)
from core.outbox import send


def accept(
    db: Session,
    registration: Registration,
    *,
    seen_version: int,
    how: HowChecked | None = None,
    certificate: str = "",
    tell: bool = True,
    by: Actor,
    now: datetime,
) -> None:
    """The registration is in order; `how` says how the identity was checked, None leaves it to be checked.

    Raises WrongStatus('registration_decided'), StaleVersion, Conflict('duplicates_open') while somebody still has to
    say whether it is a person known already, Conflict('same_person') when they said so, and what check_identity()
    raises.
    """
    may_decide(registration, seen_version=seen_version, by=by)
    customer = registration.customer
    if has_open_pair(db, customer):
        raise Conflict("duplicates_open")
    if known := same_as(db, customer):
        raise Conflict("same_person", code=known.code)
    if how is not None:
        check_identity(db, customer, how=how, certificate=certificate, by=by, now=now)
    decided(registration, RegistrationState.ACCEPTED, by=by, now=now)
    facts = {"identity_checked": how is not None}
    record(db, Event.REGISTRATION_ACCEPTED, by=by, now=now, customer=customer, facts=facts)
    if tell:
        tell_decided(db, customer, "registration_accepted", now=now)


def refuse(
    db: Session, registration: Registration, *, reason: str, seen_version: int, by: Actor, now: datetime
) -> None:
    """Not this person, or no person: identity and certificate are refused, with the reason.

    Raises WrongStatus, StaleVersion, Invalid('reason', 'reason_missing' | 'too_long').
    """
    may_decide(registration, seen_version=seen_version, by=by)
    why = _said(reason)
    customer = registration.customer
    customer.identity_state = IdentityState.REFUSED
    for certificate in certificates_of(db, customer):
        certificate.state = CertificateState.REFUSED
    decided(registration, RegistrationState.REFUSED, by=by, now=now)
    registration.reason = why
    record(db, Event.REGISTRATION_REFUSED, by=by, now=now, customer=customer, values={"reason": (None, why)})
    tell_decided(db, customer, "registration_refused", now=now)


def ask_again(
    db: Session, registration: Registration, *, what: str, seen_version: int, by: Actor, now: datetime
) -> None:
    """Asks the person for what is missing or unreadable, in `what`; a document that comes then brings it back.

    Raises WrongStatus, StaleVersion, Invalid('reason', …), Conflict('nothing_to_reach_them_by').
    """
    may_decide(registration, seen_version=seen_version, by=by, accepted_too=True)
    asked, customer = _said(what), registration.customer
    medium = reach(customer)
    if medium is None:
        raise Conflict("nothing_to_reach_them_by")
    send(
        db, "registration_asked_again",
        to=medium.value, language=customer.party.language or "en", facts={}, secret={"what": asked}, now=now,
        party=customer.party,
    )  # fmt: skip
    registration.reason, registration.asked_at = asked, now
    record(db, Event.REGISTRATION_ASKED_AGAIN, by=by, now=now, customer=customer, values={"asked": (None, asked)})


def same_as(db: Session, customer: Customer) -> Customer | None:
    """An earlier customer whom somebody said this one to be, and who has not been joined with them."""
    left, right = DuplicateCandidate.left_id, DuplicateCandidate.right_id
    other = case((left == customer.id, right), else_=left)
    said = DuplicateCandidate.state == DuplicateState.SAME
    query = select(Customer).join(DuplicateCandidate, Customer.id == other)
    earlier = query.where(or_(left == customer.id, right == customer.id), said, Customer.id < customer.id)
    return db.scalar(earlier.where(Customer.status.in_(LIVING)).order_by(Customer.id).limit(1))


def may_decide(registration: Registration, *, seen_version: int, by: Actor, accepted_too: bool = False) -> None:
    """Raises NotAllowed, WrongStatus once it was decided, StaleVersion for who saw an older state."""
    ensure(by, Permission.IDENTITY_DECIDE)
    if registration.state not in OPEN and not (accepted_too and is_unchecked(registration)):
        raise WrongStatus("registration_decided", state=registration.state.value)
    registration.must_be_version(seen_version)


def is_unchecked(registration: Registration) -> bool:
    """Whether it was accepted and the identity is still to be checked."""
    customer = registration.customer
    unchecked = customer.identity_state is IdentityState.NOT_CHECKED and customer.status in LIVING
    return unchecked and registration.state is RegistrationState.ACCEPTED


def decided(registration: Registration, state: RegistrationState, *, by: Actor, now: datetime) -> None:
    """By whom and when; what was asked for before is settled."""
    registration.asked_at = None
    registration.state, registration.decided_at, registration.decided_by_id = state, now, by.staff_id


def tell_decided(db: Session, customer: Customer, template: str, *, now: datetime) -> str | None:
    """The letter 'either way', to where they read us; it says nothing of why. Returns where it went."""
    medium = reach(customer)
    if medium is None:
        return None
    language = customer.party.language or "en"
    send(db, template, to=medium.value, language=language, facts={}, now=now, party=customer.party)
    return medium.value


def _said(text: str) -> str:
    problems = Problems()
    said = problems.text("reason", text, most=REASON, lines=True)
    if not text.strip():
        problems.add("reason", "reason_missing")
    problems.must_be_none()
    return said
