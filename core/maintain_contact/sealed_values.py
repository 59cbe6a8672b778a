"""Before and after of an order, under the customer's own key, opened or sealed for a whole order at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.history import party_keyring
from core.model import PartyKey

_PURPOSE = "history"


def sealer(db: Session, party_id: int, *, now: datetime) -> Callable[[Any], str | None]:
    """A function that seals JSON values under the party's key; None stays None."""
    ring = party_keyring(db, party_id, now=now)

    def seal(value: Any) -> str | None:
        if value is None:
            return None
        return ring.encrypt(_PURPOSE, json.dumps(value).encode(), bound_to=str(party_id))

    return seal


def opener(db: Session, party_id: int, *, now: datetime) -> Callable[[str | None], Any]:
    """A function that opens them again; everything reads None once the party's key has been destroyed."""
    key = db.scalar(select(PartyKey).where(PartyKey.party_id == party_id))
    if key is None or key.wrapped is None:
        return lambda _sealed: None
    ring = party_keyring(db, party_id, now=now)

    def unseal(sealed: str | None) -> Any:
        if sealed is None:
            return None
        return json.loads(ring.decrypt(_PURPOSE, sealed, bound_to=str(party_id)))

    return unseal
