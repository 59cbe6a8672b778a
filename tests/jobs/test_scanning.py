"""R52: a file waits until the scanner says clean; a scanner that is away loses nothing and serves nothing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfWriter
from sqlalchemy import select

from core.access import Actor
from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.errors import NotFound, Unavailable
from core.files import FileStore
from core.identify_contact.documents import add_document, open_document, open_draft_document, remove_document
from core.identify_contact.drafts import open_draft
from core.identify_contact.quarantine import held_files
from core.identify_contact.received_files import receive_file
from core.model import Customer, Document, DocumentState, HistoryEntry, Job, JobState
from core.scanning import Scanner, Verdict
from core.settings import Settings
from jobs.doctor import examine
from jobs.registrations import sweep_registrations
from jobs.worker import work_once
from tests.support import olena
from tests.support.clamd import EICAR, LARGEST, Clamd


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    scanner = Clamd()
    scanner.start()
    yield scanner
    scanner.stop()


@pytest.fixture
def scanned(settings: Settings, clamd: Clamd) -> Settings:
    return replace(settings, scanner_url=clamd.url)


@pytest.fixture
def store(settings, keys) -> FileStore:
    return FileStore(settings.files_url, keyring(), held=True)


def pdf(inside: bytes = b"nothing") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("inside.txt", inside)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def attach(store: FileStore, content: bytes, *, now) -> tuple[str, str]:
    """A draft's id and that of the document in it."""
    public_id = olena.fill_draft(olena.answers(), now=now)
    taken = receive_file(store, io.BytesIO(content), name="contract.pdf")
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        return public_id, add_document(db, store, taken, owner=draft, by=Actor.public(), now=now).public_id


def only(model):
    with reading(newest=True) as db:
        return db.scalars(select(model)).one()


def scan_job() -> Job:
    with reading(newest=True) as db:
        return db.scalars(select(Job).where(Job.kind == "scan_document")).one()


def due() -> None:
    with transaction() as db:
        for job in db.scalars(select(Job)):
            job.run_at = utcnow() - timedelta(seconds=1)


def opens(store: FileStore, public_id: str, document: str, *, now) -> bool:
    with reading(newest=True) as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        try:
            return bool(open_draft_document(db, store, document, draft=draft).content)
        except NotFound:
            return False


def test_the_protocol_of_clamd_is_spoken(clamd):
    scanner = Scanner(clamd.url)
    assert scanner.version() == "ClamAV 0.0.0 (tests)"
    assert scanner.scan(b"") == scanner.scan(b"x" * 300_000) == Verdict()
    assert scanner.scan(b"a" * 70_000 + EICAR).found == "Win.Test.EICAR_HDB-1"
    with pytest.raises(Unavailable):
        scanner.scan(b"x" * (LARGEST + 1))


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:/nowhere/clamd.ctl"])
def test_nobody_there_is_neither_clean_nor_infected(url):
    with pytest.raises(Unavailable):
        Scanner(url).scan(b"x")


def test_r52_a_file_is_held_until_the_scanner_says_clean(database, store, scanned, now):
    public_id, document = attach(store, pdf(), now=now)
    assert only(Document).state is DocumentState.WAITING
    assert not opens(store, public_id, document, now=now)
    due()
    work_once(scanned)
    assert only(Document).state is DocumentState.READY
    assert opens(store, public_id, document, now=now)
    assert scan_job().state is JobState.DONE


def test_r52_eicar_is_refused_and_not_kept(database, store, scanned, now):
    public_id, document = attach(store, pdf(EICAR), now=now)
    due()
    work_once(scanned)
    refused = only(Document)
    assert (refused.state, refused.refused_because) == (DocumentState.REFUSED, "infected")
    assert list(store.names()) == []
    assert not opens(store, public_id, document, now=now)


def test_r52_after_the_submit_the_customer_has_it_or_is_told(database, store, scanned, carl, now):
    public_id, document = attach(store, pdf(EICAR), now=now)
    olena.confirm_by_code(public_id, now=now)
    customer = olena.submit(public_id, key="k" * 22, now=now)
    due()
    work_once(scanned)
    with reading() as db:
        facts = db.scalars(select(HistoryEntry.facts).where(HistoryEntry.event == "document_infected")).one()
    assert facts == {"document": document, "found": "Win.Test.EICAR_HDB-1"}
    with pytest.raises(NotFound), transaction() as db:
        open_document(db, store, document, customer=db.get_one(Customer, customer.id), by=carl.actor, now=now)


def test_r67_a_scanner_that_is_away_loses_nothing_and_serves_nothing(database, store, scanned, clamd, now):
    public_id, document = attach(store, pdf(), now=now)
    clamd.stop()
    try:
        due()
        work_once(scanned)
        assert (scan_job().state, scan_job().last_error) == (JobState.WAITING, "Unavailable")
        assert not opens(store, public_id, document, now=now)
        told = next(line for line in examine(scanned) if line.what == "scanner")
        assert not told.fine
        assert "1 files wait for it" in told.said
        with transaction() as db:  # away for a day: the job was given up
            db.scalars(select(Job).where(Job.kind == "scan_document")).one().state = JobState.FAILED
        sweep_registrations(scanned, now=utcnow())
        assert (scan_job().state, scan_job().tries) == (JobState.WAITING, 0)
        assert len(list(store.names())) == 1
    finally:
        clamd.start()
    due()
    work_once(scanned)
    assert opens(store, public_id, document, now=now)


def test_a_file_that_was_taken_away_meanwhile_is_not_scanned(database, store, scanned, now):
    public_id, document = attach(store, pdf(), now=now)
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        store.delete(remove_document(db, document, owner=draft, by=Actor.public(), now=now) or "")
    due()
    work_once(scanned)
    assert scan_job().state is JobState.DONE


def test_a_file_that_is_gone_is_asked_for_again(database, store, scanned, now):
    attach(store, pdf(), now=now)
    store.delete(only(Document).storage_name)
    due()
    work_once(scanned)
    assert (only(Document).state, only(Document).refused_because) == (DocumentState.REFUSED, "lost")


def test_held_files_stay_held_when_the_scanner_is_taken_off(database, store, settings, now):
    attach(store, pdf(), now=now)
    due()
    work_once(settings)
    with reading() as db:
        assert held_files(db) == 1
    told = next(line for line in examine(settings) if line.what == "scanner")
    assert (told.fine, "Set FOYER_SCANNER_URL again" in told.said) == (False, True)


def test_the_doctor_tells_which_scanner_answers(database, settings, scanned):
    lines = [next(line for line in examine(each) if line.what == "scanner") for each in (settings, scanned)]
    assert [(line.fine, line.said) for line in lines] == [
        (True, "none is set: files are kept without being scanned."),
        (True, "ClamAV 0.0.0 (tests) answers."),
    ]
