"""The link by which somebody registered on their behalf chooses their own password: 24 hours, once (IC-9, R6, R7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.model import ContactMedium, Credential, Customer, LinkPurpose, MediumKind, OneTimeLink
from core.outbox import send
from core.tokens import new_token, token_hash

VALID = timedelta(hours=24)
_BY = (MediumKind.EMAIL, MediumKind.MOBILE)


def send_set_password_link(
    db: Session, customer: Customer, credential: Credential, *, now: datetime, template: str = "set_password_link"
) -> ContactMedium | None:
    """Sends the link to the best e-mail, else mobile, on file; earlier ones die. None: nothing to send it to.

    Only the token's hash is kept, with the address it went to: following it proves that this address is theirs. Who has
    chosen their password already ("confirm_access") does no more than that by it.
    """
    medium = reach(customer)
    if medium is None:
        return None
    if credential in db.new:
        db.flush()  # the link needs the credential's key
    else:
        _end_earlier(db, credential, now=now)
    token, until = new_token(), now + VALID
    db.add(_link(credential, token, medium=medium, now=now))
    send(
        db,
        template,
        to=medium.value,
        language=customer.party.language or "en",
        facts={"expires_at": until.isoformat(), "hours": int(VALID.total_seconds() // 3600)},
        secret={"token": token},
        now=now,
        party=customer.party,
    )
    return medium


def _end_earlier(db: Session, credential: Credential, *, now: datetime) -> None:
    earlier = (OneTimeLink.credential_id == credential.id, OneTimeLink.purpose == LinkPurpose.SET_PASSWORD)
    db.execute(update(OneTimeLink).where(*earlier, OneTimeLink.used_at.is_(None)).values(expires_at=now))


def _link(credential: Credential, token: str, *, medium: ContactMedium, now: datetime) -> OneTimeLink:
    return OneTimeLink(
        purpose=LinkPurpose.SET_PASSWORD,
        token_hash=token_hash(token),
        credential_id=credential.id,
        password_version=credential.password_version,
        medium_value=medium.value,
        created_at=now,
        expires_at=now + VALID,
    )


def reach(customer: Customer) -> ContactMedium | None:
    """Where a customer reads us: confirmed before unconfirmed, e-mail before mobile, preferred before others."""
    media = [medium for medium in customer.party.media if medium.kind in _BY and not medium.is_removed]
    alive = [medium for medium in media if medium.failed_at is None]
    return min(
        alive,
        key=lambda medium: (not medium.is_confirmed, _BY.index(medium.kind), not medium.preferred, medium.id or 0),
        default=None,
    )
