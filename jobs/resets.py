"""Forgotten passwords: who asked is looked up here, where nobody outside waits for it (R17, R18)."""

from collections.abc import Mapping
from typing import Any

from core.clock import utcnow
from core.database.transaction import transaction
from core.maintain_contact.reset import send_reset
from core.model import Job
from core.settings import Settings


def look_up_reset(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Sends the link where there is such an account; done twice, the newer link holds."""
    with transaction() as db:
        send_reset(db, secret["name"], now=utcnow())
