"""What an act says on the next page: once, to the same session, and without another write (R28)."""

from datetime import timedelta

import pytest
from flask import flash
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import WebSession
from core.settings import Settings
from portal import portal as portal_pages
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import statements
from web.access import public
from web.factory import create_face
from web.flashes import LONGEST, _closed, _opened

SAID = "Choose at least one lead"
NAME = "foyer_office_said"


def act(office: PageClient) -> Page:
    """An act that says something and does nothing else."""
    token = office.get("/office/leads").form("Sign out").values["csrf_token"][0]
    return office.post("/office/leads/hand", {"csrf_token": token})


def cookie(office: PageClient) -> str | None:
    kept = office.browser.get_cookie(NAME, domain="127.0.0.1")
    return kept.value if kept else None


def test_it_is_said_on_the_next_page_and_then_no_more(office: PageClient, mona: Person) -> None:
    act(office.sign_in(mona))
    assert cookie(office)
    assert office.get("/office/leads").says(SAID)
    assert cookie(office) is None
    assert not office.get("/office/leads").says(SAID)


def test_saying_it_writes_nothing(office: PageClient, mona: Person) -> None:
    office.sign_in(mona)
    with statements() as seen:
        act(office)
        office.get("/office/leads")
    assert not [one for one in seen if "web_session" in one and not one.startswith("SELECT")]


def test_r30_the_cookie_is_as_strict_as_the_sessions_and_soon_gone(office: PageClient, mona: Person) -> None:
    act(office.sign_in(mona))
    kept = office.browser.get_cookie(NAME, domain="127.0.0.1")
    assert (kept.same_site, kept.http_only, kept.path, kept.max_age) == ("Strict", True, "/", 300)
    assert "Choose" not in kept.value


def test_r28_only_its_own_session_opens_it(office: PageClient, mona: Person) -> None:
    act(office.sign_in(mona))
    copied = cookie(office)
    office.sign_out()
    office.sign_in(mona)
    office.browser.set_cookie(NAME, copied, domain="127.0.0.1")
    assert not office.get("/office/leads").says(SAID)
    assert cookie(office) is None


@pytest.mark.parametrize("value", ["", "x", "ünïcödé", "k1.AAAA", "." * 3000])
def test_what_is_not_ours_is_taken_away(office: PageClient, mona: Person, value: str) -> None:
    office.sign_in(mona).browser.set_cookie(NAME, value, domain="127.0.0.1")
    assert office.get("/office/leads").status == 200
    assert not cookie(office)


def test_a_page_that_is_not_there_leaves_it_for_the_next(office: PageClient, mona: Person) -> None:
    act(office.sign_in(mona))
    assert office.get("/office/nowhere").status == 404
    assert office.get("/office/leads").says(SAID)


def test_r31_who_comes_after_the_session_ran_out_does_not_read_it(office: PageClient, mona: Person) -> None:
    act(office.sign_in(mona))
    with transaction() as db:
        db.execute(update(WebSession).values(last_seen_at=utcnow() - timedelta(minutes=16)))
    assert not office.get("/office/sign-in").says(SAID)


def test_r34_signing_out_takes_it_away(office: PageClient, mona: Person) -> None:
    token = office.sign_in(mona).get("/office/leads").form("Sign out").values["csrf_token"][0]
    office.post("/office/leads/hand", {"csrf_token": token})
    office.post("/office/sign-out", {"csrf_token": token})
    assert not office.get("/office/sign-in").says(SAID)


def test_a_stranger_is_told_too_and_has_no_row_for_it(settings: Settings, database: str) -> None:
    app = create_face(portal_pages, settings, face="portal")

    def say(**_notice: str) -> str:
        flash("Well done.")
        return "said"

    app.view_functions["portal.help"] = public(say)
    visitor = app.test_client()
    visitor.get("/help", base_url=settings.public_url)
    assert b"Well done." in visitor.get("/", base_url=settings.public_url).data
    assert b"Well done." not in visitor.get("/", base_url=settings.public_url).data
    with reading() as db:
        assert db.scalar(select(WebSession.id)) is None


def test_of_too_much_the_newest_is_said(keys: object) -> None:
    for count in (1, 40):
        said = [("message", f"{number}: " + "ü" * 60) for number in range(count)]
        closed = _closed(said, "token")
        assert len(closed) <= LONGEST
        assert _opened(closed, "token")[-1] == said[-1]
    assert _opened(closed, "another") == []
