"""Settings → the faces chosen → one WSGI callable: `gunicorn wsgi:application` or `foyer serve`."""

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from core.crypto import use_keys
from core.database.transaction import use_database
from core.settings import Settings, read_settings
from web.assets import StaticFiles
from web.factory import create_face
from web.health import alive, figures, plain, ready
from web.logs import set_up_logs
from web.proxies import TrustedProxies

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def create_application(settings: Settings) -> Wsgi:
    """Everything that one process serves; sets the process's database, keys and logs."""
    use_keys(settings.secret_keys)
    use_database(settings)
    set_up_logs(settings.log)
    application = assemble(settings)
    _look_for_garbage_less_often()
    return application


def _look_for_garbage_less_often() -> None:
    """What was made at the start stays, and a page leaves thousands of objects: by itself the collector looks through
    all of them for the sake of a few each few pages, a tenth of all the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def assemble(settings: Settings) -> Wsgi:
    """The same for a process whose database and keys are in use already, as in tests."""
    mounted: dict[str, Any] = {"/healthz": plain(alive), "/readyz": plain(ready), "/metrics": plain(figures)}
    if "backoffice" in settings.surfaces:
        mounted["/office"] = create_face(_backoffice(), settings, face="backoffice").wsgi_app
    first = create_face(_portal(), settings, face="portal").wsgi_app if "portal" in settings.surfaces else _to_office
    served = StaticFiles(DispatcherMiddleware(first, mounted))
    return TrustedProxies(served, settings.trusted_proxies, scheme=urlsplit(settings.public_url).scheme)


def _portal() -> Blueprint:
    from portal import portal

    return portal


def _backoffice() -> Blueprint:
    from backoffice import backoffice

    return backoffice


def _to_office(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Where only the back office is served, the front page leads there and nothing else exists."""
    found = environ.get("PATH_INFO") == "/"
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
    start_response("303 See Other" if found else "404 Not Found", headers + [("Location", "/office/")] * found)
    return [b"" if found else b"not found\n"]


def __getattr__(name: str) -> Any:
    """`wsgi:application` is made when a server asks for it, not when a test imports this module."""
    if name == "application":
        globals()["application"] = create_application(read_settings(os.environ))
        return globals()["application"]
    raise AttributeError(name)
