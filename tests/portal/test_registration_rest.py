"""Steps 6 to 9: documents, preferences, access, review; silence towards strangers (IC-5, IC-8, IC-9, IC-11)."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from core.database.transaction import reading
from core.model import (
    ContactPreference,
    Credential,
    CustomerConsent,
    Document,
    NoticeAcceptance,
    RegistrationDraft,
)
from core.passwords import verify_answer, verify_password
from tests.people import Person
from tests.portal.registering import PASSWORD, begin, fill_basic, fill_certificate, to_contacts, to_review
from tests.support.client import PageClient
from tests.support.page import Page

ACCEPTED = {"I accept the terms and have read the privacy notice": True}
ACCESS = {
    "Password": PASSWORD, "Confirm password": PASSWORD, "Security question": "first_concert", "Answer": "Okean Elzy",
}  # fmt: skip


def to_documents(portal: PageClient) -> Page:
    return to_contacts(portal).submit("Continue").follow().submit("Continue").follow()


def to_preferences(portal: PageClient) -> Page:
    return to_documents(portal).submit("Continue").follow()


def to_access(portal: PageClient) -> Page:
    return to_preferences(portal).submit("Continue").follow()


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(kept, "JPEG")
    return kept.getvalue()


def test_a_picture_is_kept_shown_and_removed(portal: PageClient):
    page = to_documents(portal).submit("Upload", {"Files": (picture(), "passport.jpg")}).follow()
    assert page.says("passport.jpg")
    shown = portal.get(page.links()["Details passport.jpg"])
    assert (shown.status, shown.answer.mimetype) == (200, "image/jpeg")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    draft = page.answer.request.query_string.decode()
    with reading() as db:
        document = db.scalars(select(Document)).one().public_id
    _method, address, sent = page.form("Upload").press("Upload", base=f"/register/documents?{draft}")
    again = portal.post(address, {"csrf_token": sent["csrf_token"], "go": f"delete:{document}"}).follow()
    assert not again.says("passport.jpg")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<script>alert(1)</script>", "Save it as JPEG, PNG or PDF"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 80, "we can’t open HEIC pictures"),
        ("empty.jpg", b"", "Choose a file"),
        ("../../etc/passwd", b"root:x:0:0", "Save it as JPEG, PNG or PDF"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_the_file(portal: PageClient, name: str, content: bytes, said: str):
    page = to_documents(portal).submit("Upload", {"Files": (content, name)})
    assert page.status == 422
    assert page.says(said)


def test_a_hundred_megabytes_are_refused_before_they_are_read(portal: PageClient):
    page = to_documents(portal)
    body = io.BytesIO(b"--x\r\n")
    answer = portal.open(
        "POST",
        f"/register/documents?{page.answer.request.query_string.decode()}",
        input_stream=body,
        environ_overrides={"CONTENT_LENGTH": str(100 * 1024 * 1024)},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status == 413
    assert answer.says("Send a file of at most 10 MB, several one after the other")
    assert answer.heading == "Can you show us the document?"


def test_own_times_are_kept_and_said_back(portal: PageClient):
    page = to_preferences(portal)
    page = page.submit(
        "Continue",
        {
            "Do not disturb": "mine", "First-choice channel": "call", "Allowed days": ["1", "2", "3"], "From": "9",
            "To": "12.30", "First day": "2026-12-20", "Last day": "2027-01-06", "Time zone": "Europe/Kyiv",
            "May we tell you about our offers?": ["email"],
        },
    ).follow()  # fmt: skip
    review = page.submit("Continue", ACCESS).follow()
    assert review.says("Monday – Wednesday")
    assert review.says("9:00–12:30")
    review.submit("Submit", ACCEPTED)
    with reading() as db:
        kept = db.scalars(select(ContactPreference)).one()
        assert (kept.allowed_days, kept.allowed_spans) == ([1, 2, 3], [["09:00", "12:30"]])
        assert kept.zone in {"Europe/Kyiv", "Europe/Kiev"}
        given = {(line.purpose, line.channel): line.given for line in db.scalars(select(CustomerConsent))}
        assert given == {("own_marketing", way): way == "email" for way in ("email", "sms", "call")}


def test_times_that_make_no_sense_are_told_and_kept(portal: PageClient):
    typed = {"Do not disturb": "mine", "From": "25:00", "To": "<b>", "First day": "2026-12-20"}
    page = to_preferences(portal).submit("Continue", typed)
    assert page.status == 422
    assert page.says("Enter a time between 0:00 and 24:00, for example 9:30")
    assert page.says("Enter the first and the last day")
    assert page.form("Continue").value("From") == "25:00"
    page = page.submit("Continue", {"From": "12:00", "To": "9:00", "First day": "", "Last day": ""})
    assert page.says("Enter a time after the first one")


def test_time_spans_are_added_up_to_three_and_taken_away(portal: PageClient):
    page = to_preferences(portal)
    for _more in range(2):
        page = page.submit("New time span", {"Do not disturb": "mine", "From": "9:00", "To": "10:00"})
        assert page.status == 200
    assert page.form("Continue").value("From 3") == ""
    assert not page.form("Continue").has_button("New time span")
    page = page.submit("Delete time span 1")
    assert page.form("Continue").value("From") == ""


def test_password_and_answer_are_hashed_at_once_and_never_shown(portal: PageClient):
    review = to_access(portal).submit("Continue", ACCESS).follow()
    assert "Okean" not in review.html
    with reading() as db:
        assert "Okean" not in db.scalars(select(RegistrationDraft.answers_encrypted)).one()
    page = review.submit("Back").follow()
    assert PASSWORD not in page.html
    assert page.says("Password and question are chosen.")
    assert page.submit("Continue").follow().address == "/register/review"
    review.submit("Submit", ACCEPTED)
    with reading() as db:
        credential = db.scalars(select(Credential)).one()
        assert verify_password(PASSWORD, credential.password_hash)
        assert verify_answer("okean elzy", credential.answer_hash)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"Password": "short", "Confirm password": "short"}, "Add words until it has 15 characters"),
        ({"Confirm password": "another password altogether"}, "Type the same password twice"),
        (
            {"Password": "olenakovalenko1991", "Confirm password": "olenakovalenko1991"},
            "Leave out what others know",
        ),
        ({"Password": "x" * 10_000, "Confirm password": "x" * 10_000}, "Use at most"),
        ({"Answer": "a"}, "Give an answer of at least 3 letters"),
        ({"Answer": "Kovalenko"}, "Give an answer that is not a name or word we have on file"),
        ({"Security question": "own", "Your own question": "Why?"}, "Write a question of at least 10 characters"),
    ],
)
def test_weak_secrets_are_told_and_not_sent_back(portal: PageClient, typed: dict[str, str], said: str):
    page = to_access(portal).submit("Continue", ACCESS | typed)
    assert page.status == 422
    assert page.says(said)
    assert page.form("Continue").value("Password") == ""
    assert page.form("Continue").value("Answer") == ""


def test_the_notices_must_be_accepted_and_the_version_is_kept(portal: PageClient):
    review = to_review(portal)
    page = review.submit("Submit")
    assert page.status == 422
    assert page.says("Tick that you accept the terms")
    page.submit("Submit", ACCEPTED)
    with reading() as db:
        kept = {(notice.kind.value, notice.version) for notice in db.scalars(select(NoticeAcceptance))}
        assert kept == {("privacy", 1), ("terms", 1)}


def test_change_leads_back_to_the_review(portal: PageClient):
    review = to_review(portal)
    page = portal.get(review.links()["Change Preferences"])
    assert page.submit("Continue").follow().address == "/register/review"
    page = portal.get(review.links()["Change Certificate info"])
    assert page.submit("Continue", {"Certificate number": "FX384712"}).follow().says("FX384712")


def test_nobody_can_tell_a_known_e_mail_from_an_unknown_one(portal: PageClient, anna: Person):
    pages = {}
    for email in (anna.email, "zora.nobody@foyer.example"):
        portal.sign_out()
        page = fill_basic(fill_certificate(begin(portal)), email)
        wrong = page.submit("Confirm", Code="000000")
        pages[email] = [told(page, email), told(wrong, email)]
    first, second = pages.values()
    assert first == second


def told(page: Page, email: str) -> tuple[int, str, list[str]]:
    """Everything a stranger gets to see, but for their own address, random values and the time."""
    text = page.html.replace(email, "EMAIL")
    text = re.sub(r'(value|href|action|hx-post)="[^"]*"', "", text)
    return page.status, re.sub(r"\d\d:\d\d", "TIME", text), sorted(page.headers.keys())
