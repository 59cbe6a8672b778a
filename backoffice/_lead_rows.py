"""How a lead stands in a list: what each column says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from markupsafe import Markup, escape
from sqlalchemy import Row

from core.model import LeadStatus
from core.money import Money
from core.track_lead.contact_permission import ContactPermission, may_contact_now
from core.track_lead.rows import customer_name, refused_calls
from web.formats import data, hour_and_minute, money, writing, zone_named
from web.languages import gettext
from web.near import Calendar
from web.operator import OperatorFacts, operator
from web.wording import label


@dataclass(slots=True)
class LeadRow:
    """One row, worded."""

    number: str
    name: Markup
    more: Markup
    step: Any
    when: Markup
    late: bool
    contact: str
    contact_kind: str
    status: str
    last_touch: Markup
    owner: Markup
    value: Markup
    phone: str | None


def worded(rows: Sequence[Row[Any]], *, now: datetime) -> list[LeadRow]:
    """The rows of a page in the reader's words."""
    page = _Page(now, operator(), Calendar.of_reader(), escape(gettext("never")), _status_labels())
    return [_row(row, page) for row in rows]


@dataclass(frozen=True, slots=True)
class _Page:
    """What all rows of a page share: looked up once."""

    now: datetime
    operator: OperatorFacts
    calendar: Calendar
    never: Markup
    statuses: Mapping[LeadStatus, str]


def _status_labels() -> dict[LeadStatus, str]:
    return {status: str(label(status)) for status in LeadStatus}


def step_of(lead: Any) -> Any:
    """What comes next on a lead: as somebody wrote it, else what a lead of its state waits for."""
    if lead.next_step:
        return data(lead.next_step)
    if lead.status is LeadStatus.WAITING:
        return gettext("Comes back by itself")
    return gettext("First contact") if lead.last_touch_at is None else gettext("Say what comes next")


def title_of(lead: Any) -> Markup:
    """What a lead is about; a general interest has no words of its own."""
    return data(lead.title) if lead.title else escape(gettext("General interest"))


def _row(row: Row[Any], page: _Page) -> LeadRow:
    is_open, name = row.closed_at is None, customer_name(row)
    permission = _permission(row, page)
    kind, said = contact_now(permission) if is_open else ("", "")
    return LeadRow(
        number=row.number,
        name=data(name),
        more=_more(row, name, page.calendar.writing),
        step=step_of(row) if is_open else title_of(row),
        when=page.calendar.near(row.next_step_at) if is_open else Markup(""),
        late=is_open and row.next_step_at < page.now,
        contact=said,
        contact_kind=kind,
        status=page.statuses[row.status],
        last_touch=page.calendar.near(row.last_touch_at) or page.never,
        owner=data(row.owner),
        value=money(Money(row.value_minor, row.value_currency)) if row.value_currency else Markup(""),
        phone=row.phone if is_open and permission.allowed else None,
    )


def contact_now(permission: ContactPermission) -> tuple[str, str]:
    """Whether the customer may be called, in as few words as a column holds: a kind (ok, warn, bad) and the words."""
    if permission.refused or (not permission.allowed and permission.next is None):
        return "bad", gettext("no calls")
    if permission.allowed and permission.until is None:
        return "ok", gettext("any time")
    if permission.allowed:
        return "ok", gettext("until %(time)s there", time=_there(permission.until, permission.zone))
    return "warn", gettext("from %(time)s there", time=_there(permission.next, permission.zone))


def _there(moment: datetime | None, zone: str) -> str:
    if moment is None:
        return ""
    there = moment.astimezone(zone_named(zone))
    return hour_and_minute(there.hour, there.minute, writing())


def _permission(row: Row[Any], page: _Page) -> ContactPermission:
    refused = refused_calls(row.may_answer, row.may_offer, row.source)
    prefs = row if row.do_not_disturb is not None else None
    return may_contact_now(prefs, page.operator, channel="call", at=page.now, refused=refused)  # type: ignore[arg-type]


def _more(row: Row[Any], name: str, writing: Locale) -> Markup:
    """The second line: what it is about, the name in Latin letters, the place."""
    place = row.locality or (writing.territories.get(row.country) if row.country else None)
    other = row.latin_name if row.latin_name and row.latin_name != name else None
    parts = [data(other), title_of(row), data(place)]
    return Markup(" · ".join(part for part in parts if part))  # noqa: S704 -- each part is escaped
