"""What a registration knows beside its answers, and the access that it gives at its door (IC-9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.access import Actor
from core.identify_contact.access_links import send_set_password_link
from core.identify_contact.answers import AccessAnswers
from core.identify_contact.customer_records import credential_of
from core.identify_contact.doors import DESK
from core.identify_contact.sign_in_names import claim_sign_in_name
from core.model import Channel, Customer
from core.outbox import send


@dataclass(frozen=True, slots=True)
class Arrival:
    """By whom, through which door, when, under which confirmed address, speaking what."""

    by: Actor
    channel: Channel
    now: datetime
    confirmed: str
    language: str


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
