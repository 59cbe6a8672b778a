"""Files that wait for the scanner: held until it says clean, refused when it finds something, never lost (R52, R67)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.access import Actor
from core.errors import NotFound
from core.files import FileStore
from core.history import Event, record
from core.model import Customer, Document, DocumentState, Job, JobState, Party
from core.outbox import enqueue
from core.scanning import Scanner, Verdict

SCAN = "scan_document"
INFECTED, LOST = "infected", "lost"


def hold(db: Session, document: Document, *, now: datetime) -> None:
    """Keeps a document out of everybody's sight until the scanner has seen it."""
    document.state = DocumentState.WAITING
    db.flush()  # the job names it
    enqueue(db, SCAN, payload={"document": document.id}, now=now, key=_key(document.id))


def waiting_file(db: Session, document_id: int) -> tuple[str, str] | None:
    """Name and checksum of a file that is held; None when it is not any more, or was taken away."""
    row = db.execute(
        select(Document.storage_name, Document.checksum).where(
            Document.id == document_id, Document.state == DocumentState.WAITING
        )
    ).first()
    return (row.storage_name, row.checksum) if row else None


def look_at(store: FileStore, scanner: Scanner, name: str, *, checksum: str) -> Verdict | None:
    """What the scanner says of a stored file; None when the file is gone. Raises Unavailable, Unreadable."""
    try:
        content = store.get(name, checksum=checksum)
    except NotFound:
        return None
    return scanner.scan(content)


def decide(db: Session, document_id: int, verdict: Verdict | None, *, now: datetime) -> str | None:
    """Lets a clean file through, refuses an infected one; its owner is told where the file stood.

    Returns the name of a file to delete once this is committed.
    """
    held = select(Document).where(Document.id == document_id, Document.state == DocumentState.WAITING)
    document = db.scalar(held)
    if document is None:
        return None  # taken away meanwhile
    if verdict is not None and verdict.is_clean:
        document.state = DocumentState.READY
        return None
    document.state, document.refused_because = DocumentState.REFUSED, INFECTED if verdict else LOST
    if verdict is not None and document.party_id is not None:
        party = db.get_one(Party, document.party_id)
        customer = db.scalar(select(Customer).where(Customer.party_id == party.id).limit(1))
        facts = {"document": document.public_id, "found": verdict.found}
        record(db, Event.DOCUMENT_INFECTED, by=Actor.system(), now=now, customer=customer, party=party, facts=facts)
    return document.storage_name


def hold_on(db: Session, *, now: datetime) -> int:
    """Has those scanned whose job was given up while the scanner was away; returns how many."""
    held = select(Document.id).where(Document.state == DocumentState.WAITING).limit(500)
    keys = {_key(document): document for document in db.scalars(held)}
    known = {job.key: job for job in db.scalars(select(Job).where(Job.key.in_(keys)))}
    given_up = [job.id for job in known.values() if job.state is not JobState.WAITING]
    again = {"state": JobState.WAITING, "tries": 0, "run_at": now, "leased_until": None}
    db.execute(update(Job).where(Job.id.in_(given_up)).values(**again))
    for key, document in keys.items():
        if key not in known:
            enqueue(db, SCAN, payload={"document": document}, now=now, key=key)
    return len(given_up) + len(keys.keys() - known.keys())


def held_files(db: Session) -> int:
    """How many files wait for the scanner."""
    counted = select(func.count()).select_from(Document).where(Document.state == DocumentState.WAITING)
    return db.scalar(counted) or 0


def _key(document_id: int) -> str:
    return f"{SCAN}:{document_id}"
