"""Checking who somebody is: in person, from the document they sent, or by two ways of verification (IC-15, R58)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure, visible_customers
from core.database.locking import for_update
from core.errors import AlreadyTaken, Conflict, Invalid, NotFound, WrongStatus
from core.history import Event, record
from core.identify_contact.identity_sight import verified_ways
from core.model import Authority, Certificate, CertificateState, Customer, Document, DocumentState, IdentityState
from core.submission import claim, settle

_ACT = "check_identity"
TWO = 2


class HowChecked(StrEnum):
    """How it was found that somebody is who their certificate says."""

    IN_PERSON = "in_person"
    DOCUMENT = "document"
    TWO_WAYS = "two_ways"


def check_identity_of(
    db: Session, code: str, *, how: HowChecked | None, certificate: str = "", key: str, by: Actor, now: datetime
) -> Customer:
    """*Check identity* on a customer whose registration is past; the same `key` checks once.

    Raises what check_identity() raises, NotFound, and Invalid('how', 'how_missing').
    """
    customer = customer_to_change(db, code, by=by)
    if claim(db, key, act=_ACT, by=by, now=now) is not None:
        return customer
    if how is None:
        raise Invalid.one("how", "how_missing")
    check_identity(db, customer, how=how, certificate=certificate, by=by, now=now)
    settle(db, key, result=code)
    return customer


def check_identity(
    db: Session, customer: Customer, *, how: HowChecked, certificate: str = "", by: Actor, now: datetime
) -> None:
    """The customer is who the certificate says; `certificate` names which, where there are several.

    Raises WrongStatus('identity_decided'), Conflict('no_certificate' | 'certificate_run_out' | 'no_document_sent' |
    'not_two_ways'), Invalid('certificate', 'certificate_which') and AlreadyTaken('certificate_taken') when the number
    is another's checked one.
    """
    ensure(by, Permission.IDENTITY_DECIDE)
    if customer.identity_state is not IdentityState.NOT_CHECKED:
        raise WrongStatus("identity_decided", state=customer.identity_state.value)
    ways = _ways(db, customer, how, by=by, now=now)
    shown = _which(certificates_of(db, customer), certificate, now=now)
    try:
        with db.begin_nested():
            shown.state, shown.checked_how = CertificateState.CHECKED, ways
            shown.checked_at, shown.checked_by_id = now, by.staff_id
    except IntegrityError as taken:
        raise AlreadyTaken("certificate_taken") from taken
    customer.identity_state = IdentityState.CHECKED
    facts = {"how": how.value, "certificate": shown.public_id}
    record(db, Event.IDENTITY_CHECKED, by=by, now=now, customer=customer, facts=facts)


def certificates_of(db: Session, customer: Customer) -> Sequence[Certificate]:
    """Every certificate of a customer that was not removed, in the order it came."""
    theirs = (Certificate.party_id == customer.party_id, Certificate.removed_at.is_(None))
    return db.scalars(select(Certificate).where(*theirs).order_by(Certificate.id)).all()


def customer_to_change(db: Session, code: str, *, by: Actor) -> Customer:
    """A customer by code, held until the act ends: of two acts at once the second sees the first. Raises NotFound."""
    query = for_update(select(Customer).where(Customer.code == code, visible_customers(by)))
    found = db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("customer_not_found")
    return found


def _which(certificates: Sequence[Certificate], wanted: str, *, now: datetime) -> Certificate:
    """A number is unique among checked certificates only, so that nobody can squat another's (R58)."""
    shown = [each for each in certificates if each.number_encrypted and each.state is not CertificateState.REFUSED]
    if wanted:
        shown = [each for each in shown if each.public_id == wanted]
    if not shown:
        raise Conflict("no_certificate")
    valid = [each for each in shown if not each.is_expired(now.date())]
    if not valid:
        raise Conflict("certificate_run_out")
    if len(valid) > 1:
        raise Invalid.one("certificate", "certificate_which")
    return valid[0]


def _ways(db: Session, customer: Customer, how: HowChecked, *, by: Actor, now: datetime) -> list[str]:
    """What is kept with the certificate: the way, and for two ways which they were."""
    if how is HowChecked.DOCUMENT:
        ready = (Document.removed_at.is_(None), Document.state == DocumentState.READY)
        if not db.scalar(select(exists().where(Document.party_id == customer.party_id, *ready))):
            raise Conflict("no_document_sent")
    if how is not HowChecked.TWO_WAYS:
        return [how.value]
    ways = verified_ways(db, customer, by=by, now=now, wanted=Authority.CHANGE_ALL)
    if len(ways) < TWO:
        raise Conflict("not_two_ways")
    return [how.value, *sorted(way.value for way in ways)]
