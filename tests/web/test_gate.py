"""What no page of ours sends is refused before anything is looked up, and never with a 5xx (R42, R47)."""

import itertools

import pytest
from werkzeug.test import Client

from core.settings import Settings
from tests.people import Person
from tests.support.client import PageClient


def status(application: object, path: str, method: str = "GET", **more: object) -> int:
    """The bare answer, without the laws of pages."""
    return Client(application).open(path, method=method, **{"base_url": "http://127.0.0.1:8000", **more}).status_code


def test_a_foreign_host_gets_400(application: object) -> None:
    for host in ("evil.example", "127.0.0.1:9999", "127.0.0.1", "127.0.0.1:8000.evil.example", ""):
        for path in ("/", "/office/sign-in"):
            assert status(application, path, headers={"Host": host}) == 400, host


def test_the_demo_answers_to_both_names_of_this_machine(application: object) -> None:
    assert status(application, "/", headers={"Host": "localhost:8000"}) == 200


METHODS = ["TRACE", "OPTIONS", "CONNECT", "FOO", "PROPFIND"]
ADDRESSES = [
    "/%00",
    "/%ff%fe",
    "/help?x=%00",
    "/help?x=%ed%a0%80",
    "/" + "a" * 20_000,
    "/%2e%2e/etc",
    "/language?to=%00",
]
BODIES = [b"\x00", b"email=%00&password=%00", b"\xff\xfe", b"email=%ed%a0%80", b"a" * 20_000, b"&" * 5000]
KINDS = ["application/x-www-form-urlencoded", "multipart/form-data", "application/json", "x/y", ""]


def test_r47_unknown_methods_are_refused(application: object) -> None:
    for method, path in itertools.product(METHODS, ("/", "/office/", "/nothing")):
        assert status(application, path, method) in (404, 405), (method, path)


def test_r42_odd_addresses_never_give_a_5xx(application: object) -> None:
    for path in ADDRESSES:
        assert status(application, path) < 500, path


def test_r42_odd_bodies_never_give_a_5xx(application: object) -> None:
    for body, kind in itertools.product(BODIES, KINDS):
        answer = status(application, "/office/sign-in", "POST", data=body, content_type=kind)
        assert 400 <= answer < 500, (body[:40], kind)


def test_r42_a_signed_form_with_a_nul_is_refused(office: PageClient, carl: Person) -> None:
    page = office.get("/office/sign-in")
    assert page.submit("Sign in", {"E-mail": "a\x00b"}, Password="x").status == 400


def test_too_large_a_form_is_413_in_words(office: PageClient, database: object) -> None:
    page = office.get("/office/sign-in").submit("Sign in", {"E-mail": "x" * 1_500_000}, Password="x")
    assert page.status == 413
    assert page.says("This is too large to send")


def test_r2_a_long_password_is_refused_quickly(office: PageClient, carl: Person) -> None:
    page = office.get("/office/sign-in").submit("Sign in", {"E-mail": carl.email}, Password="x" * 500_000)
    assert page.status == 422


def test_r47_errors_show_a_number_and_no_internals(
    office: PageClient,
    carl: Person,
    application: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError(carl.email)

    monkeypatch.setattr("web.notice_texts.current_notice", fail)
    answer = Client(application).get("/help", base_url="http://127.0.0.1:8000")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "ZeroDivision" not in answer.text
    said = capsys.readouterr()
    assert "ZeroDivisionError" in said.out + said.err
    assert carl.email not in said.out + said.err


def test_health_answers_whatever_the_host(application: object) -> None:
    for path in ("/healthz", "/readyz"):
        assert status(application, path, headers={"Host": "10.0.0.7"}) == 200
        assert status(application, path, "POST") == 405


def test_figures_are_not_for_the_proxy(application: object) -> None:
    near = {"REMOTE_ADDR": "127.0.0.1"}
    assert status(application, "/metrics", environ_overrides=near) == 200
    assert status(application, "/metrics", environ_overrides={"REMOTE_ADDR": "93.184.216.34"}) == 404
    assert status(application, "/metrics", environ_overrides=near, headers={"X-Forwarded-For": "1.2.3.4"}) == 404


def test_unready_without_its_schema(empty_database: object, tmp_path: object, keys: object) -> None:
    from core.database.transaction import dispose, use_database
    from core.settings import read_settings
    from tests.support.settings import environment
    from wsgi import assemble

    settings: Settings = read_settings(environment(empty_database.url, tmp_path))
    use_database(settings)
    try:
        assert status(assemble(settings), "/readyz") == 503
        assert status(assemble(settings), "/healthz") == 200
    finally:
        dispose()


def test_unready_without_its_database_says_which_it_is(tmp_path: object, keys: object) -> None:
    from core.database.transaction import dispose, use_database
    from core.settings import read_settings
    from tests.support.settings import environment
    from web.health import ready

    use_database(read_settings(environment("postgresql+psycopg://me@127.0.0.1:1/foyer", tmp_path)))
    try:
        assert ready({})[2] == b"database unreachable\n"
    finally:
        dispose()


def test_r65_without_the_database_pages_say_so_and_health_answers(
    office: PageClient, carl: Person, application: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    def down(*_given: object, **_named: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    office.sign_in(carl)
    with monkeypatch.context() as broken:
        broken.setattr("web.sessions.find_session", down)
        page = office.get("/office/")
        assert page.status == 503
        assert int(page.headers["Retry-After"]) > 0
        assert page.says("We cannot reach our records")
        assert status(application, "/healthz") == 200
    assert office.get("/office/").status == 200
