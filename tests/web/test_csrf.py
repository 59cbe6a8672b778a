"""Every unsafe request proves that it comes from our own page (R39)."""

import pytest
from werkzeug.datastructures import Headers

from tests.people import Person
from tests.support.client import PageClient


def test_r39_a_post_without_the_token_is_refused(office: PageClient, carl: Person) -> None:
    office.get("/office/sign-in")
    page = office.post("/office/sign-in", {"email": carl.email, "password": carl.password})
    assert page.status == 400
    assert page.says("open for too long")
    assert carl.password not in page.html


@pytest.mark.parametrize("token", ["", "x", "ünïcödé", "é" * 43, "\u202e"])
def test_r39_a_wrong_token_is_refused_not_a_fault(office: PageClient, carl: Person, token: str) -> None:
    form = office.get("/office/sign-in").form("Sign in")
    sent = {name: values[0] for name, values in form.values.items()} | {"csrf_token": token}
    assert office.post("/office/sign-in", sent).status == 400


def test_r39_another_browsers_token_is_refused(office: PageClient, carl: Person, application: object) -> None:
    theirs = PageClient(application, address=office.address, face="backoffice")
    token = theirs.get("/office/sign-in").form("Sign in").values["csrf_token"][0]
    office.get("/office/sign-in")
    sent = {"csrf_token": token, "email": carl.email, "password": carl.password}
    assert office.post("/office/sign-in", sent).status == 400


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
    ],
)
def test_r39_another_sites_page_cannot_post_even_with_the_token(
    office: PageClient, carl: Person, said: dict[str, str]
) -> None:
    form = office.get("/office/sign-in").form("Sign in").fill({"E-mail": carl.email, "Password": carl.password})
    method, address, sent = form.press("Sign in", base="/office/sign-in")
    assert office.open(method, address, sent, headers=Headers(said)).status == 400
    assert office.open(method, address, sent, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status == 303


def test_r39_the_token_may_come_in_a_header(office: PageClient, carl: Person) -> None:
    office.sign_in(carl)
    token = office.get("/office/").form("Sign out").values["csrf_token"][0]
    assert office.open("POST", "/office/stay", {}, headers={"X-CSRFToken": token}).status == 204
    assert office.open("POST", "/office/stay", {}).status == 400


def test_a_form_whose_session_is_gone_keeps_what_was_typed(office: PageClient, carl: Person) -> None:
    form = office.get("/office/sign-in").form("Sign in").fill({"E-mail": carl.email, "Password": carl.password})
    method, address, sent = form.press("Sign in", base="/office/sign-in")
    office.sign_out().get("/office/sign-in")
    page = office.open(method, address, sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status == 400
    assert page.says(carl.email)
    again = page.submit("Send again", password=carl.password) if "password" in page.html else page.submit("Send again")
    assert again.status == 422


def test_r39_sign_out_is_a_post(office: PageClient, carl: Person) -> None:
    office.sign_in(carl)
    assert office.get("/office/sign-out").status == 405
    assert office.get("/office/").status == 200
