"""Sessions of the faces: a cookie that refers to a row; visitors without anything to keep have no row (R28-R31)."""

from datetime import timedelta
from typing import Any, cast

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.database.transaction import looking, transaction
from core.errors import Unavailable
from core.model import Face as FaceName
from core.sessions import end_session, end_sessions, find_session, keep_in_session, start_session
from core.tokens import new_token
from web.devices import describe
from web.faces import Face, face
from web.flashes import leave, recall
from web.logs import log
from web.visits import Stay, Visit, of_cookie, to_cookie, visit

HANDED_OVER = "handed_over"
"""What the visit carries while a customer holds the device of a member of staff."""
SEEN_AT_MOST_EVERY = timedelta(minutes=1)
POLLING = "X-Foyer-Polling"
"""A page that asks again by itself sends this header: nobody is there because of it."""
__all__ = ["StoredSessions", "Visit", "end_all", "recognise", "sign_in", "sign_out", "step_aside", "visit"]


class StoredSessions(SessionInterface):
    """Reads the cookie when a request begins, writes cookie and row when it ends."""

    def __init__(self, *, secure: bool) -> None:
        self.secure = secure

    def open_session(self, app: Flask, request: Request) -> Visit:
        """Only the cookie is read here; recognise() asks the database, where errors can be answered."""
        return of_cookie(request.cookies.get(_face_of(app).cookie(secure=self.secure), ""))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Writes what changed; an act that succeeded is not undone because its visit could not be kept."""
        browser = cast("Visit", session)
        try:
            _store(browser, _face_of(app))
        except Unavailable:
            log.warning("session not stored", request_id=g.get("request_id"))
        leave(browser, _face_of(app), response)
        if browser.sends_cookie:
            self._send_cookie(browser, _face_of(app), response)

    def _send_cookie(self, browser: Visit, at: Face, response: Response) -> None:
        name = at.cookie(secure=self.secure)
        options: dict[str, Any] = {
            "path": "/", "secure": self.secure, "httponly": True, "samesite": at.same_site,
        }  # fmt: skip
        if browser.token is None:
            response.delete_cookie(name, **options)
        else:
            response.set_cookie(name, to_cookie(browser), **options)


def recognise() -> None:
    """Finds the stay that the cookie refers to; one that ran out is remembered only as lapsed."""
    browser = visit()
    if browser.stored and browser.token is not None:
        _find(browser, browser.token)
    if browser.stay or not browser.stored:
        recall(browser, face())


def _find(browser: Visit, token: str) -> None:
    with looking(newest=True) as db:
        found = find_session(db, face=_name(face()), token=token)
    if not found:
        browser.forget()
        return
    stay = Stay.of(found[0])
    if stay.staff_id is not None:
        g.acting_staff = [row for row in found if row.name is not None]
    if utcnow() >= stay.ends_at(face()):
        browser.lapsed = stay if stay.signed_in else None
    else:
        browser.stay = stay
        browser.update(found[0].content)
        browser.modified = False


def sign_in(db: Session, *, now: Any, staff_id: int | None = None, credential_id: int | None = None) -> None:
    """This browser is signed in from now on, under a new reference; the old one opens nothing any more.

    Also for giving the password again: the same account keeps what its visit carried, another never sees it.
    """
    browser = visit()
    browser.pop(HANDED_OVER, None)
    before = browser.stay or browser.lapsed
    if before:
        end_session(db, session_id=before.id, now=now)
    if browser.signed_in and (before.staff_id, before.credential_id) != (staff_id, credential_id):  # type: ignore[union-attr]
        browser.clear()
    token = new_token()
    row = start_session(
        db, face=_name(face()), token=token, now=now, staff_id=staff_id, credential_id=credential_id,
        content=browser.content, device=describe(),
    )  # fmt: skip
    browser.becomes(token, Stay.of(row))
    _forget_the_person()


def step_aside(db: Session, *, now: Any, carrying: dict[str, Any]) -> None:
    """Staff sign out and leave the browser to somebody who is not: it goes on as nobody's, with only what is given."""
    browser = visit()
    if browser.stay:
        end_session(db, session_id=browser.stay.id, now=now)
    browser.clear()
    browser.update(carrying)
    token = new_token()
    row = start_session(db, face=_name(face()), token=token, now=now, content=browser.content, device=describe())
    browser.becomes(token, Stay.of(row))
    _forget_the_person()


def sign_out() -> None:
    """Ends this browser's session; the cookie goes, the other face's stays."""
    browser = visit()
    if browser.stay:
        with transaction() as db:
            end_session(db, session_id=browser.stay.id, now=utcnow())
    browser.forget()
    _forget_the_person()


def end_all(
    db: Session, *, staff_id: int | None = None, credential_id: int | None = None, and_mine: bool = False
) -> None:
    """Ends every session of an account, as after a new password (R32); this browser's own only when said so."""
    mine = visit().stay
    but = mine.id if mine and not and_mine else None
    end_sessions(db, now=utcnow(), staff_id=staff_id, credential_id=credential_id, but=but)


def _store(browser: Visit, at: Face) -> None:
    now, content = utcnow(), browser.content
    changed, browser.modified = browser.modified, False
    if browser.stay is None:
        if changed and content:
            _begin(browser, at, content)
    elif changed or (now - browser.stay.last_seen_at >= SEEN_AT_MOST_EVERY and POLLING not in request.headers):
        with transaction() as db:
            keep_in_session(db, session_id=browser.stay.id, content=content if changed else None, now=now)


def _begin(browser: Visit, at: Face, content: dict[str, Any]) -> None:
    """The first thing a visitor leaves with us makes their row; their token, and so their forms, stay good."""
    new = browser.token is None or browser.stored
    token = new_token() if new else cast("str", browser.token)
    with transaction() as db:
        row = start_session(db, face=_name(at), token=token, now=utcnow(), content=content, device=describe())
        browser.becomes(token, Stay.of(row))


def _forget_the_person() -> None:
    for known in ("actor", "acting_staff", "language", "translations", "locale"):
        g.pop(known, None)


def _face_of(app: Flask) -> Face:
    return cast("Face", app.extensions["foyer.face"])


def _name(at: Face) -> FaceName:
    return FaceName(at.kind)
