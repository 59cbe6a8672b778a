"""Links that let a customer set a password: random, stored hashed, used once, bound to the password's version (R19)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from core.database.locking import for_update
from core.errors import NotFound
from core.history import Event
from core.identify_contact.acting import of_party
from core.model import Credential, Customer, HistoryEntry, LinkPurpose, OneTimeLink
from core.tokens import new_token, token_hash

SET_LASTS = timedelta(hours=24)
RESET_LASTS = timedelta(minutes=60)
MISSES = 5
MAILS_A_DAY = 5

LASTS = {LinkPurpose.SET_PASSWORD: SET_LASTS, LinkPurpose.RESET_PASSWORD: RESET_LASTS}


def new_link(db: Session, credential: Credential, *, purpose: LinkPurpose, sent_to: str, now: datetime) -> str:
    """The token of a new link to be sent to `sent_to`; older ones of this account die with it.

    For setting the first password 24 hours (IC-9), for a reset 60 minutes.
    """
    ours = (OneTimeLink.credential_id == credential.id, OneTimeLink.purpose.in_(LASTS), OneTimeLink.used_at.is_(None))
    db.execute(update(OneTimeLink).where(*ours).values(used_at=now))
    token = new_token()
    db.add(
        OneTimeLink(
            purpose=purpose,
            token_hash=token_hash(token),
            credential_id=credential.id,
            password_version=credential.password_version,
            medium_value=sent_to,
            created_at=now,
            expires_at=now + LASTS[purpose],
        )
    )
    return token


def usable_link(
    db: Session, token: str, *, purpose: LinkPurpose, now: datetime, hold: bool = False, misses: int = MISSES
) -> tuple[OneTimeLink, Credential]:
    """The link and its account; looking does not spend it. `hold` keeps others from it until the act ends.

    Raises NotFound("link_worthless") alike for one that was used, ran out, was missed on five times, or never was, and
    after the account's password has changed or opened a session since.
    """
    query = select(OneTimeLink).where(OneTimeLink.token_hash == token_hash(token), OneTimeLink.purpose == purpose)
    link = db.scalar(for_update(query) if hold else query)
    credential = db.get(Credential, link.credential_id) if link is not None and link.credential_id else None
    if link is None or credential is None or credential.disabled_at is not None:
        raise NotFound("link_worthless")
    spent = link.used_at is not None or now >= link.expires_at or link.misses >= misses
    if spent or link.password_version != credential.password_version or _signed_in_since(db, credential, link):
        raise NotFound("link_worthless")
    return link, credential


def links_today(db: Session, credential: Credential, *, now: datetime) -> int:
    """Reset links that were made for this account within a day (R21)."""
    made = select(func.count()).where(
        OneTimeLink.credential_id == credential.id,
        OneTimeLink.purpose == LinkPurpose.RESET_PASSWORD,
        OneTimeLink.created_at > now - timedelta(days=1),
    )
    return db.scalar(made) or 0


def _signed_in_since(db: Session, credential: Credential, link: OneTimeLink) -> bool:
    """Who remembers the password needs no reset: a link that lies in a mailbox is worth nothing then."""
    customers = select(Customer.id).where(of_party(credential.party_id))
    entry = exists().where(
        HistoryEntry.customer_id.in_(customers),
        HistoryEntry.party_id == credential.party_id,
        HistoryEntry.event == Event.SIGNED_IN.value,
        HistoryEntry.at > link.created_at,
    )
    return bool(db.scalar(select(entry)))
