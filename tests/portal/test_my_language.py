"""The screen speaks the language that was chosen for it, on every device, whatever letters are written in (IC-9)."""

import re

from sqlalchemy import select

from core.database.transaction import reading
from core.model import Credential, HistoryEntry
from tests.people import Person
from tests.support.client import PageClient


def test_the_screen_speaks_it_here_and_on_the_next_device(portal: PageClient, anna: Person) -> None:
    page = portal.sign_in(anna).get("/me/access/language")
    answer = page.submit("Save", {"Screen language": "zh"})
    assert answer.location == "/me/access"
    portal.language = "zh"  # the laws of the pseudo-language rest from here on
    assert 'lang="zh-Hans"' in answer.follow().html
    elsewhere = PageClient(portal.browser.application, address=portal.address, face="portal")
    elsewhere.sign_in(anna)
    elsewhere.browser.delete_cookie("foyer_language", domain="127.0.0.1")
    elsewhere.language = "zh"
    assert 'lang="zh-Hans"' in elsewhere.get("/me").html
    with reading() as db:
        assert db.scalars(select(Credential.language)).one() == "zh"
        assert "language_set" in db.scalars(select(HistoryEntry.event)).all()


def test_only_a_language_that_is_spoken(portal: PageClient, anna: Person) -> None:
    page = portal.sign_in(anna).get("/me/access/language")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.html)
    assert token
    assert portal.post("/me/access/language", {"csrf_token": token[1], "language": "xx"}).status == 422


def test_it_stands_among_the_own_access(portal: PageClient, anna: Person) -> None:
    page = portal.sign_in(anna).get("/me/access")
    assert page.says("Screen language")
    assert any("/me/access/language" in link for link in page.links().values()) or "/me/access/language" in page.html
