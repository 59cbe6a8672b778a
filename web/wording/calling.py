"""May I call now: the answer in words, and what time it is there (TL-9)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time, get_timezone_location
from flask_babel import gettext
from markupsafe import Markup

from core.track_lead.contact_permission import ContactPermission
from web.formats import data, writing
from web.people import actor
from web.wording.marked import marked


@dataclass(frozen=True, slots=True)
class Calling:
    """`kind`: ok, not-yet or no. `there` is the time at the customer's, where it is another than the reader's."""

    text: Markup
    kind: str
    there: Markup


def calling(permission: ContactPermission, *, now: datetime, number: bool) -> Calling:
    """What stands in the head of a customer or a lead; `number`: whether there is one to call."""
    zone, kind = ZoneInfo(permission.zone), _kind(permission)
    there = _there(permission.zone, zone, now)
    if not number and kind != "no":
        return Calling(Markup.escape(gettext("No telephone number")), "no", there)
    return Calling(_text(permission, zone, now), kind, there)


def _kind(permission: ContactPermission) -> str:
    if permission.allowed:
        return "ok"
    return "no" if permission.refused or permission.next is None else "not-yet"


def _text(permission: ContactPermission, zone: ZoneInfo, now: datetime) -> Markup:
    if permission.allowed and permission.until is None:
        return Markup.escape(gettext("May call"))
    if permission.allowed and permission.until is not None:
        return marked(gettext("May call until %(time)s there"), time=_clock(permission.until, zone))
    if permission.next is None:
        return Markup.escape(gettext("Asked not to be called"))
    when = _clock(permission.next, zone)
    if permission.next.astimezone(zone).date() == now.astimezone(zone).date():
        return marked(gettext("May call from %(time)s there"), time=when)
    day = data(format_skeleton("MMMEd", permission.next.astimezone(zone), locale=writing()))
    return marked(gettext("May call from %(day)s, %(time)s there"), day=day, time=when)


def _there(name: str, zone: ZoneInfo, now: datetime) -> Markup:
    if now.astimezone(zone).utcoffset() == now.astimezone(ZoneInfo(actor().zone)).utcoffset():
        return Markup()
    place = get_timezone_location(name, locale=writing(), return_city=True)
    return marked(gettext("%(time)s in %(place)s"), time=_clock(now, zone), place=data(place))


def _clock(moment: datetime, zone: ZoneInfo) -> Markup:
    return data(format_time(moment.astimezone(zone), "HH:mm", locale=writing()), direction="ltr")
