"""Declared access: every route says who may come; nothing is open by forgetting (R43)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from core.access import Permission, ensure_for_customer, may
from core.errors import NotAllowed
from core.model import Authority
from web.faces import face
from web.navigation import here
from web.parking import park
from web.people import actor, is_known
from web.sessions import HANDED_OVER, visit

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route: everybody, anybody signed in, or staff with one of some rights."""

    kind: str
    permissions: tuple[Permission, ...] = ()
    fresh: bool = False
    look: Authority = Authority.ASK
    """What a contact who acts for a customer must hold to see it, and to post to it (IC-14)."""
    act: Authority = Authority.CHANGE_ORDINARY


def public(view: View) -> View:
    """For everybody, signed in or not."""
    return _declare(view, Access("public"))


def signed_in(view: View) -> View:
    """For anybody with an account at this face."""
    return _declare(view, Access("signed_in"))


def requires(*permissions: Permission) -> Callable[[View], View]:
    """For staff with one of these rights."""
    if not permissions:
        raise ValueError("requires() names at least one permission")
    return lambda view: _declare(view, Access("requires", permissions))


def fresh(view: View) -> View:
    """Also asks for the password when it was given more than ten minutes ago (R33); stands above the access."""
    return _declare(view, replace(view.access, fresh=True))  # type: ignore[attr-defined]


def authorised(
    *, look: Authority = Authority.ASK, act: Authority = Authority.CHANGE_ORDINARY
) -> Callable[[View], View]:
    """Another authority than to ask for looking and to change ordinary data for posting; stands above the access."""
    return lambda view: _declare(view, replace(view.access, look=look, act=act))  # type: ignore[attr-defined]


def own_access(view: View) -> View:
    """About the sign-in of whoever is signed in, not about the customer; stands above the access."""
    return authorised(look=Authority.NONE, act=Authority.NONE)(view)


def body_up_to(megabytes: int) -> Callable[[View], View]:
    """Lets a route take uploads of this size; all others take one megabyte."""

    def accept(view: View) -> View:
        view.body_limit = megabytes * 1024 * 1024  # type: ignore[attr-defined]
        return view

    return accept


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def refuse_undeclared(app: Flask) -> None:
    """Stops the start when any route has not said who may come."""
    silent = [
        f"{rule}" for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "access")
    ]
    if silent:
        raise RuntimeError(f"routes without declared access: {', '.join(silent)}")


def admit() -> AnyResponse | None:
    """Before each request: lets in, sends to the sign-in page, or refuses."""
    access: Access = _view().access
    if access.kind == "public":
        return None
    if not is_known():
        return _to_sign_in()
    if access.permissions and not any(may(actor(), permission) for permission in access.permissions):
        raise NotAllowed("not_allowed", permission=access.permissions[0].value)
    ensure_for_customer(actor(), access.look if request.method in ("GET", "HEAD") else access.act)
    if access.fresh and not visit().is_fresh:
        return ask_again()
    return None


def ask_again() -> AnyResponse:
    """Asks for the password, keeping what was typed: for routes of which only some acts are @fresh (R33)."""
    return _send(url_for(".sign_in_again", next=_keep_what_was_typed()))


def _view() -> Any:
    from flask import current_app

    return current_app.view_functions[request.endpoint or ""]


def _to_sign_in() -> AnyResponse:
    if _came_from_elsewhere():
        return _bounce()
    if HANDED_OVER in visit():  # Back, or an address that was typed in, leads a customer to their own step only
        return _send(url_for(".hand_over"))
    return _send(url_for(".sign_in", next=_keep_what_was_typed()))


def _keep_what_was_typed() -> str:
    """Parks the form when one was sent, and says where to come back to."""
    if request.method == "POST":
        park()
    return here()


def _send(target: str) -> AnyResponse:
    """A redirect that htmx follows with the whole page."""
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": target})
    return redirect(target, 303)


def _came_from_elsewhere() -> bool:
    """A link in a mail does not bring a Strict cookie along, even where there is one (R30)."""
    return (
        face().same_site == "Strict"
        and request.method == "GET"
        and request.headers.get("Sec-Fetch-Site") == "cross-site"
        and visit().token is None
    )


def _bounce() -> AnyResponse:
    """One step on our own page: from here the browser brings its cookie."""
    response = make_response(render_template("bounce.html", target=here()))
    response.headers["Cache-Control"] = "no-store"
    return response
