"""Who signs in under which confirmed e-mail or mobile: the first to confirm wins, and nobody is told (IC-11)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.insert_once import insert_once
from core.model import Credential, SignInName


def claim_sign_in_name(db: Session, credential: Credential, *, value: str, now: datetime) -> bool:
    """Gives a confirmed e-mail or mobile to a credential; False when another has it.

    The same single statement either way (R18). The result is for the process only: a page must not show it.
    """
    db.flush()  # a new credential needs its key
    values = {"credential_id": credential.id, "value": value, "confirmed_at": now}
    return insert_once(db, SignInName, unique=["value"], values=values) is not None


def is_known(db: Session, value: str) -> bool:
    """Whether somebody signs in under it; never to be shown."""
    return db.scalar(select(SignInName.id).where(SignInName.value == value)) is not None
