"""Search terms never stand in an address: they are kept for a day under a random id that only their maker can read."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.crypto import keyring
from core.errors import NotFound
from core.model import SearchView
from core.tokens import public_id

KEPT_FOR = timedelta(days=1)
LONGEST = 200


def keep_view(db: Session, terms: str, *, by: Actor, now: datetime) -> SearchView:
    """Keeps the terms of one search, encrypted; the maker's older ones that have run out go."""
    ensure(by, Permission.CUSTOMER_FIND)
    mine = SearchView.staff_id == by.staff_id
    db.execute(delete(SearchView).where(mine, SearchView.name.is_(None), SearchView.expires_at < now))
    view = SearchView(public_id=public_id(), staff_id=by.staff_id, created_at=now, expires_at=now + KEPT_FOR)
    typed = terms[:LONGEST].encode("utf-8", "replace")
    view.terms_encrypted = keyring().encrypt("search view", typed, bound_to=view.public_id)
    db.add(view)
    return view


def open_view(db: Session, view_id: str, *, by: Actor, now: datetime) -> str:
    """The terms again. Raises NotFound for another's view, one that has run out, and one that never was."""
    view = db.scalar(
        select(SearchView).where(SearchView.public_id == view_id[:LONGEST], SearchView.staff_id == by.staff_id)
    )
    if view is None or (view.expires_at is not None and view.expires_at <= now):
        raise NotFound("view_gone")
    return keyring().decrypt("search view", view.terms_encrypted, bound_to=view.public_id).decode()
