"""Suggestions of places, gathered anew once a day (IC-7)."""

from collections.abc import Mapping
from typing import Any

from core.database.transaction import transaction
from core.identify_contact.places_known import gather_places
from core.model import Job
from core.settings import Settings


def gather(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Writes them anew; twice does no harm."""
    with transaction() as db:
        gather_places(db)
