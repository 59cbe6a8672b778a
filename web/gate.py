"""What every request passes first: a reference number, the right host, a decent method, readable bytes."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, abort, g, request

from core.settings import Settings

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def origins(settings: Settings) -> frozenset[str]:
    """Origins of our own pages."""
    scheme = urlsplit(settings.public_url).scheme
    return frozenset(f"{scheme}://{host}" for host in settings.hosts)


def guard_the_gate(app: Flask, settings: Settings) -> None:
    """Refuses what no page of ours sends, before anything is looked up."""

    hosts = settings.hosts

    @app.before_request
    def enter() -> None:
        g.request_id = secrets.token_hex(4).upper()
        if _host() not in hosts:
            abort(400)
        if request.method not in METHODS:
            abort(405)
        if not _readable():
            abort(400)
        if request.routing_exception:
            raise request.routing_exception

    @app.before_request
    def weigh() -> None:
        view = app.view_functions.get(request.endpoint or "")
        limit = getattr(view, "body_limit", None)
        if limit:
            request.max_content_length = limit


def _host() -> str:
    given = request.environ.get("HTTP_HOST", "").lower()
    default = {"http": ":80", "https": ":443"}.get(request.scheme, "")
    return given.removesuffix(default) if default else given


def _readable() -> bool:
    """Whether path and query are text without control characters that PostgreSQL or a terminal would choke on."""
    parts = [request.path, *request.args.keys(), *(value for values in request.args.listvalues() for value in values)]
    return not any("\x00" in part or "\ufffd" in part for part in parts)
