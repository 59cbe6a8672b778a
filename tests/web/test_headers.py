"""Headers and cookies where the public address is https, and what caches may keep (R30, R34, R40)."""

from dataclasses import replace

import pytest

from tests.people import Person
from tests.support.client import PageClient


@pytest.fixture
def secure_office(settings: object, database: object) -> PageClient:
    """The office as it runs in production."""
    from wsgi import assemble

    secure = replace(settings, public_url="https://foyer.example", demo=False, limits=True)
    return PageClient(assemble(secure), address="https://foyer.example", face="backoffice").speaking("en")


def test_r30_cookies_are_bound_to_the_host_where_the_address_is_https(secure_office: PageClient, carl: Person) -> None:
    sent = secure_office.sign_in(carl).browser.get_cookie("__Host-foyer_office", domain="foyer.example")
    assert sent is not None
    assert (sent.secure, sent.http_only, sent.path, sent.same_site) == (True, True, "/", "Strict")
    device = secure_office.browser.get_cookie("__Host-foyer_office_device", domain="foyer.example")
    assert device is not None
    assert carl.email not in device.value


def test_r40_browsers_are_told_to_come_by_https_only(secure_office: PageClient) -> None:
    page = secure_office.get("/office/sign-in")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_pseudo_language_is_not_offered_in_production(secure_office: PageClient) -> None:
    assert "⟦" not in PageClient.get(secure_office, "/office/sign-in?x=1").html
    secure_office.browser.set_cookie("foyer_language", "en_XA", domain="foyer.example")
    assert "⟦" not in secure_office.get("/office/sign-in").html


def test_r40_errors_carry_the_headers_too(office: PageClient, carl: Person) -> None:
    for path in ("/office/nothing", "/office/sign-out", "/office/set-password/x"):
        assert "default-src 'none'" in office.get(path).headers["Content-Security-Policy"]


def test_static_files_are_kept_for_good_under_their_version(application: object) -> None:
    from werkzeug.test import Client

    from web.assets import asset

    browser = Client(application)
    now = browser.get(asset("mark.svg"), base_url="http://127.0.0.1:8000")
    assert "immutable" in now.headers["Cache-Control"]
    before_an_update = browser.get("/static/v/000000000000/mark.svg", base_url="http://127.0.0.1:8000")
    assert before_an_update.status_code == 200
    assert "immutable" not in before_an_update.headers["Cache-Control"]
    assert browser.get("/static/../wsgi.py", base_url="http://127.0.0.1:8000").status_code == 404
    for answer in (now, before_an_update):
        answer.close()
