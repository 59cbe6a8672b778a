"""Foyer as `foyer serve` builds it, and beside it *Check* and registration without a browser (their page asks for more
than the acts; hashes are made before)."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bench.rows import CSR
from core.access import Actor, ActorKind, Role
from core.clock import utcnow
from core.database.transaction import transaction
from core.identify_contact.answers import BasicAnswers, CertificateAnswers, RegistrationAnswers
from core.identify_contact.check import CheckQuery, check
from core.identify_contact.registration import register
from core.model import Channel, Staff
from core.settings import read_settings
from wsgi import create_application


def the_csr(db: Session) -> Actor:
    """Who registers; asked each time, as a page would."""
    who = db.execute(select(Staff.id, Staff.name).where(Staff.email == CSR)).one()
    return Actor(ActorKind.STAFF, name=who.name, staff_id=who.id, roles=frozenset({Role.CSR}))


def checks_and_registers(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """POST /check and POST /register, as the pages call them."""
    said = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
    form = {name: values[0] for name, values in parse_qs(said).items()}
    act = {"/check": _check, "/register": _register}[environ["PATH_INFO"]]
    start_response("303 See Other", [("Location", act(form)), ("Content-Length", "0")])
    return []


def _check(form: dict[str, str]) -> str:
    query = CheckQuery(
        type_code="passport", number=form["certificate"], issuing_state="SE", emails=(form["email"],),
        phones=(form["phone"],), last_name=form["last_name"], first_name=form["first_name"],
        birth_date=date.fromisoformat(form["born"]),
    )  # fmt: skip
    with transaction() as db:
        return f"/found/{len(check(db, query, by=the_csr(db), now=utcnow()))}"


def _register(form: dict[str, str]) -> str:
    answers = RegistrationAnswers(
        certificate=CertificateAnswers(
            type_code="passport", number=form["certificate"], issuing_state="SE", kept_reason="shown in the shop"
        ),
        basic=BasicAnswers(
            last_name=form["last_name"], first_name=form["first_name"], nationality="SE",
            birth_date=date.fromisoformat(form["born"]), email=form["email"], mobile=form["phone"],
        ),
    )  # fmt: skip
    with transaction() as db:
        made = register(db, answers, by=the_csr(db), channel=Channel.SHOP, now=utcnow(), key=form["key"], language="en")
        return f"/office/customers/{made.code}"


def beside(foyer: Any) -> Any:
    """Foyer with the two acts beside it."""
    return DispatcherMiddleware(foyer, {"/bench": checks_and_registers})


def __getattr__(name: str) -> Any:
    """`bench.ours:application` is made when the server asks for it."""
    if name == "application":
        return beside(create_application(read_settings(os.environ)))
    raise AttributeError(name)
