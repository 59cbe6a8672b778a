"""What is worked off after a registration from outside, and what unfinished ones leave behind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.access import Actor
from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.files import FileStore
from core.identify_contact.bulk_import.keeping import forget_old, names_in_use
from core.identify_contact.documents import mark_lost_files, sweep_files
from core.identify_contact.drafts import sweep_drafts
from core.identify_contact.quarantine import hold_on
from core.identify_contact.review import review_registration
from core.model import Job
from core.settings import Settings


def review(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Looks whom a new registration resembles; nobody outside waits for it or learns of it."""
    with transaction() as db:
        review_registration(db, int(job.payload["customer_id"]), by=Actor.system(), now=utcnow())


def sweep_registrations(settings: Settings, *, now: datetime) -> None:
    """Unfinished registrations of 30 days go, then every file that no row names; held files are scanned again."""
    with transaction() as db:
        sweep_drafts(db, now=now)
    store = FileStore(settings.files_url, keyring())
    with transaction() as db:
        forget_old(db, now=now)
    with reading(newest=True) as db:
        sweep_files(db, store, now=now, also=names_in_use(db))
    with transaction() as db:
        mark_lost_files(db, store, now=now)
        hold_on(db, now=now)
