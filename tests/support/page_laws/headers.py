"""Headers of every answer, errors too (R34, R40, R47)."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

NEEDED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


def broken(answer: TestResponse) -> Iterator[str]:
    """What the headers lack or give away."""
    if answer.status_code >= 500 and answer.status_code != 503:
        yield f"the answer is {answer.status}"
    if answer.mimetype == "text/html":
        yield from _policy(answer)
    for name, value in NEEDED.items():
        if value not in answer.headers.get(name, ""):
            yield f"{name} is {answer.headers.get(name)!r}"
    if not answer.headers.get("Referrer-Policy"):
        yield "Referrer-Policy is missing"
    for name in ("Server", "X-Powered-By"):
        if name in answer.headers:
            yield f"{name} tells what runs here"
    yield from _location(answer)
    yield from _cookies(answer)


def _policy(answer: TestResponse) -> Iterator[str]:
    said = answer.headers.get("Content-Security-Policy", "")
    parts = {part.strip() for part in said.split(";")}
    yield from (f"Content-Security-Policy lacks {part}" for part in sorted(POLICY - parts))
    if "unsafe" in said:
        yield "Content-Security-Policy allows something unsafe"
    if not answer.headers.get("Cache-Control"):
        yield "Cache-Control is missing"
    if answer.headers.get("Content-Type", "").replace(" ", "").lower() != "text/html;charset=utf-8":
        yield f"Content-Type is {answer.headers.get('Content-Type')!r}"


def _location(answer: TestResponse) -> Iterator[str]:
    where = answer.headers.get("Location")
    if where is None:
        return
    parts = urlsplit(where)
    if parts.netloc and parts.netloc != urlsplit(answer.request.url).netloc:
        yield f"Location leaves the site: {where}"
    if answer.request.method == "POST" and answer.status_code != 303:
        yield f"a POST was answered with {answer.status_code} instead of 303"


def _cookies(answer: TestResponse) -> Iterator[str]:
    for line in answer.headers.getlist("Set-Cookie"):
        for name, cookie in SimpleCookie(line).items():
            if not cookie["samesite"]:
                yield f"cookie {name} has no SameSite"
            if not cookie["httponly"] and name not in {"foyer_language", "theme"}:
                yield f"cookie {name} can be read by scripts"
            if cookie["domain"]:
                yield f"cookie {name} names a domain"
