"""What a browser keeps of its registrations: one secret, and the ids of the latest; an id alone opens nothing."""

import re

from flask import Response, after_this_request, current_app, request

from core.identify_contact.drafts import KEPT
from core.tokens import new_token
from web.faces import face

LATEST = 5
_WORD = re.compile(r"[A-Za-z0-9_-]{20,64}")


def secret() -> str | None:
    """This browser's secret; None for one that has not begun anything."""
    return next(iter(_words()), None)


def draft_ids() -> list[str]:
    """Public ids of the latest registrations begun here, the newest first."""
    return _words()[1:]


def secret_of_this_browser() -> str:
    """The secret, made where there is none yet; remember() sends it."""
    return secret() or new_token()


def remember(browser_secret: str, draft_id: str) -> None:
    """Sends the cookie along with this answer: HttpOnly, for as long as drafts are kept."""
    latest = [draft_id, *(known for known in draft_ids() if known != draft_id)][:LATEST]
    value = ".".join([browser_secret, *latest])

    @after_this_request
    def send(response: Response) -> Response:
        response.set_cookie(
            _name(), value, path="/", max_age=int(KEPT.total_seconds()), secure=_secure(), httponly=True, samesite="Lax"
        )
        return response


def _words() -> list[str]:
    words = request.cookies.get(_name(), "").split(".")[: LATEST + 1]
    return words if all(_WORD.fullmatch(word) for word in words) else []


def _name() -> str:
    return face().cookie("registration", secure=_secure())


def _secure() -> bool:
    return bool(current_app.extensions["foyer.settings"].secure)
