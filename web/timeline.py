"""History as pages show it: entries in sentences, day by day, each with where it leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from core.clock import utcnow
from core.history import Event
from core.maintain_contact.contact_history import HistoryLine
from web.formats import day, zone
from web.wording.history import Sentence, sentence

ORDERS = (Event.ORDER_SUBMITTED, Event.ORDER_APPLIED, Event.ORDER_WITHDRAWN)
PORTAL = (
    Event.CUSTOMER_REGISTERED,
    Event.MEDIUM_CONFIRMED,
    Event.SIGNED_IN,
    Event.SIGN_IN_REFUSED,
    Event.PASSWORD_SET,
    Event.QUESTION_SET,
    Event.RESET_ASKED,
    Event.ANSWER_TRIED,
    Event.DOCUMENT_ADDED,
    Event.LEAD_INTEREST_ADDED,
)
LEADS = tuple(event for event in Event if event.value.startswith(("lead_", "opportunity_", "post_", "intention_")))
TABS: dict[str, tuple[Event, ...]] = {"orders": ORDERS, "portal": PORTAL, "leads": LEADS}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: its line, its sentence, and the page it is about."""

    line: HistoryLine
    sentence: Sentence
    href: str | None


def timeline(entries: Iterable[HistoryLine]) -> list[tuple[Any, list[Told]]]:
    """Entries by the reader's own days, in the order given; an order that was applied at once is told once."""
    local = groupby(_told_once(entries), key=lambda line: line.at.astimezone(zone()).date())
    return [(day_heading(on), [Told(line, sentence(line), leads_to(line)) for line in lines]) for on, lines in local]


def _told_once(entries: Iterable[HistoryLine]) -> Iterator[HistoryLine]:
    listed = list(entries)
    applied = {(line.order, line.at) for line in listed if line.event is Event.ORDER_APPLIED}
    for line in listed:
        if line.event is not Event.ORDER_SUBMITTED or (line.order, line.at) not in applied:
            yield line


def day_heading(on: date) -> Any:
    """Today, Yesterday, or the day with its weekday."""
    today = utcnow().astimezone(zone()).date()
    if on == today:
        return gettext("Today")
    return gettext("Yesterday") if on == today - timedelta(days=1) else day(on, weekday=True)


def leads_to(line: HistoryLine) -> str | None:
    """The page of the order, where there is one: leads and opportunities may not be the reader's to open."""
    return url_for("backoffice.order", number=line.order) if line.order else None


def join(parts: Iterable[Markup]) -> Markup:
    """Short parts with a dot between them."""
    return Markup(" · ").join(part for part in parts if part)
