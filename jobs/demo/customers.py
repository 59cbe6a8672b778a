"""Registering everybody of the demo through the product's own door, as it happened over the last weeks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core.access import Actor
from core.clock import utcnow
from core.identify_contact.answers import AccessAnswers, BasicAnswers, CertificateAnswers, RegistrationAnswers
from core.identify_contact.checked_identity import HowChecked
from core.identify_contact.drafts import begin_draft, keep_step
from core.identify_contact.identity_check import accept
from core.identify_contact.notices import accepting
from core.identify_contact.registration import register
from core.identify_contact.review import review_registration
from core.model import Channel, Customer, Registration
from core.passwords import hash_answer
from jobs.demo.people import CHARACTERS, Character


def register_everybody(
    db: Session, staff: Mapping[str, Actor], *, password_hash: str, now: datetime
) -> dict[str, Customer]:
    """All customers by their short names; one registration is held, one was left half-way."""
    answer_hash = hash_answer("Kungsholmen")
    customers = {}
    for character in CHARACTERS:
        at = now - timedelta(days=character.days, hours=3)
        customers[character.name] = _register(db, character, staff, password_hash, answer_hash, at=at)
        if character.checked:
            _check(db, customers[character.name], by=staff["agent"], at=at + timedelta(hours=1))
    _left_half_way(db, by=staff["csr"], now=now - timedelta(hours=2))
    return customers


def _register(
    db: Session, who: Character, staff: Mapping[str, Actor], password_hash: str, answer_hash: str, *, at: datetime
) -> Customer:
    portal, language = who.channel is Channel.PORTAL, who.preferences.language
    answers = RegistrationAnswers(
        certificate=who.certificate,
        basic=who.basic,
        contacts=who.contacts,
        addresses=(who.address, *who.extra),
        preferences=who.preferences,
    )
    if portal:
        access = AccessAnswers(
            password_hash=password_hash, question_code="school_neighbourhood", answer_hash=answer_hash
        )
        notices = accepting(db, language=language, now=utcnow())
        answers = replace(answers, access=access, notices=notices, confirmed=who.basic.email)
    customer = register(
        db,
        answers,
        by=Actor.public(language=language) if portal else staff["csr"],
        channel=who.channel,
        now=at,
        key=f"demo-registration-{who.name}",
        confirmed=who.basic.email if portal else None,
        language=language,
    )
    review_registration(db, customer.id, by=Actor.system(), now=at, tell=False)
    return customer


def _check(db: Session, customer: Customer, *, by: Actor, at: datetime) -> None:
    registration = db.query(Registration).filter_by(customer_id=customer.id).one()
    accept(db, registration, seen_version=registration.version, how=HowChecked.IN_PERSON, by=by, now=at)


def _left_half_way(db: Session, *, by: Actor, now: datetime) -> None:
    draft = begin_draft(db, channel=Channel.PHONE, language="en", browser_secret=None, staff=by, now=now)
    keep_step(db, draft, "certificate", CertificateAnswers(later=True, kept_reason="Will call back"), now=now)
    basic = BasicAnswers(last_name="Nakamura", first_name="Aiko", mobile="+46737654321")
    keep_step(db, draft, "basic", basic, now=now)
