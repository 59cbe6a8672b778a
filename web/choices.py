"""Language and light or dark: chosen on any page, by link or button, with or without JavaScript."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from web.access import public
from web.languages import COOKIE, is_language
from web.navigation import back_or_home
from web.responses import keep_choice

THEME_COOKIE = "theme"
THEMES = ("light", "dark", "system")


def add_choices(blueprint: Blueprint) -> None:
    """Gives a face its /language and /theme, once."""
    if getattr(blueprint, "has_choices", False):
        return
    blueprint.has_choices = True  # type: ignore[attr-defined]
    blueprint.add_url_rule("/language", "language", language, methods=["GET", "POST"])
    blueprint.add_url_rule("/theme", "theme", theme, methods=["GET", "POST"])


@public
def language() -> Response:
    """Remembers the language in a cookie and goes back to the page; an unknown one changes nothing."""
    chosen = request.values.get("to")
    response = redirect(back_or_home("/" if not request.script_root else request.script_root + "/"), 303)
    if is_language(chosen):
        keep_choice(response, COOKIE, str(chosen))
    return response


@public
def theme() -> Response:
    """Remembers light, dark or as the system does."""
    chosen = request.values.get("to", "")
    response = redirect(back_or_home("/" if not request.script_root else request.script_root + "/"), 303)
    if chosen in THEMES:
        keep_choice(response, THEME_COOKIE, chosen, for_scripts=True)
    return response
