"""Documents: attached files of a draft or a party, counted, opened only by who may, each look recorded (IC-5, R53)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, ensure, ensure_for_customer
from core.database.locking import for_update
from core.errors import Invalid, NotFound
from core.files import FileStore
from core.history import Event, record
from core.identify_contact import limits
from core.identify_contact.drafts import must_be_open
from core.identify_contact.identity_sight import ensure_sight
from core.identify_contact.quarantine import LOST, hold
from core.identify_contact.received_files import ReceivedFile
from core.model import Authority, Customer, Document, DocumentState, Party, RegistrationDraft

Owner = RegistrationDraft | Party


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document to be shown; PDFs only ever as attachments."""

    name: str
    media_type: str
    content: bytes


def add_document(
    db: Session, store: FileStore, received: ReceivedFile, *, owner: Owner, by: Actor, now: datetime
) -> Document:
    """Keeps a received file as a document of a draft (opened by its browser) or of a party.

    Raises Invalid on field 'file': too_many_files, files_too_large_together (the stored file is removed then);
    NotAllowed, NotFound for somebody else's party; WrongStatus after the submit.
    """
    _hold(db, owner, by=by)
    count, size = _kept(db, owner)
    if count >= limits.FILES or size + received.stored.size > limits.FILES_BYTES:
        store.delete(received.stored.name)
        if count >= limits.FILES:
            raise Invalid.one("file", "too_many_files", most=limits.FILES)
        raise Invalid.one("file", "files_too_large_together", most=limits.FILES_BYTES)
    document = Document(
        party_id=owner.id if isinstance(owner, Party) else None,
        draft_id=owner.id if isinstance(owner, RegistrationDraft) else None,
        name=received.name,
        media_type=received.media_type,
        size=received.stored.size,
        checksum=received.stored.checksum,
        storage_name=received.stored.name,
        uploaded_at=now,
        uploaded_by_id=by.staff_id,
    )
    db.add(document)
    db.flush()  # the page names it by its public id
    if store.held:
        hold(db, document, now=now)
    _note(db, Event.DOCUMENT_ADDED, document, owner, by=by, now=now)
    return document


def documents_of(db: Session, owner: Owner) -> Sequence[Document]:
    """What is attached, in the order it came."""
    return db.scalars(select(Document).where(_of(owner), Document.removed_at.is_(None)).order_by(Document.id)).all()


def remove_document(db: Session, public_id: str, *, owner: Owner, by: Actor, now: datetime) -> str | None:
    """Takes a document away: from a draft for good, from a party out of sight. Raises NotFound, NotAllowed.

    Returns the name of the file that has no row any more: delete it once this is committed. A crash in between leaves
    it to the sweep.
    """
    _hold(db, owner, by=by)
    document = _document(db, public_id, owner)
    if isinstance(owner, RegistrationDraft):
        db.delete(document)
        return document.storage_name
    document.removed_at = now
    _note(db, Event.DOCUMENT_REMOVED, document, owner, by=by, now=now)
    return None


def open_document(
    db: Session, store: FileStore, public_id: str, *, customer: Customer, by: Actor, now: datetime, reason: str = ""
) -> OpenedDocument:
    """A customer's document for who may see it; the look is committed before the page is made.

    Raises NotFound, NotAllowed as identity_sight.ensure_sight(), Unreadable when the file is not what was stored.
    """
    why = ensure_sight(db, customer, by=by, now=now, reason=reason)
    document = _document(db, public_id, customer.party)
    facts = {"document": document.public_id, "why": why}
    values = {"reason": (None, reason)} if reason else None
    record(
        db, Event.DOCUMENT_VIEWED,
        by=by, now=now, customer=customer, party=customer.party, facts=facts, values=values,
    )  # fmt: skip
    return _opened(store, document)


def open_draft_document(db: Session, store: FileStore, public_id: str, *, draft: RegistrationDraft) -> OpenedDocument:
    """A file its own person attached a moment ago; `draft` was opened by their browser. Raises NotFound."""
    return _opened(store, _document(db, public_id, draft))


def sweep_files(db: Session, store: FileStore, *, now: datetime, also: Collection[str] = ()) -> int:
    """Removes files no row names an hour after they were written (R64); returns how many. Reads the database only.

    `also`: names that others than documents refer to.
    """
    removed = 0
    written = store.names(written_before=now - timedelta(hours=1))
    while names := list(islice(written, 500)):
        kept = set(db.scalars(select(Document.storage_name).where(Document.storage_name.in_(names))))
        for name in names:
            if name not in kept and name not in also:
                store.delete(name)
                removed += 1
    store.clear_unfinished(written_before=now - timedelta(hours=1))
    return removed


def mark_lost_files(db: Session, store: FileStore, *, now: datetime) -> int:
    """Marks documents of the last two days whose file is gone, so that their page asks for them again (R64)."""
    recent = select(Document.id, Document.storage_name).where(
        Document.uploaded_at > now - timedelta(days=2), Document.state == DocumentState.READY
    )
    lost = [key for key, name in db.execute(recent).all() if not _is_there(store, name)]
    db.execute(update(Document).where(Document.id.in_(lost)).values(state=DocumentState.REFUSED, refused_because=LOST))
    return len(lost)


def _is_there(store: FileStore, name: str) -> bool:
    try:
        store.key_id(name)
    except NotFound:
        return False
    return True


def _opened(store: FileStore, document: Document) -> OpenedDocument:
    if document.state is not DocumentState.READY:
        raise NotFound("document_not_ready")
    content = store.get(document.storage_name, checksum=document.checksum)
    return OpenedDocument(document.name, document.media_type, content)


def _hold(db: Session, owner: Owner, *, by: Actor) -> None:
    """Right and lock: two uploads at once are counted one after the other."""
    if isinstance(owner, RegistrationDraft):
        must_be_open(owner)
        db.execute(for_update(select(RegistrationDraft.id).where(RegistrationDraft.id == owner.id)))
        return
    if by.kind is ActorKind.CUSTOMER:
        theirs = select(Customer.party_id).where(Customer.id == by.customer_id)
        if by.party_id != owner.id and db.scalar(theirs) != owner.id:
            raise NotFound("party_not_found")
        ensure_for_customer(by, Authority.CHANGE_ORDINARY)
    if by.kind is not ActorKind.CUSTOMER:
        ensure(by, Permission.REGISTER, Permission.ORDER_ENTER)
    db.execute(for_update(select(Party.id).where(Party.id == owner.id)))


def _kept(db: Session, owner: Owner) -> tuple[int, int]:
    kept = select(func.count(), func.coalesce(func.sum(Document.size), 0)).where(
        _of(owner), Document.removed_at.is_(None), Document.state != DocumentState.REFUSED
    )
    count, size = db.execute(kept).one()
    return int(count), int(size)


def _document(db: Session, public_id: str, owner: Owner) -> Document:
    wanted = select(Document).where(Document.public_id == public_id, _of(owner), Document.removed_at.is_(None))
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("document_not_found")
    return found


def _of(owner: Owner) -> ColumnElement[bool]:
    return Document.party_id == owner.id if isinstance(owner, Party) else Document.draft_id == owner.id


def _note(db: Session, event: Event, document: Document, owner: Owner, *, by: Actor, now: datetime) -> None:
    if isinstance(owner, RegistrationDraft):
        return  # there is nobody yet whose history it could be; the registration names it
    customer = db.scalar(select(Customer).where(Customer.party_id == owner.id).limit(1))
    facts = {"document": document.public_id, "type": document.media_type}
    record(db, event, by=by, now=now, customer=customer, party=owner, facts=facts)
