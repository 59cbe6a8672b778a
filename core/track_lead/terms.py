"""The reference lists that leads are spoken of with; code compares codes, never labels."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Invalid
from core.model import ReferenceTerm

DISQUALIFY_REASON = "disqualify_reason"
GIVE_BACK_REASON = "give_back_reason"
DELETE_REASON = "lead_delete_reason"
POST_OUTCOME = "post_outcome"
HOW_SOON = "how_soon"
DECIDES = "decides"
THREAT = "threat"


def chosen(db: Session, kind: str, code: str | None, *, field: str, needed: bool = True) -> Mapping[str, Any]:
    """The attributes of the entry that was chosen; empty where nothing was and nothing is `needed`.

    Raises Invalid on `field` for a code that the list does not offer.
    """
    if not code and not needed:
        return {}
    offered = select(ReferenceTerm.attributes).where(
        ReferenceTerm.kind == kind, ReferenceTerm.code == (code or ""), ReferenceTerm.active
    )
    attributes: Mapping[str, Any] | None = db.scalar(offered)
    if attributes is None:
        raise Invalid.one(field, "choose_one")
    return attributes


def must_say(attributes: Mapping[str, Any], what: str, given: object, *, field: str, code: str) -> None:
    """Refuses a choice without what it needs; raises Invalid on `field`."""
    if attributes.get("needs") == what and not given:
        raise Invalid.one(field, code)
