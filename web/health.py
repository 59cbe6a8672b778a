"""Alive, ready, and figures: for load balancers and Prometheus, outside the faces and their cookies."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.database.schema import is_current
from core.database.transaction import reading
from core.errors import Unavailable

HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=()"),
    ("Referrer-Policy", "no-referrer"),
)
Answer = tuple[str, str, bytes]


def alive(_environ: dict[str, Any]) -> Answer:
    """The process answers; asks nothing of others."""
    return "200 OK", "text/plain; charset=utf-8", b"alive\n"


def ready(_environ: dict[str, Any]) -> Answer:
    """Requests can be served: the database answers and its schema is ours."""
    try:
        with reading() as db:
            current = is_current(db)
    except Unavailable:
        return "503 Service Unavailable", "text/plain; charset=utf-8", b"database unreachable\n"
    if not current:
        return "503 Service Unavailable", "text/plain; charset=utf-8", b"migrations are missing: foyer db upgrade\n"
    return "200 OK", "text/plain; charset=utf-8", b"ready\n"


def figures(environ: dict[str, Any]) -> Answer:
    """For Prometheus beside us: asked directly from this machine or a private network, never through the proxy."""
    if environ.get("foyer.forwarded") or not _is_near(environ.get("REMOTE_ADDR", "")):
        return "404 Not Found", "text/plain; charset=utf-8", b"not found\n"
    return "200 OK", CONTENT_TYPE_LATEST, generate_latest()


def plain(answer: Callable[[dict[str, Any]], Answer]) -> Callable[..., Iterable[bytes]]:
    """One of the above as a WSGI application."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            status, kind, body = "405 Method Not Allowed", "text/plain; charset=utf-8", b"GET only\n"
        elif environ.get("PATH_INFO"):
            status, kind, body = "404 Not Found", "text/plain; charset=utf-8", b"not found\n"
        else:
            status, kind, body = answer(environ)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return application


def _is_near(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
