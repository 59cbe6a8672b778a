"""What every template may ask for."""

from functools import cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, get_flashed_messages
from markupsafe import Markup

from core.access import Permission
from core.access import may as person_may
from core.clock import utcnow
from core.model import Authority
from web import formats
from web.assets import asset, icon
from web.csrf import csrf_token
from web.faces import face
from web.kept import kept
from web.languages import direction, language_tag, locale, offered
from web.navigation import address, here
from web.near import near
from web.operator import operator
from web.people import actor, is_known
from web.places import places, standing
from web.sessions import visit
from web.terms import state_of_terms, term
from web.wording import label, word
from web.wording.operator import hours_text


def equip(app: Flask, *, blueprint: str, demo: bool) -> None:
    """Gives the templates of `app` their words and filters."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    tools = {
        "data": formats.data, "day": formats.day, "moment": formats.moment, "clock_time": formats.clock_time,
        "phone": formats.phone, "money": formats.money, "number": formats.number, "near": near,
        "hours_text": hours_text, "term": term, "label": label, "state_of_terms": state_of_terms,
        "word_error": word,
    }  # fmt: skip
    env.filters.update(tools)
    env.globals.update(
        tools, face=blueprint, demo=demo, asset=asset, icon=icon, drawing=drawing, csrf_token=csrf_token,
        actor=actor, may=may, may_do=may_do, url_exists=url_exists, navigation=places, standing=standing, kept=kept,
        session_left=session_left, get_flashed_messages=get_flashed_messages, now=utcnow, url_for=address,
    )  # fmt: skip
    app.context_processor(surroundings)


def surroundings() -> dict[str, Any]:
    """What differs from reader to reader."""
    return {
        "locale": SimpleNamespace(language=locale().language, tag=language_tag(), dir=direction()),
        "languages": _languages(),
        "operator": operator(),
        "signed_in": is_known(),
    }


def may(permission: Permission | str) -> bool:
    """Whether the acting person has a right: may("lead_assign")."""
    return person_may(actor(), Permission(permission))


def may_do(authority: str) -> bool:
    """Whether the customer's own matter is the acting person's to do: may_do("change_ordinary")."""
    return actor().may_for_customer(Authority(authority))


@cache
def drawing(name: str) -> Markup:
    """One of our drawings, for decoration."""
    return Markup('<svg class="drawing" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>').format(
        asset("drawings.svg"), name
    )


def url_exists(endpoint: str) -> bool:
    """Whether a page is built at this face."""
    return endpoint in current_app.view_functions


def session_left() -> int:
    """Seconds until this session runs out when nothing happens."""
    stay = visit().stay
    if stay is None:
        return 0
    idle, longest = utcnow() + face().idle, stay.created_at + face().longest
    return max(0, int((min(idle, longest) - utcnow()).total_seconds()))


def _languages() -> list[dict[str, str]]:
    """Each with the way to this page in it."""
    choosing, back = address(f"{face().kind}.language"), quote(here(), safe="/")
    return [
        {"code": code, "name": name, "url": f"{choosing}?to={code}&next={back}"} for code, name in offered().items()
    ]
