"""A draft that whoever typed it gives up (IC-10): gone at once with its documents; nobody was registered by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.access import Actor
from core.identify_contact.drafts import must_be_open, open_draft
from core.model import Confirmation, Document
from core.submission import claim, settle


def discard_draft(db: Session, public_id: str, *, seen_version: int, by: Actor, now: datetime, key: str) -> None:
    """Removes a draft of a member of staff; its files go with sweep_files(). The same `key` a second time does nothing.

    No history is written: a draft concerns no customer yet, and what was looked up for it stands with those customers.
    Raises NotFound, StaleVersion when it was saved in another tab since, WrongStatus once it was submitted.
    """
    if claim(db, key, act="discard_draft", by=by, now=now) is not None:
        return
    draft = open_draft(db, public_id, staff=by, now=now)
    must_be_open(draft)
    draft.must_be_version(seen_version)
    for kept in (Document, Confirmation):
        db.execute(delete(kept).where(kept.draft_id == draft.id))
    db.delete(draft)
    settle(db, key, result=public_id)
