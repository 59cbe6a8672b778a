"""Looking at a registration afterwards: whom it resembles, whether it is held, who is told (IC-11, IC-15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.locking import for_update
from core.history import Event, record
from core.identify_contact.access_links import reach
from core.identify_contact.certificates import certificate_digits
from core.identify_contact.check import find_matches
from core.identify_contact.duplicates import remember_pair
from core.identify_contact.match_keys import person_of
from core.identify_contact.matching import Band, CheckQuery, Match
from core.model import Customer, Registration, RegistrationState
from core.outbox import send

REVIEW = "review_registration"
"""Kind of the job that does it; payload {"customer_id": …}."""

MOST_TOLD = 3


def review_registration(
    db: Session,
    customer_id: int,
    *,
    by: Actor,
    now: datetime,
    tell: bool = True,
    registration: Registration | None = None,
) -> bool:
    """Puts whoever the customer resembles into the queue of duplicates; returns whether the registration is held.

    Of a certain or likely pair the later registration is held; weak pairs only stand in the queue. `tell`: the earlier
    of the two is told, through the contact data on file, that somebody registered with data like theirs. May safely
    run twice. A `registration` is the customer's own, made by this very act: nobody else can hold it.
    """
    if registration is None:
        registration = db.scalar(for_update(select(Registration).where(Registration.customer_id == customer_id)))
    if registration is None or registration.state not in {RegistrationState.NEW, RegistrationState.HELD}:
        return False
    customer, known = registration.customer, set()
    for match in find_matches(db, query_of(customer)):
        if not _remember(db, customer, match, by=by, now=now) or match.band is Band.WEAK:
            continue
        earlier, later = sorted((customer, match.customer), key=lambda each: each.id)
        _hold(db, later, by=by, now=now)
        known.add(earlier)
    if tell:
        _tell(db, sorted(known, key=lambda each: each.id)[:MOST_TOLD], by=by, now=now)
    return registration.state is RegistrationState.HELD


def query_of(customer: Customer) -> CheckQuery:
    """What is on file about a customer, as a question about others."""
    party = customer.party
    shown = next((each for each in party.certificates if not each.is_removed and each.number_encrypted), None)
    person = person_of(party)
    return CheckQuery(
        type_code=shown.type_code if shown else "",
        number=certificate_digits(shown) if shown else "",
        issuing_state=(shown.issuing_state or "") if shown else "",
        emails=person.emails,
        phones=person.phones,
        last_name=person.last_name,
        middle_name=person.middle_name,
        first_name=person.first_name,
        latin_name=person.latin_name,
        legal_name=person.legal_name,
        birth_date=person.birth_date,
        gender=person.gender,
        addresses=tuple(address for address in party.addresses if not address.is_removed),
        certificates=person.certificates,
        customer_id=customer.id,
        party_id=customer.party_id,
    )


def _remember(db: Session, customer: Customer, match: Match, *, by: Actor, now: datetime) -> bool:
    new = remember_pair(
        db,
        customer,
        match.customer,
        evidence=match.evidence,
        score=match.score,
        band=match.band,
        now=now,
    )
    if new:
        facts = {"other": match.customer.code, "score": match.score, "band": match.band.value}
        record(db, Event.DUPLICATE_FOUND, by=by, now=now, customer=customer, facts=facts)
    return new


def _hold(db: Session, customer: Customer, *, by: Actor, now: datetime) -> None:
    theirs = select(Registration).where(Registration.customer_id == customer.id)
    registration = db.scalar(for_update(theirs))
    if registration is None or registration.state is not RegistrationState.NEW:
        return
    registration.state = RegistrationState.HELD
    record(db, Event.REGISTRATION_HELD, by=by, now=now, customer=customer)


def _tell(db: Session, known: Sequence[Customer], *, by: Actor, now: datetime) -> None:
    for customer in known:
        medium = reach(customer)
        if medium is None:
            continue
        send(
            db,
            "known_party_told",
            to=medium.value,
            language=customer.party.language or "en",
            facts={"registered_at": now.isoformat()},
            now=now,
            party=customer.party,
        )
        record(db, Event.KNOWN_PARTY_TOLD, by=by, now=now, customer=customer, facts={"by": medium.kind.value})
