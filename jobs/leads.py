"""Leads whose day has come: what waited is worked again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.clock import utcnow
from core.database.transaction import transaction
from core.model import Job
from core.settings import Settings
from core.track_lead.working import return_lead


def bring_back(job: Job, _secret: Mapping[str, Any], _settings: Settings, _facts: Mapping[str, Any]) -> None:
    """Ends the waiting that this job was written for; a second time does nothing."""
    with transaction() as db:
        until = datetime.fromisoformat(job.payload["until"])
        return_lead(db, job.payload["lead"], until=until, now=utcnow())
