"""Own documents: uploaded and taken away by order, for their owner only, each look recorded (IC-5, R44, R50, R53)."""

import io
from datetime import datetime, timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.model import Certificate, CertificateState, Document, HistoryEntry, ModificationOrder
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page


def picture() -> bytes:
    """A small photograph."""
    kept = io.BytesIO()
    Image.new("RGB", (60, 40), "#9bd").save(kept, "PNG")
    return kept.getvalue()


def upload(portal: PageClient, content: bytes, name: str = "passport.png") -> Page:
    """Uploads one file as people without JavaScript do."""
    return portal.get("/me/documents").submit("Upload", Files=(content, name))


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages."""
    return portal.sign_in(anna)


def test_a_document_is_uploaded_looked_at_and_taken_away(signed_in: PageClient, anna: Person) -> None:
    page = upload(signed_in, picture()).follow()
    assert page.says("passport.png")
    opened = signed_in.get(page.links()["Details passport.png"])
    assert (opened.status, opened.headers["Content-Type"], opened.headers["Cache-Control"]) == (
        200,
        "image/png",
        "no-store",
    )
    assert opened.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    kept = signed_in.get(page.links()["Download passport.png"])
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert not page.submit("Delete passport.png").follow().says("passport.png\nReady")
    with reading() as db:
        assert db.scalars(select(ModificationOrder.state)).all() == ["applied", "applied"]
        assert db.scalars(select(Document.removed_at)).one() is not None
        assert "document_viewed" in db.scalars(select(HistoryEntry.event)).all()


def test_a_file_that_is_none_is_refused_with_a_reason(signed_in: PageClient, anna: Person) -> None:
    page = upload(signed_in, b"<script>alert(1)</script>", "passport.png")
    assert page.status == 422
    assert page.says("passport.png")
    assert signed_in.get("/me/documents").submit("Upload").status == 422
    with reading() as db:
        assert db.scalars(select(Document)).all() == []


def test_r62_the_same_form_sent_twice_keeps_one(signed_in: PageClient, anna: Person) -> None:
    form = signed_in.get("/me/documents")
    for _time in range(2):
        assert form.submit("Upload", Files=(picture(), "passport.png")).status == 303
    with reading() as db:
        assert len(db.scalars(select(Document)).all()) == 1


def test_r44_anothers_document_is_as_good_as_absent(signed_in: PageClient, anna: Person, now: datetime) -> None:
    from tests.support.olena import register_olena

    upload(signed_in, picture())
    olena = register_olena(now=now)
    with transaction() as db:
        document = db.scalars(select(Document)).one()
        document.party_id = olena.party_id
        foreign = document.public_id
    token = signed_in.get("/me").form("Sign out").values["csrf_token"]
    assert signed_in.get(f"/me/documents/{foreign}").status == 404
    assert signed_in.get("/me/documents/nothing").status == 404
    assert signed_in.post("/me/documents", {"csrf_token": token, "key": "k", "go": f"delete:{foreign}"}).status == 404
    with reading() as db:
        assert db.scalars(select(Document.removed_at)).one() is None


def test_what_an_identity_was_checked_with_stays(signed_in: PageClient, anna: Person) -> None:
    page = upload(signed_in, picture()).follow()
    with transaction() as db:
        at = db.scalars(select(Document.uploaded_at)).one() + timedelta(minutes=1)
        db.add(
            Certificate(
                party_id=anna.party_id,
                type_code="passport",
                state=CertificateState.CHECKED,
                checked_at=at,
                created_at=at,
            )
        )
    kept = page.submit("Delete passport.png").follow()
    assert kept.says("Keep it: your identity was checked with it.")
    assert kept.says("passport.png")
