"""What an act says on the next page: kept in an encrypted cookie that only its session's token opens (R28).

It holds for a few minutes and opens nothing. So saying something takes no second transaction after the act's own.
"""

import json
from typing import Any

from flask import Response, current_app, request

from core.crypto import keyring
from core.errors import Unreadable
from web.faces import Face
from web.visits import FLASHES, Visit

MINUTES = 5
LONGEST = 3500
"""Characters of the cookie; browsers keep four thousand. The oldest goes first."""
_PURPOSE = "flashes"


def recall(browser: Visit, at: Face) -> None:
    """Gives a visit that is good what the last page left for this one."""
    browser.heard = _opened(request.cookies.get(_name(at), ""), browser.token or "")
    if browser.heard:
        browser[FLASHES] = list(browser.heard)


def leave(browser: Visit, at: Face, response: Response) -> None:
    """Leaves for the next page what this one did not show, and takes away what it did."""
    said = browser.get(FLASHES)
    options: dict[str, Any] = {
        "path": "/", "secure": _secure(), "httponly": True, "samesite": at.same_site,
    }  # fmt: skip
    if said and (said != browser.heard or browser.sends_cookie):
        browser.csrf_token()  # a stranger has a token from now on
        response.set_cookie(_name(at), _closed(said, browser.token or ""), max_age=MINUTES * 60, **options)
    elif not said and browser.heard is not None and _name(at) in request.cookies:
        response.delete_cookie(_name(at), **options)


def _closed(said: list[Any], token: str) -> str:
    pairs = [(category, str(message)) for category, message in said]
    closed = keyring().encrypt(_PURPOSE, json.dumps(pairs).encode(), bound_to=token)
    return closed if len(closed) <= LONGEST or not pairs else _closed(said[1:], token)


def _opened(cookie: str, token: str) -> list[Any]:
    if not cookie or not token:
        return []
    try:
        return [tuple(pair) for pair in json.loads(keyring().decrypt(_PURPOSE, cookie, bound_to=token))]
    except Unreadable:
        return []


def _name(at: Face) -> str:
    return at.cookie("said", secure=_secure())


def _secure() -> bool:
    return bool(current_app.extensions["foyer.settings"].secure)
