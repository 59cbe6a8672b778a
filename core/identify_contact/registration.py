"""Registration: the one function of all doors (IC-10, IC-11, IC-15).

A prospect in the portal, staff on their behalf, an import: the same path, the same record. Whether somebody is known
already changes nothing here: a registration from outside is reviewed afterwards by a job, so that neither answer nor
time nor statements tell it (R17, R18); one entered by staff is reviewed at once.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission, may
from core.history import Event, record
from core.identify_contact.answers import RegistrationAnswers
from core.identify_contact.arrival import Arrival, give_access, newcomer, parts_said
from core.identify_contact.certificate_types import type_rules
from core.identify_contact.customer_records import consents_of
from core.identify_contact.doors import ensure_door, examine_registration
from core.identify_contact.drafts import close_draft
from core.identify_contact.duplicates import say_not_same
from core.identify_contact.match_keys import write_match_keys
from core.identify_contact.notices import accept_notices
from core.identify_contact.review import REVIEW, review_registration
from core.model import Channel, Customer, Document, Registration, RegistrationDraft, RegistrationState
from core.numbers import customer_code
from core.operator import minimum_age
from core.outbox import enqueue
from core.submission import claim, settle
from core.tokens import public_id

_ACT = "register"


def register(
    db: Session,
    answers: RegistrationAnswers,
    *,
    by: Actor,
    channel: Channel,
    now: datetime,
    key: str,
    draft: RegistrationDraft | None = None,
    confirmed: str | None = None,
    language: str | None = None,
) -> Customer:
    """Registers a prospect through a door and returns the customer with their code.

    `key` is the form's one-time key: the same key, or the same draft, gives the first customer again. `confirmed` is
    the e-mail or mobile whose code came back; without it the draft's own. Raises NotAllowed, Invalid as
    examine_registration(), Conflict('key_used_elsewhere').
    """
    ensure_door(by, channel)
    known_as = public_id()
    if (first := _first_result(db, draft, key=key, known_as=known_as, by=by, now=now)) is not None:
        return first
    proven = confirmed if confirmed is not None else answers.confirmed if draft and draft.confirmed_at else ""
    rules = type_rules(db, answers.certificate.type_code if answers.certificate else "")
    examined = examine_registration(
        answers, door=channel, today=now.date(), confirmed=proven, rules=rules, minimum_age=minimum_age(db)
    )
    spoken = language or (draft.language if draft else by.language)
    arrival = Arrival(by, channel, now, proven, spoken)
    customer, registration = _write(db, examined, arrival, known_as=known_as)
    give_access(db, customer, examined.access, arrival)
    if draft is not None:
        _take_over(db, draft, customer, now=now)
    _record(db, customer, examined, arrival)
    _review(db, customer, registration, examined, arrival)
    return customer


def _first_result(
    db: Session, draft: RegistrationDraft | None, *, key: str, known_as: str, by: Actor, now: datetime
) -> Customer | None:
    first = claim(db, key, act=_ACT, by=by, now=now, result=known_as)
    if first is not None:
        return db.scalars(select(Customer).where(Customer.public_id == first)).one()
    if draft is None or draft.customer_id is None:
        return None
    customer = db.get_one(Customer, draft.customer_id)
    settle(db, key, result=customer.public_id)
    return customer


def _write(
    db: Session, answers: RegistrationAnswers, arrival: Arrival, *, known_as: str
) -> tuple[Customer, Registration]:
    now, by = arrival.now, arrival.by
    customer = newcomer(answers, arrival, code=customer_code(db))
    customer.public_id = known_as
    db.add(customer)
    write_match_keys(db, customer.party, is_new=True)  # what follows needs the party's key too
    if answers.consents:
        db.add_all(consents_of(answers.consents, customer_id=customer.id, by=by, source=arrival.channel, now=now))
    if answers.notices:
        accept_notices(db, customer.party, answers.notices, channel=arrival.channel, now=now)
    registration = Registration(
        customer=customer, channel=arrival.channel, state=RegistrationState.NEW, at=now, by_staff_id=by.staff_id
    )
    db.add(registration)
    return customer, registration


def _take_over(db: Session, draft: RegistrationDraft, customer: Customer, *, now: datetime) -> None:
    """Documents of the draft become the party's; they show its certificate."""
    shown = next(iter(customer.party.certificates), None)
    theirs = update(Document).where(Document.draft_id == draft.id)
    db.execute(theirs.values(party_id=customer.party_id, draft_id=None, certificate_id=shown.id if shown else None))
    close_draft(draft, customer_id=customer.id, now=now)


def _record(db: Session, customer: Customer, answers: RegistrationAnswers, arrival: Arrival) -> None:
    record(
        db,
        Event.CUSTOMER_REGISTERED,
        by=arrival.by,
        now=arrival.now,
        customer=customer,
        party=customer.party,
        fields=parts_said(answers),
        facts={"channel": arrival.channel.value, "confirmed": bool(arrival.confirmed)},
    )


def _review(
    db: Session, customer: Customer, registration: Registration, answers: RegistrationAnswers, arrival: Arrival
) -> None:
    by, now = arrival.by, arrival.now
    if not by.is_staff:
        enqueue(db, REVIEW, payload={"customer_id": customer.id}, now=now, key=f"review:{customer.id}")
        return
    if answers.not_same and may(by, Permission.DUPLICATE_DECIDE):
        for other in db.scalars(select(Customer).where(Customer.code.in_(answers.not_same))).all():
            say_not_same(db, customer, other, by=by, now=now)
    review_registration(db, customer.id, by=by, tell=False, now=now, registration=registration)
