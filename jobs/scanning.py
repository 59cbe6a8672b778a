"""Has a held file looked at by the scanner; while the scanner is away the job comes back and the file stays held."""

from collections.abc import Mapping
from typing import Any

from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.errors import Unavailable
from core.files import FileStore
from core.identify_contact.quarantine import decide, look_at, waiting_file
from core.model import Job
from core.scanning import Scanner
from core.settings import Settings


def scan_document(job: Job, secret: Mapping[str, Any], settings: Settings, facts: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Scans between two transactions; raises Unavailable so that the worker tries again, later each time."""
    if settings.scanner_url is None:
        raise Unavailable("scanner_unavailable")
    store, document_id = FileStore(settings.files_url, keyring()), int(job.payload["document"])
    with reading(newest=True) as db:
        held = waiting_file(db, document_id)
    if held is None:
        return
    name, checksum = held
    verdict = look_at(store, Scanner(settings.scanner_url), name, checksum=checksum)
    with transaction() as db:
        refused = decide(db, document_id, verdict, now=utcnow())
    if refused is not None:
        store.delete(refused)
