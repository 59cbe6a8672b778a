"""Answers that several pages give."""

from flask import current_app
from werkzeug.wrappers import Response

A_YEAR = 31_536_000


def keep_choice(response: Response, cookie: str, value: str, *, for_scripts: bool = False) -> None:
    """Remembers a choice of looks for a year, for both faces; holds nothing about the person."""
    secure = bool(current_app.extensions["foyer.settings"].secure)
    response.set_cookie(
        cookie, value, max_age=A_YEAR, path="/", secure=secure, httponly=not for_scripts, samesite="Lax"
    )
