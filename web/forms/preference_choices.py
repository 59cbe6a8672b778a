"""What can be chosen about being reached: whose times, which channel, which days, offers over what (IC-8)."""

from babel.dates import get_day_names
from flask_babel import gettext
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from web.assets import icon
from web.formats import data, writing
from web.forms.term_choices import listed
from web.languages import offered
from web.operator import week

USUAL, MINE = "usual", "mine"
OFFERED = ("email", "sms", "call")
"""Channels over which we ask whether we may tell of offers."""
PURPOSE = "own_marketing"
ICONS = {"call": "phone", "sms": "device-mobile", "email": "mail", "messaging": "message-circle", "post": "mailbox"}
WEEKDAYS = frozenset("1234567")


def disturbances() -> list[tuple[str, str]]:
    """The operator's times, or one's own."""
    return [(USUAL, gettext("The usual times are fine")), (MINE, gettext("Only at my times"))]


def weekdays() -> list[SelectChoice]:
    """ISO weekdays, shortly for the eye and in full for the ear."""
    short, full = (get_day_names(width, "stand-alone", writing()) for width in ("short", "wide"))
    named = {"translate": "no"}
    return [
        SelectChoice(str(day + 1), label=data(short[day]), render_kw={"aria-label": full[day], **named})
        for day in week()
    ]


def languages() -> list[tuple[str, str]]:
    """Languages of the product, each by its own name."""
    return list(offered().items())


def channels() -> list[tuple[str, str]]:
    """Ways to be reached, each with its picture."""
    return [
        (code, icon(ICONS.get(code, "message")) + Markup("<span>{}</span>").format(name))
        for code, name in listed("consent_channel")()
    ]


def offer_channels() -> list[tuple[str, str]]:
    """The channels asked about, in our order."""
    named = dict(channels())
    return [(code, named[code]) for code in OFFERED if code in named]
