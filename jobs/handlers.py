"""Which handler works off which kind of job; each may safely run twice."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from core.database.transaction import reading
from core.identify_contact.places_known import GATHER
from core.identify_contact.quarantine import SCAN
from core.model import Job, Operator
from core.settings import Settings
from jobs.duplicates import FIND, find_duplicates
from jobs.imports import import_customers
from jobs.leads import bring_back
from jobs.mail import deliver_mail
from jobs.places import gather
from jobs.registrations import review
from jobs.resets import look_up_reset
from jobs.scanning import scan_document
from jobs.sms import deliver_sms

Handler = Callable[[Job, Mapping[str, Any], Settings, Mapping[str, Any]], None]


def keep(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:
    """An event for other systems: kept as it is until somebody subscribes."""


HANDLERS: dict[str, Handler] = {
    "mail": deliver_mail,
    "sms": deliver_sms,
    "event": keep,
    "review_registration": review,
    SCAN: scan_document,
    "lead_returns": bring_back,
    "send_reset": look_up_reset,
    "import_customers": import_customers,
    FIND: find_duplicates,
    GATHER: gather,
}


def facts_of(job: Job, secret: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """What a letter may say: its own facts, its secrets, the operator's name and the address of Foyer."""
    with reading() as db:
        operator = db.scalar(select(Operator).limit(1))
    shared: dict[str, Any] = {
        "operator": operator.name if operator else "Foyer",
        "operator_phone": (operator.phone if operator else None) or "",
        "zone": operator.zone if operator else "UTC",
        "public_url": settings.public_url,
    }
    return {**shared, **job.payload.get("facts", {}), **{k: v for k, v in secret.items() if k != "to"}}
