"""Addresses of style sheets, scripts and pictures: versioned by content, so that browsers may keep them."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup
from whitenoise import WhiteNoise

STATIC = Path(__file__).resolve().parent / "static"
PREFIX = "/static/"
VERSIONED = f"{PREFIX}v/"


def asset(path: str) -> str:
    """Address of web/static/`path`; it changes when the content does."""
    return f"{VERSIONED}{version()}/{path}"


@cache
def version() -> str:
    """One short digest over all static files: style sheets name each other without digests of their own."""
    digest = sha256()
    for file in sorted(found for found in STATIC.rglob("*") if found.is_file()):
        digest.update(str(file.relative_to(STATIC)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def icon(name: str, classes: str = "icon") -> Markup:
    """One symbol of the sprite, for decoration beside a word."""
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>').format(
        classes, asset("icons.svg"), name
    )


class StaticFiles(WhiteNoise):
    """web/static in front of every face; a page made before an update still finds its files."""

    def __init__(self, app: Any) -> None:
        super().__init__(
            app,
            max_age=3600,
            allow_all_origins=False,
            immutable_file_test=_never_changes,
            add_headers_function=_add_headers,
        )
        self.add_files(str(STATIC), prefix=PREFIX)
        self.add_files(str(STATIC), prefix=f"{VERSIONED}{version()}/")

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        if path.startswith(VERSIONED) and path not in self.files:
            environ["PATH_INFO"] = PREFIX + path[len(VERSIONED) :].partition("/")[2]
        return super().__call__(environ, start_response)


def _never_changes(_path: str, url: str) -> bool:
    return url.startswith(VERSIONED)


def _add_headers(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
