"""Customers sign in by a confirmed e-mail or mobile (MC-1, R17, R18)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, update

from core.clock import utcnow
from core.database.transaction import engine, transaction
from core.model import Credential, SignInName
from tests.people import Person
from tests.support.anna import MOBILE
from tests.support.client import PageClient
from tests.support.page import Page


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is sent meanwhile, without its values."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield sent
    event.remove(engine(), "before_cursor_execute", note)


def try_password(portal: PageClient, name: str, password: str) -> Page:
    """One try at the door."""
    return portal.get("/sign-in").submit("Sign in", {"E-mail or mobile": name}, Password=password)


def test_a_customer_signs_in_and_out(portal: PageClient, anna: Person) -> None:
    portal.sign_in(anna)
    page = portal.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.submit("Sign out").location == "/"
    assert "Cache-Control" in portal.get("/").headers


@pytest.mark.parametrize("written", ["070-174 06 05", "+46 70 174 06 05", "0046701740605"])
def test_a_customer_signs_in_by_a_confirmed_mobile(portal: PageClient, anna: Person, written: str) -> None:
    assert try_password(portal, written, anna.password).status == 422
    with transaction() as db:
        credential = db.query(Credential).filter_by(party_id=anna.party_id).one()
        credential.names.append(SignInName(value=MOBILE, confirmed_at=utcnow()))
    assert try_password(portal, written, anna.password).status == 303


def test_r17_known_unknown_and_disabled_answer_alike(portal: PageClient, anna: Person) -> None:
    wrong = try_password(portal, anna.email, "not the password")
    unknown = try_password(portal, "nobody@foyer.example", "not the password")
    with transaction() as db:
        db.execute(update(Credential).values(disabled_at=utcnow()))
    disabled = try_password(portal, anna.email, anna.password)
    assert {page.status for page in (wrong, unknown, disabled)} == {422}
    assert wrong.text == unknown.text == disabled.text


def test_r18_the_same_hashes_and_statements_for_known_and_unknown(
    portal: PageClient, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import passwords

    hashes: list[str] = []
    real = passwords._verify

    def counted(purpose: str, text: str, hashed: str | None) -> bool:
        hashes.append(purpose)
        return real(purpose, text, hashed)

    monkeypatch.setattr(passwords, "_verify", counted)
    try_password(portal, "warm.up@foyer.example", "x")
    seen = []
    for name in (anna.email, "nobody@foyer.example"):
        hashes.clear()
        with statements() as sent:
            try_password(portal, name, "not the password")
        seen.append((list(sent), list(hashes)))
    assert seen[0] == seen[1]
    assert len(seen[0][1]) == 1


def test_a_customers_cookie_is_nothing_at_the_office(portal: PageClient, office: PageClient, anna: Person) -> None:
    portal.sign_in(anna)
    cookie = portal.browser.get_cookie("foyer_portal", domain="127.0.0.1")
    office.browser.set_cookie("foyer_office", cookie.value, domain="127.0.0.1")
    assert office.get("/office/").status == 303


def test_r33_giving_the_password_again_makes_the_session_fresh(portal: PageClient, anna: Person) -> None:
    portal.sign_in(anna)
    old = portal.browser.get_cookie("foyer_portal", domain="127.0.0.1").value
    page = portal.get("/sign-in/again?next=/help")
    assert page.submit("Continue", Password="wrong").status == 422
    assert page.submit("Continue", Password=anna.password).location == "/help"
    assert portal.browser.get_cookie("foyer_portal", domain="127.0.0.1").value != old
