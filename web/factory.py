"""One Flask app a face: own cookie, own sign-in, own headers; a route that says not who may come stops the start."""

from pathlib import Path

from flask import Blueprint, Flask
from flask_login import LoginManager

from core.settings import Settings
from web.accent import add_accent
from web.access import admit, refuse_undeclared
from web.choices import add_choices
from web.csrf import protect
from web.devices import send_device_cookie
from web.errors import answer_errors
from web.escaping import Pages
from web.faces import FACES
from web.gate import guard_the_gate, origins
from web.headers import set_headers
from web.jinja import equip
from web.languages import speak
from web.limits import limit
from web.logs import Talkative, tell
from web.people import current_person
from web.sessions import StoredSessions, recognise

ROOT = Path(__file__).resolve().parent.parent
ONE_MEGABYTE = 1024 * 1024


def create_face(blueprint: Blueprint, settings: Settings, *, face: str) -> Flask:
    """The app of one face: "portal" or "backoffice". Raises RuntimeError when a route declares no access.

    Order of the doors: right host and readable request, who is it, from our own page, may they.
    """
    app = Talkative("foyer", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.jinja_environment = Pages
    app.config.update(
        SECRET_KEY=None,
        MAX_CONTENT_LENGTH=ONE_MEGABYTE,
        MAX_FORM_MEMORY_SIZE=ONE_MEGABYTE,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        TEMPLATES_AUTO_RELOAD=False,
        WTF_CSRF_ENABLED=True,
    )
    app.extensions.update({"foyer.face": FACES[face], "foyer.settings": settings})
    app.session_interface = StoredSessions(secure=settings.secure)
    tell(app, face=face)
    guard_the_gate(app, settings)
    app.before_request(recognise)
    protect(app, origins=origins(settings))
    app.before_request(admit)
    app.after_request(send_device_cookie)
    set_headers(app, secure=settings.secure)
    answer_errors(app)
    limit(app, settings)
    speak(app)
    equip(app, blueprint=face, demo=settings.demo)
    _know_the_person(app)
    add_choices(blueprint)
    add_accent(blueprint)
    app.register_blueprint(blueprint)
    refuse_undeclared(app)
    return app


def _know_the_person(app: Flask) -> None:
    """Flask-Login's current_user, read from our own session; its own cookies are not used."""
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(lambda _request: current_person())
    manager.init_app(app, add_context_processor=False)
