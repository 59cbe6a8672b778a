"""What the pages show on which a person is compared with their document: files, addresses, the number on request."""

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.errors import NotAllowed
from core.identify_contact.addresses import lines
from core.identify_contact.certificates import reveal_number
from core.identify_contact.identity_sight import ensure_sight
from core.identify_contact.what_is_held import Held
from core.model import Customer, DocumentState
from web.forms.issuing_states import state_name
from web.people import actor

PICTURES = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One document: a picture is shown beside the data, anything else can be fetched."""

    name: str
    at: Any
    public_id: str
    picture: bool
    ready: bool


def facts_of(shown: Held) -> dict[str, Any]:
    """Words and files for the templates' parts."""
    return {
        "held": shown,
        "files": [_file(each) for each in shown.documents],
        "written": {each.id: ", ".join([*lines(each), state_name(each.country)]) for each in shown.addresses},
        "today": utcnow().date(),
        "state_name": state_name,
    }


def may_look(db: Session, customer: Customer) -> bool:
    """Whether this member of staff may see documents and number now, without a reason."""
    try:
        ensure_sight(db, customer, by=actor(), now=utcnow())
    except NotAllowed:
        return False
    return True


def number_asked(db: Session, customer: Customer) -> str | None:
    """The number in full, on request, for who compares it with the document; the look is recorded (R59)."""
    if "number" not in request.args:
        return None
    kept = next((each for each in customer.party.certificates if each.number_encrypted and not each.is_removed), None)
    return reveal_number(db, kept, customer=customer, by=actor(), now=utcnow()) if kept else None


def _file(document: Any) -> ShownFile:
    return ShownFile(
        document.name, document.uploaded_at, document.public_id, document.media_type in PICTURES,
        document.state is DocumentState.READY,
    )  # fmt: skip
