"""Security headers of every reply, errors too (R40), and what may be kept by caches (R34)."""

from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from web.sessions import visit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR = "max-age=31536000; includeSubDomains"


def set_headers(app: Flask, *, secure: bool) -> None:
    """Gives every reply of `app` its security headers."""

    @app.after_request
    def add(response: Response) -> Response:
        given = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 -- they have no order of their own
        for name, value in FIXED.items():
            if name.lower() not in given:
                response.headers.add(name, value)
        if "referrer-policy" not in given:
            response.headers.add("Referrer-Policy", "no-referrer" if _holds_a_token() else "same-origin")
        if 300 <= response.status_code < 400:
            response.set_data(b"")  # Werkzeug's own page would be the only one in English everywhere
        if secure:
            response.headers["Strict-Transport-Security"] = A_YEAR
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if visit().signed_in else "no-cache, private"
        response.vary.add("Cookie")
        response.vary.add("Accept-Language")
        response.headers["X-Request-ID"] = g.get("request_id", "")
        return response


def leave_nothing_behind(response: AnyResponse) -> AnyResponse:
    """Asks the browser to forget pages and storage at sign-out; not cookies, which belong to the other face too."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _holds_a_token() -> bool:
    return bool(request.view_args) and "token" in (request.view_args or {})
