"""Where a link may lead: only within this site (R47)."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for

from web.faces import face

_PLAIN = re.compile(r"[A-Za-z0-9_~-]{1,100}").fullmatch
"""What an address says as it is: public ids, numbers of leads, codes."""


def inside(target: str | None) -> str | None:
    """`target` when it is a path of this very face, else None; addresses of other sites never pass."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or len(target) > 2000:
        return None
    if any(character <= " " or character in "\\\x7f" for character in target):
        return None
    split = urlsplit(target)
    if split.scheme or split.netloc:
        return None
    home = face().mounted_at
    return target if not home or split.path == home or split.path.startswith(home + "/") else None


def here() -> str:
    """Address of this page, to come back to; an act without a page comes back to the page it was on."""
    rule = request.url_rule
    if request.method != "GET" and rule is not None and "GET" not in (rule.methods or ()):
        return inside(urlsplit(request.headers.get("Referer", "")).path) or home()
    return request.script_root + request.full_path.rstrip("?")


def address(endpoint: str, **values: Any) -> str:
    """url_for() of the templates: each is built once, and what stands in it is filled in."""
    plain = [name for name, value in values.items() if type(value) is str and name[0] != "_" and _PLAIN(value)]
    if len(plain) < len(values):
        return url_for(endpoint, **values)
    known: dict[tuple[str, ...], str] = current_app.extensions.setdefault("foyer.addresses", {})
    name = f"{request.blueprint}{endpoint}" if endpoint[:1] == "." else endpoint
    asked = (request.script_root, name, *plain)
    if asked not in known:
        places: dict[str, Any] = {one: f"{{{one}}}" for one in plain}
        known[asked] = url_for(name, **places).replace("%7B", "{").replace("%7D", "}")
    return known[asked].format_map(values) if values else known[asked]


def back_or_home(default: str | None = None) -> str:
    """The `next` that was asked for, when it is safe; else `default` or the face's first page."""
    wanted = request.values.get("next")
    return inside(wanted) or default or home()


def home() -> str:
    """The first page of somebody signed in; the front page where that is not built."""
    endpoint = face().home
    return url_for(endpoint) if endpoint in current_app.view_functions else (face().mounted_at + "/")


def row_asked(name: str) -> int | None:
    """The row after which a longer list goes on, as its address says; what is none counts as not asked."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
