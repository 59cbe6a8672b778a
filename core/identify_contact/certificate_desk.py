"""A certificate that somebody shows after registration: added, or in place of another, by staff (IC-1, IC-15)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure, may
from core.errors import Conflict, Invalid, NotAllowed, NotFound, WrongStatus
from core.history import Event, record
from core.identify_contact.answers import CertificateAnswers, examine_certificate
from core.identify_contact.certificate_types import type_rules
from core.identify_contact.certificates import certificate_of
from core.identify_contact.check import find_matches
from core.identify_contact.checked_identity import certificates_of, customer_to_change
from core.identify_contact.duplicates import remember_pair
from core.identify_contact.identity_sight import LIVING, verified_ways
from core.identify_contact.review import query_of
from core.model import Authority, Certificate, CertificateState, Channel, Customer, CustomerStatus, IdentityState
from core.submission import claim, settle

_ACT = "put_certificate"


def put_certificate(
    db: Session,
    code: str,
    answers: CertificateAnswers,
    *,
    instead_of: str = "",
    present: bool = False,
    key: str,
    by: Actor,
    now: datetime,
) -> Certificate:
    """Adds a certificate as a claim, or puts it in place of the one with the public id `instead_of`.

    Staff have verified the caller, or say that the person is here with the document. When no checked certificate is
    left the identity is to be checked anew. Raises NotAllowed('not_verified' | 'supervisor_needed'), NotFound, Invalid
    as examine_certificate() and WrongStatus('customer_gone').
    """
    ensure(by, Permission.IDENTITY_DECIDE)
    customer = customer_to_change(db, code, by=by)
    if (first := claim(db, key, act=_ACT, by=by, now=now)) is not None:
        return _own(db, customer, first)
    may_put(db, customer, present=present, by=by, now=now)
    if answers.later:
        raise Invalid.one("number", "certificate_number_missing")
    rules = type_rules(db, answers.type_code)
    examined = examine_certificate(answers, today=now.date(), door=Channel.SHOP, rules=rules)
    made = _keep(db, customer, examined, instead_of=instead_of, by=by, now=now)
    event = Event.CERTIFICATE_REPLACED if instead_of else Event.CERTIFICATE_ADDED
    facts = {"certificate": made.public_id, "type": made.type_code, "present": present}
    record(db, event, by=by, now=now, customer=customer, party=customer.party, facts=facts)
    _settle_identity(db, customer, by=by, now=now)
    _look_for_others(db, customer, now=now)
    settle(db, key, result=made.public_id)
    return made


def may_put(db: Session, customer: Customer, *, present: bool, by: Actor, now: datetime) -> None:
    """Raises NotAllowed('not_verified') unless the person is here or verified, WrongStatus for who is gone."""
    if customer.status not in LIVING:
        raise WrongStatus("customer_gone")
    here = present and customer.status is CustomerStatus.PROSPECT
    if not here and not verified_ways(db, customer, by=by, now=now, wanted=Authority.CHANGE_ALL):
        raise NotAllowed("not_verified")


def _keep(
    db: Session, customer: Customer, examined: CertificateAnswers, *, instead_of: str, by: Actor, now: datetime
) -> Certificate:
    before = _own(db, customer, instead_of) if instead_of else None
    made = certificate_of(examined, now=now)
    if made is None:
        raise Invalid.one("number", "certificate_number_missing")
    if before is not None:
        _take_away(customer, before, by=by, now=now)
    made.party_id = customer.party_id
    db.add(made)
    db.flush()  # what follows reads what is on file
    return made


def _own(db: Session, customer: Customer, public_id: str) -> Certificate:
    found = next((each for each in certificates_of(db, customer) if each.public_id == public_id), None)
    if found is None:
        raise NotFound("certificate_gone")
    return found


def _take_away(customer: Customer, before: Certificate, *, by: Actor, now: datetime) -> None:
    """What was checked of an active customer is a field of their identity: it takes a supervisor."""
    checked = before.state is CertificateState.CHECKED and not before.is_expired(now.date())
    if checked and customer.status is CustomerStatus.ACTIVE and not may(by, Permission.ORDER_APPROVE):
        raise Conflict("supervisor_needed")
    before.removed_at = now


def _settle_identity(db: Session, customer: Customer, *, by: Actor, now: datetime) -> None:
    """Checked stays checked as long as a checked certificate is on file; refused begins anew."""
    if customer.identity_state is IdentityState.NOT_CHECKED:
        return
    if customer.identity_state is IdentityState.CHECKED:
        states = {each.state for each in certificates_of(db, customer)}
        if CertificateState.CHECKED in states:
            return
    customer.identity_state = IdentityState.NOT_CHECKED
    record(db, Event.IDENTITY_UNCHECKED, by=by, now=now, customer=customer)


def _look_for_others(db: Session, customer: Customer, *, now: datetime) -> None:
    """Whom the new number makes them resemble stands in the queue of duplicates."""
    db.refresh(customer.party, ["certificates"])
    for match in find_matches(db, query_of(customer)):
        remember_pair(
            db, customer, match.customer, evidence=match.evidence, score=match.score, band=match.band, now=now
        )
