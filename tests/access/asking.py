"""Asking every address as everybody: what stands in the address, who comes with which cookie, what the answer is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask
from werkzeug.test import Client, TestResponse

from core.clock import utcnow
from core.database.transaction import transaction
from core.model import Face as FaceName
from core.sessions import start_session
from core.settings import Settings
from core.tokens import new_token
from tests.access.world import World, put_back
from tests.support import olena
from web.factory import create_face
from web.visits import Visit, to_cookie

PEOPLE = ("agent", "csr", "supervisor", "sales", "manager", "admin", "auditor", "customer", "nobody")
STEPS = (
    "certificate", "basic", "confirm", "contacts", "addresses", "documents", "preferences", "access", "review", "done",
)  # fmt: skip
ASKED_BY_QUERY = {
    **{f"/register/{step}": {"draft": "draft"} for step in STEPS},
    "/register/documents/file": {"draft": "draft", "file": "file"},
    "/office/customers": {"view": "view"},
    "/office/customers/new": {"draft": "office/draft"},
    "/office/customers/new/address": {"draft": "office/draft"},
    "/office/customers/new/contact": {"draft": "office/draft"},
    "/office/customers/new/discard": {"draft": "office/draft"},
    "/office/customers/new/documents/<public_id>": {"draft": "office/draft"},
}
"""Records that are named after the question mark, and what stands there."""
ALWAYS = {"/office/customers/<code>/modify": "what=address"}
"""What is asked with every record, because without it the page asks what is meant."""
NAMED = {
    "/office/customers/new/documents/<public_id>": "office/draft/file",
    "/me/orders/<order>": "me/orders",
    "/office/leads/hand/": "leads",
}
"""Where the word before a place does not say what stands there."""
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """An address and what may be done at it."""

    method: str
    path: str

    @property
    def needs_record(self) -> bool:
        return "<" in self.path or self.path in ASKED_BY_QUERY

    @property
    def face(self) -> str:
        return "backoffice" if self.path.startswith("/office") else "portal"


def routes(settings: Settings) -> Iterator[Route]:
    """Every route of both faces."""
    import backoffice
    import portal

    faces: list[tuple[Blueprint, str, str]] = [
        (portal.portal, "portal", ""), (backoffice.backoffice, "backoffice", "/office")
    ]  # fmt: skip
    for blueprint, name, mount in faces:
        app: Flask = create_face(blueprint, settings, face=name)
        for rule in app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield Route(method, mount + rule.rule)


def address(world: World, path: str, record: str) -> str:
    """The route's address with that record in it; '-' names none."""
    written = _with_places(world, path, record)
    asked = {} if record == "-" else ASKED_BY_QUERY.get(path, {})
    query = urlencode({name: _of(world, noun, record) for name, noun in asked.items()}) or ALWAYS.get(path)
    return f"{written}?{query}" if query else written


def _with_places(world: World, path: str, record: str) -> str:
    if "/duplicates/<" in path:
        return re.sub(r"<\w+>/<\w+>", _of(world, "duplicates", record), path)
    written, places = path, list(_PLACE.finditer(path))
    for place in places:
        # 'mixed': a record of somebody else under an address of one's own
        which = "own" if record == "mixed" and place is not places[-1] else record
        written = written.replace(place[0], _of(world, _noun(world, path, place), which), 1)
    return written


def _noun(world: World, path: str, place: re.Match[str]) -> str:
    named = next((noun for start, noun in NAMED.items() if path.startswith(start)), None)
    word = path[: place.start()].strip("/").rsplit("/", 1)[-1]
    office = f"office/{word}"
    return named or (office if path.startswith("/office") and office in world.nouns else word)


def stands(world: World, path: str, record: str) -> bool:
    """Whether the world has that kind of record for every place of the address."""
    try:
        address(world, path, record)
    except AssertionError:
        return False
    return True


def _of(world: World, noun: str, record: str) -> str:
    known = world.nouns.get(noun, {})
    assert record in known, (
        f"tests/access/world.py does not say what stands for {record!r} after /{noun}/; it has {sorted(known)}"
    )
    return known[record]


class Asker:
    """Somebody at the door of both faces, with the cookies they would have."""

    def __init__(self, application: Any, world: World, who: str) -> None:
        self.client = Client(application)
        self.world, self.who = world, who
        self.tokens: dict[str, str] = {}
        self.host = urlsplit(world.settings.public_url).hostname or ""
        self.client.set_cookie(
            "foyer_portal_registration", f"{olena.SECRET}.{world.nouns['draft']['own']}", domain=self.host
        )
        self.client.set_cookie("foyer_language", "en", domain=self.host)

    def ask(self, method: str, where: str, **headers: str) -> TestResponse:
        """The answer; whatever it changed is undone."""
        with self.arrived(where):
            sent = self._empty_form(where) if method != "GET" else None
            return self.client.open(
                where, method=method, data=sent, base_url=self.world.settings.public_url, headers=headers
            )

    @contextmanager
    def arrived(self, where: str) -> Iterator[None]:
        """At the face of that address with its cookie; whatever happens meanwhile is undone."""
        with put_back():
            face = _face(where)
            self.tokens[face] = self._arrive(face)
            yield

    def token_at(self, where: str) -> str:
        """What a form of this session carries."""
        return Visit(self.tokens[_face(where)], stored=False).csrf_token()

    def _empty_form(self, where: str) -> dict[str, str]:
        """Nothing but what the page itself puts into its form."""
        sent = {"csrf_token": self.token_at(where)}
        lead = next((number for number in self.world.versions if f"/{number}/" in where), None)
        if lead:
            sent["version"] = str(self.world.versions[lead])
        if "/documents/" in where or "/certificates/" in where:
            sent["reason"] = "The customer asked what was sent in"
        return sent

    def _arrive(self, face: str) -> str:
        """Gives the browser its cookie at one face."""
        name, value, token = session_cookie(self.world, self.who, face)
        self.client.set_cookie(name, value, domain=self.host)
        return token


def session_cookie(world: World, who: str, face: str) -> tuple[str, str, str]:
    """Name and value of somebody's cookie at one face, and its token: signed in where they have an account there."""
    token, account = new_token(), _account(world, who, face)
    if account:
        with transaction() as db:
            start_session(db, face=FaceName(face), token=token, now=utcnow(), **account)
    name = {"portal": "foyer_portal", "backoffice": "foyer_office"}[face]
    return name, to_cookie(Visit(token, stored=bool(account))), token


def _account(world: World, who: str, face: str) -> dict[str, int]:
    if face == "backoffice" and who in world.staff:
        return {"staff_id": world.staff[who].staff_id or 0}
    if face == "portal" and who == "customer":
        return {"credential_id": world.credential_id}
    if face == "portal" and who in world.acting:
        return {"credential_id": world.acting[who]}
    return {}


def _face(where: str) -> str:
    return "backoffice" if where.startswith("/office") else "portal"


def in_short(answer: TestResponse) -> str:
    """How the table writes an answer: its status; a way to the sign-in page or to the password again by name."""
    where = urlsplit(answer.headers.get("Location", "")).path
    if where.endswith("/sign-in"):
        return "sign-in"
    if where.endswith("/sign-in/again"):
        return "again"
    return str(answer.status_code)
