"""One browser at one face while a request is answered: its token, its stored stay, what it carries (R28-R31)."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, cast

from flask import session
from flask.sessions import SessionMixin
from sqlalchemy import Row
from werkzeug.datastructures import CallbackDict

from core.clock import utcnow
from core.crypto import keyring
from core.model import WebSession
from core.tokens import new_token
from web.faces import ANONYMOUS_SESSION, Face

FRESH_FOR = timedelta(minutes=10)
FLASHES = "_flashes"
"""Flask's name for what the next page is to say; kept apart from what is stored (web.flashes)."""
_PURPOSE = "session cookie"


@dataclass(frozen=True, slots=True)
class Stay:
    """What is needed of the stored session while answering."""

    id: int
    staff_id: int | None
    credential_id: int | None
    created_at: datetime
    last_seen_at: datetime
    authenticated_at: datetime | None

    @classmethod
    def of(cls, row: WebSession | Row[Any]) -> "Stay":
        return cls(row.id, row.staff_id, row.credential_id, row.created_at, row.last_seen_at, row.authenticated_at)

    @property
    def signed_in(self) -> bool:
        return self.staff_id is not None or self.credential_id is not None

    def ends_at(self, at: Face) -> datetime:
        """When it runs out if nobody does anything."""
        if not self.signed_in:
            return self.created_at + ANONYMOUS_SESSION
        return min(self.last_seen_at + at.idle, self.created_at + at.longest)


class Visit(CallbackDict, SessionMixin):
    """Flask's `session`: a small dictionary that is stored once there is something in it."""

    def __init__(self, token: str | None, *, stored: bool) -> None:
        super().__init__({}, _mark)
        self.token, self.stored = token, stored
        self.modified = self.accessed = False
        self.stay: Stay | None = None
        self.lapsed: Stay | None = None
        self.sends_cookie = False
        self._made_for = self._made = ""
        self.heard: list[Any] | None = None
        """What the last page left to be said; None until it was looked for."""

    def __setitem__(self, key: str, value: Any) -> None:
        """What is only said changes nothing that is stored."""
        if key == FLASHES:
            dict.__setitem__(self, key, value)
        else:
            super().__setitem__(key, value)

    def pop(self, key: str, *default: Any) -> Any:
        """Likewise."""
        return dict.pop(self, key, *default) if key == FLASHES else super().pop(key, *default)

    @property
    def content(self) -> dict[str, Any]:
        """What is stored."""
        return {key: value for key, value in self.items() if key != FLASHES}

    @property
    def signed_in(self) -> bool:
        return self.stay is not None and self.stay.signed_in

    @property
    def is_fresh(self) -> bool:
        """Whether the password was given within the last ten minutes (R33)."""
        given = self.stay.authenticated_at if self.stay else None
        return given is not None and utcnow() - given < FRESH_FOR

    def csrf_token(self) -> str:
        """Bound to the session's token, so it changes at sign-in; gives a new visitor their cookie."""
        if self.token is None:
            self.token, self.stored, self.sends_cookie = new_token(), False, True
        return self._csrf_of(self.token)

    def known_csrf_token(self) -> str | None:
        """What a form of this session must carry; None for a browser that came without our cookie."""
        return self._csrf_of(self.token) if self.token else None

    def _csrf_of(self, token: str) -> str:
        """Made once a request: a page asks for each of its forms."""
        if self._made_for != token:
            self._made_for, self._made = token, _csrf_of(token)
        return self._made

    def becomes(self, token: str, stay: Stay) -> None:
        """The browser gets a new reference, as at sign-in and when the password was given again (R29)."""
        self.token, self.stay, self.stored, self.sends_cookie = token, stay, True, True

    def forget(self) -> None:
        """From now on a stranger."""
        self.clear()
        self.token, self.stay, self.stored, self.modified, self.sends_cookie = None, None, False, False, True


def _mark(visit: Any) -> None:
    visit.modified = visit.accessed = True


def visit() -> Visit:
    """This request's visit."""
    return cast("Visit", session._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001


def of_cookie(value: str) -> Visit:
    """The visit that a cookie stands for; a cookie that we did not sign is none."""
    body, _, signature = value.rpartition(".")
    if len(body) < 40 or not value.isascii() or not keyring().is_mac(_PURPOSE, body.encode(), _bytes(signature)):
        return Visit(None, stored=False)
    return Visit(body[1:], stored=body[0] == "s")


def to_cookie(browser: Visit) -> str:
    """What the browser keeps: a letter for stored or not, the token, our signature."""
    body = ("s" if browser.stored else "a") + (browser.token or "")
    return f"{body}.{keyring().mac(_PURPOSE, body.encode()).hex()}"


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _csrf_of(token: str) -> str:
    return urlsafe_b64encode(hmac.digest(token.encode(), b"csrf", sha256)).decode().rstrip("=")
