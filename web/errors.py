"""Every failure as a page: what to do, then why; internals never, a reference number when it is ours (R47)."""

from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from core.access import Actor
from core.errors import FoyerError, Unreadable
from web.csrf import FIELD, ForeignRequestError
from web.faces import face
from web.logs import tell_failure
from web.navigation import here
from web.people import actor
from web.wording import word

SECRET = ("password", "answer", "code", "secret")


def answer_errors(app: Flask) -> None:
    """Registers a page for everything that can go wrong."""
    app.register_error_handler(FoyerError, refused)
    app.register_error_handler(ForeignRequestError, foreign)
    app.register_error_handler(RequestEntityTooLarge, too_large)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(500, broken)


def refused(error: FoyerError) -> Response:
    """What the domain would not do, in its own words."""
    if isinstance(error, Unreadable):
        return broken(error)
    if error.status == 404:
        return _page(404, **_absent())
    titles = {
        403: _("This is not part of your role"),
        409: _("Somebody was quicker"),
        422: _("This could not be saved as it is"),
        429: _("Too many tries"),
        503: _("We cannot reach our records at the moment"),
    }
    if error.code == "not_in_your_authority":
        titles[403] = _("Your authority does not go this far")
    retry_after = getattr(error, "retry_after", None)
    return _page(error.status, title=titles.get(error.status, titles[422]), text=word(error), retry_after=retry_after)


def foreign(error: ForeignRequestError) -> Response:
    """A form whose session is gone, or another site's: what was typed is shown, and sent again if it is ours."""
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != FIELD and not any(word in name.lower() for word in SECRET)
    ]
    return _page(
        400,
        title=_("This page had been open for too long"),
        text=_("Nothing was sent. Look at what you typed below, then send it again or go back to the page."),
        typed=typed if error.from_here else [],
        again=error.from_here and not request.files,
        action=request.script_root + request.full_path.rstrip("?"),
        back=here(),
    )


def too_large(_error: RequestEntityTooLarge) -> Response:
    """A body above the limit of its page."""
    limit = (request.max_content_length or 0) // (1024 * 1024)
    return _page(
        413,
        title=_("This is too large to send"),
        text=_("Choose a smaller file or write less: this page takes up to %(limit)s MB at a time.", limit=limit),
        back=here(),
    )


def http(error: HTTPException) -> Any:
    """What Flask itself refuses; redirects pass."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    if error.code >= 500:
        return broken(error)
    words: dict[int, dict[str, Any]] = {
        400: {
            "title": _("We could not read this request"),
            "text": _("Go back, open the page again, then try once more."),
        },
        404: _absent(),
        405: {"title": _("This address does not take that"), "text": _("Go back and use the buttons of the page.")},
    }
    response = _page(error.code, **words.get(error.code, words[400]))
    if error.code == 405 and (allowed := getattr(error, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def broken(error: BaseException) -> Response:
    """Our own fault: said so, with a number that finds the line in the log."""
    if isinstance(error, FoyerError):
        tell_failure(error)
    return _page(
        500,
        title=_("We could not do this"),
        text=_("It is not your doing, and nothing was changed. Try again; if it stays so, tell us this number."),
        reference=g.get("request_id"),
    )


def _absent() -> dict[str, Any]:
    return {
        "title": _("There is nothing here"),
        "text": _("The address may be mistyped, or what stood here is no longer there or not for you to see."),
    }


def _page(status: int, *, retry_after: int | None = None, **shown: Any) -> Response:
    if status in (500, 503):  # the page must not ask the database who this is
        g.setdefault("actor", Actor.public())
    calm = status not in (500, 503) and face().kind == "backoffice" and actor().is_staff
    layout = {"portal": "portal/layout.html", "backoffice": "backoffice/layout_plain.html"}[face().kind]
    response = make_response(
        render_template("error/page.html", layout="backoffice/layout.html" if calm else layout, **shown), status
    )
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response
