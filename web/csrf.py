"""Every unsafe request proves that it comes from our own page (R39)."""

import hmac
from urllib.parse import urlsplit

from flask import Flask, abort, request
from wtforms.csrf.core import CSRF

from web.sessions import visit

FIELD, HEADER = "csrf_token", "X-CSRFToken"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignRequestError(Exception):
    """An unsafe request that did not come from a page of this session."""

    def __init__(self, *, from_here: bool) -> None:
        super().__init__("foreign request")
        self.from_here = from_here


class SessionToken(CSRF):
    """Hands the session's token to a form; the request was checked before the form was made."""

    def generate_csrf_token(self, csrf_token_field: object) -> str:
        return csrf_token()

    def validate_csrf_token(self, form: object, field: object) -> None:
        """Nothing left to do: protect() saw every unsafe request first."""


def csrf_token() -> str:
    """The token of this browser's session; asking for it gives an anonymous visitor their signed cookie."""
    return visit().csrf_token()


def protect(app: Flask, *, origins: frozenset[str]) -> None:
    """Refuses unsafe requests without the session's token, or sent by another site's page."""

    @app.before_request
    def check() -> None:
        if request.method in SAFE_METHODS:
            return
        sent_from_here = _sent_from_here(origins)
        if sent_from_here is False or not _token_fits():
            raise ForeignRequestError(from_here=bool(sent_from_here))
        if any("\x00" in value for values in request.form.listvalues() for value in values):
            abort(400)


def _sent_from_here(origins: frozenset[str]) -> bool | None:
    """What the browser says about the page that sent this; None when it says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin:
        return origin in origins
    referrer = urlsplit(request.headers.get("Referer", ""))
    return f"{referrer.scheme}://{referrer.netloc}" in origins if referrer.netloc else None


def _token_fits() -> bool:
    expected = visit().known_csrf_token()
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not expected or not given:
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("ascii"))
