"""Attached files: what is taken, what is refused and why, who opens them, and what a crash leaves behind."""

import io
import os
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from sqlalchemy import select

from core.access import Actor
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, NotFound, Unreadable, WrongStatus
from core.files import FileStore
from core.identify_contact import limits
from core.identify_contact.documents import (
    add_document,
    documents_of,
    mark_lost_files,
    open_document,
    open_draft_document,
    remove_document,
    sweep_files,
)
from core.identify_contact.drafts import open_draft
from core.identify_contact.received_files import receive_file, shown_name
from core.model import Customer, Document, DocumentState, HistoryEntry, Verification
from tests.support import olena

ARCHIVE = b"PK\x03\x04" + b"\0" * 60


@pytest.fixture
def store(settings, keys) -> FileStore:
    return FileStore(settings.files_url, keyring())


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **how) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **how)
    return written.getvalue()


def photo_on_its_side() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right
    exif[0x010F] = "Canary Camera"
    return picture(exif=exif)


def pdf(pages: int = 1, *, password: str | None = None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def flood() -> bytes:
    """A PNG of a few bytes that says it is 100,000 by 100,000."""
    from struct import pack

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    header = pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


class Endless(io.RawIOBase):
    """A stream that never ends; counts what was taken of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "the whole stream was asked for"
        self.taken += size
        return b"\xff\xd8\xff" + b"\0" * (size - 3)


def received(store: FileStore, content: bytes, name: str):
    return receive_file(store, io.BytesIO(content), name=name)


def attach(store: FileStore, public_id: str, content: bytes, name: str, *, now) -> str:
    taken = received(store, content, name)
    with transaction() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        return add_document(db, store, taken, owner=draft, by=Actor.public(), now=now).public_id


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.jpg", "file_missing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg", "file_type_not_allowed"),
        (b"<html><script>alert(1)</script>", "a.jpg", "file_type_not_allowed"),
        (b"GIF89a" + b"\0" * 40, "a.gif", "file_type_not_allowed"),
        (ARCHIVE, "a.pdf", "file_type_not_allowed"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "IMG_2041.HEIC", "file_is_heic"),
        (picture(), "passport.png", "file_extension_differs"),
        (picture(), "passport", "file_extension_differs"),
        (picture()[:200], "cut.jpg", "file_unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 500, "noise.jpg", "file_unreadable"),
        (b"%PDF-1.7\nnothing\n%%EOF", "broken.pdf", "file_unreadable"),
        (pdf() + b"PK\x03\x04<script>", "polyglot.pdf", "file_unreadable"),
        (pdf(21), "long.pdf", "pdf_too_long"),
        (pdf(password="secret"), "locked.pdf", "pdf_locked"),
        (flood(), "flood.png", "picture_too_large"),
    ],
)
def test_r49_only_pictures_and_pdfs_that_are_what_they_say(store, content, name, code):
    with pytest.raises(Invalid) as problem:
        received(store, content, name)
    assert [each.code for each in problem.value.problems] == [code]
    assert not list(store.names())


def test_r49_no_more_is_read_than_is_allowed(store):
    endless = Endless()
    with pytest.raises(Invalid) as problem:
        receive_file(store, endless, name="a.jpg")
    assert problem.value.problems[0].code == "file_too_large"
    assert endless.taken == limits.FILE_BYTES + 1


def test_r50_a_picture_is_kept_upright_and_without_what_the_camera_added(store):
    original = photo_on_its_side() + b"<script>alert(1)</script>"
    assert b"Canary Camera" in original
    kept = received(store, original, "IMG 1.JPG")
    content = store.get(kept.stored.name, checksum=kept.stored.checksum)
    assert (kept.name, kept.media_type) == ("IMG 1.jpg", "image/jpeg")
    assert b"Canary" not in content
    assert b"script" not in content
    with Image.open(io.BytesIO(content)) as upright:
        assert upright.size == (40, 60)
        assert not upright.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_kept(store, mode):
    written = io.BytesIO()
    Image.new(mode, (8, 8)).save(written, "PNG")
    assert received(store, written.getvalue(), "a.png").media_type == "image/png"


def test_a_pdf_is_kept_as_it_is(store):
    content = pdf(20)
    kept = received(store, content, "contract.pdf")
    assert store.get(kept.stored.name, checksum=kept.stored.checksum) == content


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\me\\passport.png", "passport.png"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        (".htaccess", "file.htacces"),
        ("", "file"),
        ("a\x00b.jpg", "file"),
        ("паспорт.pdf", "паспорт.pdf"),
        ("x" * 500 + ".pdf", "x" * 112 + ".pdf"),
    ],
)
def test_r51_a_name_is_shown_and_never_used_as_a_path(typed, shown):
    assert shown_name(typed) == shown


def test_r51_the_inspection_knows_no_setting_of_ours(store, monkeypatch):
    """The process that looks at a file gets no environment, no secret keys among it."""
    import subprocess

    seen = {}
    real = subprocess.run

    def noted(*said, **how):
        seen.update(how)
        return real(*said, **how)

    monkeypatch.setenv("FOYER_SECRET_KEYS", "canary")
    monkeypatch.setattr(subprocess, "run", noted)
    received(store, picture(), "a.jpg")
    assert seen["env"] == {}
    assert seen["timeout"] <= 30


def test_documents_of_a_draft_become_the_customers(database, store, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    document = attach(store, public_id, picture(), "passport.jpg", now=now)
    with reading() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        assert open_draft_document(db, store, document, draft=draft).media_type == "image/jpeg"
    olena.confirm_by_code(public_id, now=now)
    customer = olena.submit(public_id, key="k" * 22, now=now)
    with reading() as db:
        party = db.get_one(Customer, customer.id).party
        assert [each.public_id for each in documents_of(db, party)] == [document]
        assert documents_of(db, party)[0].certificate_id == party.certificates[0].id
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        with pytest.raises(NotFound):
            open_draft_document(db, store, document, draft=draft)
    with pytest.raises(WrongStatus):
        attach(store, public_id, picture(), "late.jpg", now=now)


def test_twenty_files_and_a_hundred_megabytes_in_all(database, store, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    attach(store, public_id, picture(), "0.jpg", now=now)
    with transaction() as db:
        db.scalars(select(Document)).one().size = limits.FILES_BYTES - 10
    with pytest.raises(Invalid) as problem:
        attach(store, public_id, picture(), "1.jpg", now=now)
    assert problem.value.problems[0].code == "files_too_large_together"
    with transaction() as db:
        first = db.scalars(select(Document)).one()
        first.size = 10
        for number in range(19):
            db.add(
                Document(
                    draft_id=first.draft_id, name="x", media_type="image/png", size=1, checksum="0",
                    storage_name=f"{number:032x}", uploaded_at=now,
                )
            )  # fmt: skip
    with pytest.raises(Invalid) as problem:
        attach(store, public_id, picture(), "21.jpg", now=now)
    assert problem.value.problems[0].code == "too_many_files"
    assert len(list(store.names())) == 1


def with_document(store: FileStore, *, now) -> tuple[Customer, str]:
    public_id = olena.fill_draft(olena.answers(), now=now)
    document = attach(store, public_id, picture(), "passport.jpg", now=now)
    olena.confirm_by_code(public_id, now=now)
    return olena.submit(public_id, key="k" * 22, now=now), document


def look(store, document: str, customer: Customer, by: Actor, *, now, reason: str = ""):
    with transaction() as db:
        return open_document(
            db, store, document, customer=db.get_one(Customer, customer.id), by=by, now=now, reason=reason
        )


def test_r53_each_look_is_authorised_and_recorded(database, store, carl, sue, mona, anna, now):
    customer, document = with_document(store, now=now)
    assert look(store, document, customer, carl.actor, now=now).name == "passport.jpg"  # its identity is to be checked
    for stranger in (mona.actor, Actor.public()):
        with pytest.raises(NotAllowed):
            look(store, document, customer, stranger, now=now)
    with pytest.raises(NotFound):
        look(store, document, customer, anna.actor, now=now)
    with reading() as db:
        facts = db.scalars(select(HistoryEntry.facts).where(HistoryEntry.event == "document_viewed")).all()
        assert [(fact["document"], fact["why"]) for fact in facts] == [(document, "identity_check")]


def test_r44_once_decided_the_desk_needs_the_caller_and_a_supervisor_a_reason(database, store, carl, sue, now):
    customer, document = with_document(store, now=now)
    with transaction() as db:
        from core.identify_contact.checked_identity import HowChecked
        from core.identify_contact.identity_check import accept
        from core.identify_contact.registration_queue import registration_of

        waiting = registration_of(db, customer.code, by=carl.actor)
        accept(db, waiting, seen_version=waiting.version, how=HowChecked.IN_PERSON, by=carl.actor, now=now)
    with pytest.raises(NotAllowed) as refused:
        look(store, document, customer, carl.actor, now=now)
    assert refused.value.code == "not_verified"
    with pytest.raises(NotAllowed) as refused:
        look(store, document, customer, sue.actor, now=now)
    assert refused.value.code == "reason_missing"
    assert look(store, document, customer, sue.actor, now=now, reason="complaint 12")
    with transaction() as db:
        contact = db.get_one(Customer, customer.id).contacts[0]
        db.add(
            Verification(
                customer_id=customer.id, contact_id=contact.id, staff_id=carl.staff_id, way="question", channel="phone",
                at=now, until=now + timedelta(minutes=15),
            )
        )  # fmt: skip
    assert look(store, document, customer, carl.actor, now=now + timedelta(minutes=14))
    with pytest.raises(NotAllowed):
        look(store, document, customer, carl.actor, now=now + timedelta(minutes=15))


def test_r51_a_flipped_byte_is_noticed(database, store, settings, carl, now):
    customer, document = with_document(store, now=now)
    with reading() as db:
        name = db.scalars(select(Document.storage_name)).one()
    file = Path(settings.files_url.removeprefix("file:")) / name[:2] / name
    damaged = bytearray(file.read_bytes())
    damaged[-1] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(Unreadable):
        look(store, document, customer, carl.actor, now=now)


def test_a_removed_document_is_out_of_sight(database, store, carl, anna, now):
    customer, document = with_document(store, now=now)
    with pytest.raises(NotFound), transaction() as db:
        remove_document(db, document, owner=db.get_one(Customer, customer.id).party, by=anna.actor, now=now)
    with transaction() as db:
        remove_document(db, document, owner=db.get_one(Customer, customer.id).party, by=carl.actor, now=now)
    with pytest.raises(NotFound):
        look(store, document, customer, carl.actor, now=now)
    with reading() as db:
        assert db.scalars(select(Document)).one().removed_at == now


def test_r64_a_file_without_a_row_goes_and_a_row_without_a_file_is_marked(database, store, settings, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    kept = attach(store, public_id, picture(), "kept.jpg", now=now)
    orphan = received(store, picture(), "orphan.jpg").stored.name
    folder = Path(settings.files_url.removeprefix("file:"))
    long_ago = (now - timedelta(hours=2)).timestamp()
    with reading() as db:
        assert sweep_files(db, store, now=now - timedelta(days=9999)) == 0
    for name in store.names():
        os.utime(folder / name[:2] / name, (long_ago, long_ago))
    with reading() as db:
        assert sweep_files(db, store, now=now) == 1
    assert orphan not in set(store.names())
    with transaction() as db:
        assert mark_lost_files(db, store, now=now) == 0
        store.delete(db.scalars(select(Document.storage_name)).one())
        assert mark_lost_files(db, store, now=now) == 1
    with reading() as db:
        assert db.scalars(select(Document)).one().state is DocumentState.REFUSED
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now)
        with pytest.raises(NotFound):
            open_draft_document(db, store, kept, draft=draft)
