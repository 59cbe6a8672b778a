"""A route that does not say who may come stops the start (R43); refused is not absent, but tells nothing (R44, R46)."""

import pytest
from flask import Blueprint
from werkzeug.test import Client

from core.access import Permission
from core.settings import Settings
from tests.people import Person
from tests.support.client import PageClient
from web.access import fresh, public, requires, signed_in
from web.factory import create_face


def office_with(*pages: tuple[str, object]) -> Blueprint:
    """The back office's doors, and pages of this test behind them."""
    from backoffice import signing_in

    made = Blueprint("backoffice", __name__)
    made.add_url_rule("/", "index", public(lambda: "front"))
    for path, view in (("/sign-in", signing_in.sign_in), ("/sign-in/again", signing_in.sign_in_again)):
        made.add_url_rule(path, view.__name__, view, methods=["GET", "POST"])
    for path, view in pages:
        made.add_url_rule(path, path.strip("/"), view, methods=["GET", "POST"])
    return made


def visitor(settings: Settings, *pages: tuple[str, object]) -> PageClient:
    """Somebody at the door of that office."""
    app = create_face(office_with(*pages), settings, face="backoffice")

    def mounted(environ: dict, start_response: object) -> object:
        environ["SCRIPT_NAME"] = "/office"
        environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix("/office")
        environ["wsgi.url_scheme"] = "http"
        return app.wsgi_app(environ, start_response)

    return PageClient(mounted, address=settings.public_url, face="backoffice")


def test_r43_an_undeclared_route_stops_the_start(settings: Settings, database: object) -> None:
    with pytest.raises(RuntimeError, match="/forgotten"):
        create_face(office_with(("/forgotten", lambda: "open to all")), settings, face="backoffice")


def test_a_right_lets_in_and_its_lack_is_worded(settings: Settings, carl: Person, mona: Person) -> None:
    page = ("/assigning", requires(Permission.LEAD_ASSIGN)(lambda: "assign"))
    office = visitor(settings, page)
    assert office.get("/office/assigning").status == 303
    assert office.sign_in(carl).get("/office/assigning").status == 403
    assert office.sign_out().sign_in(mona).browser.get("/office/assigning", base_url=office.address).status_code == 200


def test_r46_a_role_taken_away_works_at_once(settings: Settings, mona: Person) -> None:
    from sqlalchemy import delete

    from core.database.transaction import transaction
    from core.model import StaffRole

    office = visitor(settings, ("/assigning", requires(Permission.LEAD_ASSIGN)(lambda: ("", 204)))).sign_in(mona)
    assert office.get("/office/assigning").status == 204
    with transaction() as db:
        db.execute(delete(StaffRole).where(StaffRole.staff_id == mona.staff_id))
    assert office.get("/office/assigning").status == 403


def test_r33_what_matters_asks_for_the_password_again(settings: Settings, carl: Person) -> None:
    from datetime import timedelta

    from sqlalchemy import update

    from core.clock import utcnow
    from core.database.transaction import transaction
    from core.model import WebSession

    office = visitor(settings, ("/credentials", fresh(signed_in(lambda: ("", 204))))).sign_in(carl)
    assert office.get("/office/credentials").status == 204
    with transaction() as db:
        db.execute(update(WebSession).values(authenticated_at=utcnow() - timedelta(minutes=11)))
    answer = office.get("/office/credentials")
    assert answer.location == "/office/sign-in/again?next=/office/credentials"
    assert answer.follow().submit("Continue", Password=carl.password).location == "/office/credentials"
    assert office.get("/office/credentials").status == 204


def test_htmx_is_led_to_the_sign_in_page_as_a_whole(office: PageClient) -> None:
    page = office.htmx("/office/")
    assert (page.status, page.headers["HX-Redirect"]) == (204, "/office/sign-in?next=/office/")


def test_only_the_chosen_faces_are_served(settings: Settings, database: object) -> None:
    from dataclasses import replace

    from wsgi import assemble

    only_office = Client(assemble(replace(settings, surfaces=frozenset({"backoffice"}))))
    only_portal = Client(assemble(replace(settings, surfaces=frozenset({"portal"}))))
    assert only_office.get("/", base_url=settings.public_url).location == "/office/"
    assert only_office.get("/help", base_url=settings.public_url).status_code == 404
    assert only_portal.get("/office/sign-in", base_url=settings.public_url).status_code == 404
