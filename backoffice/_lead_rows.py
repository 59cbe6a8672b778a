"""How a lead stands in a list: what each column says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from core.model import LeadStatus
from core.money import Money
from core.track_lead.contact_permission import ContactPermission, may_contact_now
from core.track_lead.rows import CALLS, ListedLead, country_and_town, customer_name
from web.escaping import marked
from web.formats import NOTHING, data, hour_and_minute, money, writing, zone_named
from web.languages import gettext
from web.near import Calendar
from web.operator import OperatorFacts, operator
from web.wording import label


class LeadRow(NamedTuple):
    """One row, worded; the list takes it apart in this order."""

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


class Contact(NamedTuple):
    """Whether the customer of a row may be called now, in how few words a column holds."""

    allowed: bool
    kind: str
    said: str


def worded(rows: Sequence[ListedLead], *, now: datetime) -> list[LeadRow]:
    """The rows of a page in the reader's words."""
    page = _Page(now, operator(), Calendar.of_reader(), _Words.of_reader(), {})
    return [_row(row, page) for row in rows]


@dataclass(frozen=True, slots=True)
class _Words:
    """What rows say again and again."""

    never: Markup
    statuses: Mapping[LeadStatus, str]
    unreached: Contact
    general: Markup
    first: str
    waits: str
    next: str

    @classmethod
    def of_reader(cls) -> "_Words":
        statuses = {status: str(label(status)) for status in LeadStatus}
        unreached = Contact(allowed=False, kind="bad", said=gettext("no number"))
        return cls(escape(gettext("never")), statuses, unreached, _general(), *_steps())


@dataclass(frozen=True, slots=True)
class _Page:
    """What all rows of a page share: looked up once."""

    now: datetime
    operator: OperatorFacts
    calendar: Calendar
    words: _Words
    contacts: dict[tuple[str | None, bool], Contact]
    """Of those who said nothing of their own about times, by zone and refusal."""

    def contact(self, row: ListedLead) -> Contact:
        if row.phone is None and not row.refused:
            return self.words.unreached
        if row.do_not_disturb:
            return _contact(row, self)
        alike = (row.zone, row.refused)
        if alike not in self.contacts:
            self.contacts[alike] = _contact(row, self)
        return self.contacts[alike]


def _general() -> Markup:
    return escape(gettext("General interest"))


def _steps() -> tuple[str, str, str]:
    return gettext("First contact"), gettext("Comes back by itself"), gettext("Say what comes next")


def step_of(lead: Any) -> Any:
    """What comes next on a lead: as somebody wrote it, else what a lead of its state waits for."""
    return _step(lead, *_steps())


def _step(lead: Any, first: str, waits: str, after: str) -> Any:
    if lead.next_step:
        return data(lead.next_step)
    if lead.status is LeadStatus.WAITING:
        return waits
    return first if lead.last_touch_at is None else after


def title_of(lead: Any) -> Markup:
    """What a lead is about; a general interest has no words of its own."""
    return data(lead.title) if lead.title else _general()


def _row(row: ListedLead, page: _Page) -> LeadRow:
    is_open, name, words = row.closed_at is None, customer_name(row), page.words
    contact = page.contact(row) if is_open else _CLOSED
    return LeadRow(
        row.number,
        data(name),
        _more(row, name, page),
        _step(row, words.first, words.waits, words.next) if is_open else _title(row, words),
        page.calendar.near(row.next_step_at) if is_open else NOTHING,
        is_open and row.next_step_at < page.now,
        contact.said,
        contact.kind,
        words.statuses[row.status],
        page.calendar.near(row.last_touch_at) or words.never,
        data(row.owner),
        money(Money(row.value_minor, row.value_currency)) if row.value_currency else NOTHING,
        row.phone if contact.allowed else None,
    )


def _title(row: ListedLead, words: _Words) -> Markup:
    return data(row.title) if row.title else words.general


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


def _contact(row: ListedLead, page: _Page) -> Contact:
    refused = CALLS if row.refused else ()
    prefs: Any = row if row.do_not_disturb is not None else None
    permission = may_contact_now(prefs, page.operator, channel="call", at=page.now, refused=refused)
    return Contact(permission.allowed, *contact_now(permission))


_CLOSED = Contact(allowed=False, kind="", said="")


def _more(row: ListedLead, name: str, page: _Page) -> Markup:
    """The second line: what it is about, the name in Latin letters, the place."""
    country, town = country_and_town(row.place)
    other = row.latin_name if row.latin_name != name else None
    parts = (data(other), _title(row, page.words), data(town or page.calendar.writing.territories.get(country)))
    return marked(" · ".join([part for part in parts if part]))  # each of them is escaped
