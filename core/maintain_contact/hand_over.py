"""*Hand over*: the customer chooses password and question on the desk's own device (IC-9, R6, R7).

It is offered to who registered them within a day, or has just verified them, and only while nobody signs in for them:
it is never a way round a forgotten password. Its link is never sent nor shown: only the browser that was handed over
refers to it, and nobody is signed in there meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure, may
from core.database.locking import for_update
from core.errors import Conflict
from core.history import Event, record
from core.identify_contact.access_links import reach
from core.identify_contact.what_is_held import Held, held
from core.maintain_contact.customer_page import visible_customer
from core.maintain_contact.live_verification import live_verification
from core.model import (
    ContactMedium,
    Credential,
    Customer,
    CustomerStatus,
    LinkPurpose,
    OneTimeLink,
    Verification,
)
from core.submission import claim, settle
from core.tokens import new_token, token_hash

LASTS = timedelta(minutes=30)
AFTER_REGISTRATION = timedelta(hours=24)
_LIVE = (CustomerStatus.PROSPECT, CustomerStatus.ACTIVE)


def may_hand_over(shown: Held, verification: Verification | None, *, by: Actor, now: datetime) -> bool:
    """Whether *Hand over* can be pressed: nobody signs in for them yet, there is an e-mail or mobile to do so with,
    and this member of staff registered them within a day or has verified them, in person, just now."""
    customer, access = shown.customer, shown.access
    is_new = customer.registered_by_id == by.staff_id and now - customer.registered_at < AFTER_REGISTRATION
    signs_in = access is not None and bool(access.sign_in_names)
    known = is_new or (verification is not None and verification.contact.party_id == customer.party_id)
    lives = customer.status in _LIVE and may(by, Permission.REGISTER)
    return known and lives and not signs_in and reach(customer) is not None


def hand_over(db: Session, code: str, *, key: str, by: Actor, now: datetime) -> OneTimeLink:
    """Opens the customer's step for half an hour; one that was open before dies. The same `key` gives the same step.

    Raises NotAllowed, NotFound, Conflict("hand_over_not_now").
    """
    ensure(by, Permission.REGISTER)
    customer = visible_customer(db, code, by=by)
    if (first := claim(db, key, act="hand_over", by=by, now=now)) is not None:
        return db.get_one(OneTimeLink, int(first))
    verification = live_verification(db, customer, by=by, now=now)
    credential = _credential(db, customer, now=now)
    if credential.disabled_at or not may_hand_over(held(db, customer, by=by), verification, by=by, now=now):
        raise Conflict("hand_over_not_now")
    earlier = (
        OneTimeLink.credential_id == credential.id,
        OneTimeLink.purpose == LinkPurpose.HAND_OVER,
        OneTimeLink.used_at.is_(None),
    )
    db.execute(update(OneTimeLink).where(*earlier).values(used_at=now))
    link = _link(credential, reach(customer), by=by, now=now)
    db.add(link)
    db.flush()
    record(db, Event.HANDED_OVER, by=by, now=now, customer=customer, party=customer.party)
    settle(db, key, result=str(link.id))
    return link


def _credential(db: Session, customer: Customer, *, now: datetime) -> Credential:
    """Theirs; who came by a file or a salesperson has none yet."""
    query = select(Credential).where(Credential.party_id == customer.party_id)
    credential = db.scalar(for_update(query))
    if credential is None:
        credential = Credential(party=customer.party, created_at=now)
        db.add(credential)
        db.flush()
    return credential


def _link(credential: Credential, medium: ContactMedium | None, *, by: Actor, now: datetime) -> OneTimeLink:
    return OneTimeLink(
        purpose=LinkPurpose.HAND_OVER,
        token_hash=token_hash(new_token()),  # of a token that nobody has
        credential_id=credential.id,
        staff_id=by.staff_id,
        password_version=credential.password_version,
        medium_value=medium.value if medium else None,
        created_at=now,
        expires_at=now + LASTS,
    )
