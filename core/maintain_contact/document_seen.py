"""Verify caller by the document shown in person: its number matches the file and a photo of it is kept (MC-1, R15)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core.access import Actor
from core.database.transaction import transaction
from core.errors import Invalid, TooMany
from core.files import FileStore
from core.identify_contact.certificates import certificate_digits
from core.identify_contact.documents import add_document
from core.identify_contact.received_files import ReceivedFile
from core.maintain_contact.guessing import note_miss
from core.maintain_contact.verification import Compared, Outcome, caller_of, opened, shut_for
from core.model import Contact, Customer, VerificationWay
from core.normalise import certificate_number
from core.throttle import Rule, attempt, closed_until, succeeded, tries_left
from core.tokens import same

SEEN_DOCUMENT = Rule("seen document", free=3, first_wait=timedelta(minutes=30), longest_wait=timedelta(days=1))


def verify_by_document(
    customer_code: str,
    *,
    contact_id: str,
    number: str,
    photo: ReceivedFile,
    store: FileStore,
    channel: str,
    by: Actor,
    now: datetime,
) -> Outcome:
    """Compares the number on the document in hand with those on file; a match keeps the photo and opens the customer.

    Makes its own transactions: a try counts first, apart from the tries on the question. `photo` has been received
    and goes when nothing matches. Raises Invalid("number", "certificate_number_missing"), NotAllowed, NotFound, and
    Invalid on "file" when the customer has too many.
    """
    shown = certificate_number(number)
    if not shown:
        store.delete(photo.stored.name)
        raise Invalid.one("number", "certificate_number_missing")
    with transaction() as db:
        begun = _begin(db, customer_code, contact_id=contact_id, by=by, now=now)
    with transaction() as db:
        customer, contact = caller_of(db, customer_code, contact_id=contact_id, by=by)
        if begun is None and _matches(contact, shown):
            succeeded(db, SEEN_DOCUMENT, str(customer.id), now=now)
            add_document(db, store, photo, owner=contact.party, by=by, now=now)
            return opened(db, contact, way=VerificationWay.DOCUMENT, channel=channel, by=by, now=now)
        outcome = begun or _missed(db, customer, contact, by=by, now=now)
    store.delete(photo.stored.name)
    return outcome


def _begin(db: Session, code: str, *, contact_id: str, by: Actor, now: datetime) -> Outcome | None:
    """Counts the try; an Outcome when nothing may be compared."""
    customer, contact = caller_of(db, code, contact_id=contact_id, by=by)
    if shut := shut_for(db, contact, by=by, now=now):
        return shut
    try:
        attempt(db, SEEN_DOCUMENT, str(customer.id), now=now)
    except TooMany:
        return Outcome(Compared.CLOSED, until=closed_until(db, SEEN_DOCUMENT, str(customer.id), now=now))
    return None


def _matches(contact: Contact, shown: str) -> bool:
    numbers = [certificate_digits(held) for held in contact.party.certificates if not held.is_removed]
    return sum(bool(number) and same(shown, number) for number in numbers) > 0


def _missed(db: Session, customer: Customer, contact: Contact, *, by: Actor, now: datetime) -> Outcome:
    note_miss(db, customer, contact, way=VerificationWay.DOCUMENT, by=by, now=now)
    until = closed_until(db, SEEN_DOCUMENT, str(customer.id), now=now)
    if until is not None:
        return Outcome(Compared.CLOSED, until=until)
    return Outcome(Compared.NO_MATCH, tries_left=tries_left(db, SEEN_DOCUMENT, str(customer.id)))
