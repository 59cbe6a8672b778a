"""What a registration knows beside its answers, who comes of the two, and the access its door gives (IC-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.access import Actor
from core.identify_contact.access_links import send_set_password_link
from core.identify_contact.answers import AccessAnswers, BasicAnswers, RegistrationAnswers
from core.identify_contact.certificates import certificate_of
from core.identify_contact.customer_records import addresses_of, credential_of, preference_of
from core.identify_contact.doors import DESK
from core.identify_contact.records import media_of, other_contacts, party_of
from core.identify_contact.sign_in_names import claim_sign_in_name
from core.model import Authority, Channel, Contact, Customer, Party
from core.outbox import send


@dataclass(frozen=True, slots=True)
class Arrival:
    """By whom, through which door, when, under which confirmed address, speaking what."""

    by: Actor
    channel: Channel
    now: datetime
    confirmed: str
    language: str


def newcomer(answers: RegistrationAnswers, arrival: Arrival, *, code: str) -> Customer:
    """The customer of examined answers with their party, contacts and preferences; nothing of it is in a session."""
    customer = Customer(party=_party(answers, arrival), **customer_values(answers, arrival, code=code))
    in_person = Contact(party=customer.party, **in_person_values(arrival))
    basic = answers.basic or BasicAnswers()
    others = other_contacts(basic, answers.contacts, language=arrival.language, now=arrival.now)
    customer.contacts = [in_person, *others]
    if answers.preferences:
        customer.preference = preference_of(answers.preferences, language=arrival.language)
    return customer


def customer_values(answers: RegistrationAnswers, arrival: Arrival, *, code: str) -> dict[str, Any]:
    """The customer by column, for bulk loads."""
    return {
        "code": code,
        "channel": arrival.channel,
        "registered_at": arrival.now,
        "registered_by_id": arrival.by.staff_id,
        "last_contact_at": arrival.now,
        "external_reference": answers.external_reference or None,
    }


def in_person_values(arrival: Arrival) -> dict[str, Any]:
    """The contact that is the customer in person, by column."""
    return {"authority": Authority.ORDER, "created_at": arrival.now}


def spoken_by(answers: RegistrationAnswers, arrival: Arrival) -> str:
    """The language in which they want to be spoken to."""
    return (answers.preferences.language if answers.preferences else "") or arrival.language


def parts_said(answers: RegistrationAnswers) -> list[str]:
    """The steps that were answered, for the history."""
    parts = ("certificate", "basic", "contacts", "addresses", "preferences", "consents", "access", "notices")
    return [part for part in parts if getattr(answers, part)]


def _party(answers: RegistrationAnswers, arrival: Arrival) -> Party:
    basic, now = answers.basic or BasicAnswers(), arrival.now
    party = party_of(basic, language=spoken_by(answers, arrival), now=now)
    party.media = media_of(basic, answers.contacts, confirmed=arrival.confirmed, now=now)
    party.addresses = addresses_of(answers.addresses, now=now)
    claimed = certificate_of(answers.certificate, now=now) if answers.certificate else None
    party.certificates = [claimed] if claimed else []
    return party


def give_access(db: Session, customer: Customer, access: AccessAnswers | None, arrival: Arrival) -> None:
    """Adds a credential; under a confirmed name that is still free it signs in, else after the link that is sent."""
    if access is None and arrival.channel not in DESK:
        return
    credential = credential_of(customer.party, access or AccessAnswers(), now=arrival.now)
    db.add(credential)
    if arrival.channel is not Channel.PORTAL:
        send_set_password_link(db, customer, credential, now=arrival.now)
        return
    claim_sign_in_name(db, credential, value=arrival.confirmed, now=arrival.now)
    send(
        db,
        "welcome",
        to=arrival.confirmed,
        language=arrival.language,
        facts={"customer_code": customer.code, "registered_at": arrival.now.isoformat()},
        now=arrival.now,
        party=customer.party,
    )
