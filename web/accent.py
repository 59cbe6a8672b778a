"""The operator's colour: the tokens of the brand in light and dark, as a style sheet of its own (AR-3)."""

from flask import Blueprint, Response

from core.operator_form import contrast_on_white
from web.access import public
from web.operator import operator

DARK_SURFACE = "#16202a"
WHITE = "#ffffff"
ON_DARK = 7.0
"""Contrast of the lighter brand with the dark surface: links and buttons alike."""


def add_accent(blueprint: Blueprint) -> None:
    """Gives a face its /accent.css, once."""
    if not getattr(blueprint, "has_accent", False):
        blueprint.has_accent = True  # type: ignore[attr-defined]
        blueprint.add_url_rule("/accent.css", "accent", accent)


@public
def accent() -> Response:
    """The style sheet of the colour that the operator chose; empty where they chose none."""
    colour = operator().accent
    answer = Response(sheet(colour) if colour else "", mimetype="text/css")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def sheet(colour: str) -> str:
    """Tokens that follow from one colour: it carries white text and is text on white; in dark a lighter one does."""
    dark, share = colour, 0.0
    while _contrast(dark, DARK_SURFACE) < ON_DARK:
        share += 0.05
        dark = mixed(colour, WHITE, share)
    tokens = {
        "brand": (colour, dark),
        "brand-strong": (mixed(colour, "#000000", 0.25), mixed(dark, WHITE, 0.4)),
        "brand-tint": (mixed(WHITE, colour, 0.1), mixed(DARK_SURFACE, dark, 0.2)),
        "on-brand": (WHITE, mixed(dark, "#000000", 0.85)),
        "focus": (colour, dark),
        "draw-door": (colour, mixed(colour, DARK_SURFACE, 0.2)),
    }
    lines = "".join(f"--{name}:light-dark({light},{night});" for name, (light, night) in tokens.items())
    return f":root{{{lines}}}"


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share of another in it."""
    kept = 1 - min(share, 1.0)
    return "#" + "".join(
        f"{round(a * kept + b * (1 - kept)):02x}" for a, b in zip(_rgb(colour), _rgb(other), strict=True)
    )


def _rgb(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _contrast(light: str, dark: str) -> float:
    return contrast_on_white(dark) / contrast_on_white(light)
