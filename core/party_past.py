"""The erasable half of the past: values under a key of the party's own; destroying the key erases them (R55, MC-10)."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.crypto import Keyring, keyring
from core.model import PartyKey
from core.tokens import new_token

_PURPOSE = "history"


def seal_value(seal: Keyring, party_id: int, value: Any) -> str | None:
    """The value under a key already at hand; None stays None."""
    if value is None:
        return None
    return seal.encrypt(_PURPOSE, json.dumps(value, default=str).encode(), bound_to=str(party_id))


def sealed(db: Session, party_id: int, value: Any, *, now: datetime) -> str | None:
    """A value of a party's past, encrypted under the party's own key (orders keep their before and after so)."""
    return seal_value(party_keyring(db, party_id, now=now), party_id, value)


def unsealed(db: Session, party_id: int, text: str | None) -> Any:
    """The value again; None where there was none or where the key has been destroyed."""
    key = db.scalar(select(PartyKey).where(PartyKey.party_id == party_id))
    if text is None or key is None or key.wrapped is None:
        return None
    return json.loads(_opened(key).decrypt(_PURPOSE, text, bound_to=str(party_id)))


def sealer(db: Session, party_id: int, *, now: datetime) -> Callable[[Any], str | None]:
    """sealed() for many values of one party: its key is read once."""
    ring = party_keyring(db, party_id, now=now)
    return lambda value: seal_value(ring, party_id, value)


def opener(db: Session, party_id: int, *, now: datetime) -> Callable[[str | None], Any]:
    """unsealed() for many values of one party; everything reads None once the party's key has been destroyed."""
    key = db.scalar(select(PartyKey).where(PartyKey.party_id == party_id))
    if key is None or key.wrapped is None:
        return lambda _sealed: None
    ring = party_keyring(db, party_id, now=now)
    return lambda text: json.loads(ring.decrypt(_PURPOSE, text, bound_to=str(party_id))) if text else None


def party_keyring(db: Session, party_id: int, *, now: datetime) -> Keyring:
    """The party's own key, made at first use; destroying its row makes the party's past unreadable."""
    key = db.scalar(select(PartyKey).where(PartyKey.party_id == party_id))
    if key is None:
        secret = new_token() + new_token()
        wrapped = keyring().encrypt("party key", secret.encode(), bound_to=str(party_id))
        key = PartyKey(party_id=party_id, wrapped=wrapped, created_at=now)
        db.add(key)
        db.flush()  # a second record in the same act must find it
    return _opened(key)


def _opened(key: PartyKey) -> Keyring:
    if key.wrapped is None:
        raise ValueError("this party's past has been erased")
    secret = keyring().decrypt("party key", key.wrapped, bound_to=str(key.party_id)).decode()
    return Keyring((secret,))
