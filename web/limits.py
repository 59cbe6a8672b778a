"""Limits per address and for the whole site (R24); those per account are core's and outlive a restart."""

import time
from contextlib import suppress
from ipaddress import IPv6Address, ip_address

from flask import Flask, current_app, request
from flask_limiter import Limiter
from limits import RateLimitItem, RateLimitItemPerMinute

from core.errors import TooMany
from core.settings import Settings
from web.logs import log

FAILURES_PER_ADDRESS = RateLimitItemPerMinute(10, 5)
FAILURES_OF_THE_SITE = RateLimitItemPerMinute(1000, 5)
ASKS_PER_ADDRESS = RateLimitItemPerMinute(60, 60)
"""How often one address may have us send something (codes, links, registrations) within an hour."""


def limit(app: Flask, settings: Settings) -> None:
    """Keeps counters for `app`; where their store cannot be reached they let people pass (R67)."""
    app.extensions["foyer.limiter"] = Limiter(
        address,
        app=app,
        enabled=settings.limits,
        storage_uri=settings.limits_url,
        storage_options={"socket_timeout": 1, "socket_connect_timeout": 1} if "redis" in settings.limits_url else {},
        strategy="sliding-window-counter",
    )


def address() -> str:
    """Who is counted: the client's address, an IPv6 client by its /64."""
    given = request.remote_addr or "unknown"
    try:
        parsed = ip_address(given)
    except ValueError:
        return given
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def refuse_guessers(area: str, *, known_device: bool = False) -> None:
    """Refuses before anything is checked, when this address or the whole site failed too often in `area`.

    Raises TooMany with the seconds to wait. The site's limit never stands against a known device.
    """
    _test(FAILURES_PER_ADDRESS, area, address())
    if not known_device:
        _test(FAILURES_OF_THE_SITE, area)


def count_failure(area: str) -> None:
    """Remembers one failure in `area` from this address."""
    _hit(FAILURES_PER_ADDRESS, area, address())
    _hit(FAILURES_OF_THE_SITE, area)


def count_ask(area: str, most: RateLimitItem = ASKS_PER_ADDRESS) -> None:
    """Counts something that makes us send or keep something; raises TooMany when this address asked too often."""
    _test(most, area, address())
    _hit(most, area, address())


def _test(item: RateLimitItem, *key: str) -> None:
    limiter = _limiter()
    if not limiter.enabled:
        return
    try:
        closed = not limiter.limiter.test(item, "foyer", *key)
        opens_at = limiter.limiter.get_window_stats(item, "foyer", *key).reset_time if closed else 0.0
    except limiter.storage.base_exceptions:
        log.warning("limits cannot be reached")
        return
    if closed:
        raise TooMany("too_many_tries", retry_after=max(1, int(opens_at - time.time()) + 1))


def _hit(item: RateLimitItem, *key: str) -> None:
    limiter = _limiter()
    if limiter.enabled:
        with suppress(*_errors(limiter)):
            limiter.limiter.hit(item, "foyer", *key)


def _errors(limiter: Limiter) -> tuple[type[Exception], ...]:
    given = limiter.storage.base_exceptions
    return given if isinstance(given, tuple) else (given,)


def _limiter() -> Limiter:
    return current_app.extensions["foyer.limiter"]
