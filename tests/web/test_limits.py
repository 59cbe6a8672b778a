"""Limits per address and whole site (R24); forwarded addresses count only from configured proxies."""

from dataclasses import replace
from ipaddress import ip_network

import pytest

from tests.backoffice.test_signing_in import try_password
from tests.people import Person
from tests.support.client import PageClient
from web.proxies import TrustedProxies


@pytest.fixture
def office(settings: object, database: object) -> PageClient:
    """An office that counts."""
    from wsgi import assemble

    return PageClient(assemble(replace(settings, limits=True)), address=settings.public_url, face="backoffice")


def come_from(office: PageClient, address: str) -> None:
    """Requests come from there from now on."""
    plain = type(office.browser).open
    office.browser.open = lambda *given, **named: plain(
        office.browser, *given, environ_overrides={"REMOTE_ADDR": address}, **named
    )


def test_r24_ten_failures_from_an_address_close_it_for_all_names(office: PageClient, carl: Person, sue: Person) -> None:
    come_from(office, "203.0.113.7")
    for number in range(10):
        assert try_password(office, f"nobody{number}@foyer.example", "x").status == 422
    answer = try_password(office, carl.email, carl.password)
    assert answer.status == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 301


def test_r24_ipv6_clients_are_counted_by_their_network(office: PageClient, carl: Person) -> None:
    for number in range(10):
        come_from(office, f"2001:db8:1:1::{number + 1:x}")
        try_password(office, f"nobody{number}@foyer.example", "x")
    assert try_password(office, carl.email, carl.password).status == 429
    come_from(office, "2001:db8:1:2::1")
    assert try_password(office, carl.email, carl.password).status == 303


def client_of(remote: str, said: str | None, *trusted: str) -> str:
    """Which address the application sees."""
    seen: dict[str, str] = {}
    middleware = TrustedProxies(
        lambda environ, _start: seen.update(address=environ["REMOTE_ADDR"]) or [],
        [ip_network(proxy) for proxy in trusted],
        scheme="https",
    )
    environ = {"REMOTE_ADDR": remote} | ({"HTTP_X_FORWARDED_FOR": said} if said else {})
    middleware(environ, lambda *_: None)
    return seen["address"]


@pytest.mark.parametrize(
    ("remote", "said", "trusted", "seen"),
    [
        ("198.51.100.9", "1.2.3.4", (), "198.51.100.9"),
        ("10.0.0.5", "1.2.3.4", ("10.0.0.5/32",), "1.2.3.4"),
        ("10.0.0.5", "6.6.6.6, 1.2.3.4", ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.5", "1.2.3.4, 10.0.0.9", ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.5", "rubbish", ("10.0.0.0/8",), "10.0.0.5"),
        ("10.0.0.5", None, ("10.0.0.0/8",), "10.0.0.5"),
        ("", "1.2.3.4", ("10.0.0.0/8",), ""),
    ],
)
def test_r24_only_configured_proxies_are_believed(remote: str, said: str | None, trusted: tuple, seen: str) -> None:
    assert client_of(remote, said, *trusted) == seen


def test_r27_without_redis_people_sign_in_and_guesses_still_count(settings: object, carl: Person) -> None:
    from wsgi import assemble

    away = replace(settings, limits=True, limits_url="redis://127.0.0.1:1")
    office = PageClient(assemble(away), address=settings.public_url, face="backoffice")
    assert try_password(office, carl.email, carl.password).status == 303
    office.sign_out()
    for _ in range(5):
        assert try_password(office, carl.email, "x").status == 422
    assert try_password(office, carl.email, carl.password).status == 429
