"""The operator's own facts, which an administrator changes (AR-3), and the notices as they are published (IC-16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import phonenumbers
from babel import Locale
from babel.core import get_global
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.events import Event
from core.history import record
from core.identify_contact.answers.problems import Problems
from core.model import HistoryEntry, Operator, Staff
from core.normalise import phone_number
from core.operator import the_operator

LONGEST_NAME = 100
OLDEST_MINIMUM_AGE = 25
MOST_HOLIDAYS = 100
CHANGES_SHOWN = 20
SPOKEN = ("en", "zh", "ar")
"""Languages with a catalogue; English is always spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorForm:
    """What an administrator may change; hours are "HH:MM", days 1 (Monday) to 7."""

    name: str
    home_country: str
    currency: str
    zone: str
    languages: tuple[str, ...] = SPOKEN
    phone: str = ""
    phone_days: tuple[int, int] = (1, 7)
    phone_hours: tuple[str, str] = ("", "")
    """From and until; both empty: nothing is said about when somebody answers."""
    minimum_age: int = 18
    quiet_from: str = "20:00"
    quiet_until: str = "09:00"
    holidays: tuple[date, ...] = ()


def change_operator(db: Session, form: OperatorForm, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Changes the operator's facts; each change stands in the history with what it was before.

    Raises NotAllowed, StaleVersion, Invalid with every problem beside its field.
    """
    ensure(by, Permission.OPERATOR_MANAGE)
    operator = the_operator(db)
    operator.must_be_version(seen_version)
    sound = _examined(form)
    before, after = facts_of(operator), _facts(sound)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changed:
        return
    for name, (_before, now_is) in changed.items():
        if name != "holidays":
            setattr(operator, name, now_is)
    if "holidays" in changed:
        operator.settings = {**operator.settings, "holidays": after["holidays"]}
    operator.changed_at = now
    record(db, Event.OPERATOR_CHANGED, by=by, now=now, fields=changed, facts=changed)


@dataclass(frozen=True, slots=True)
class OperatorChange:
    """One change of the operator's facts: who, when, each field with what it was and became."""

    at: datetime
    by: str | None
    changed: Mapping[str, tuple[Any, Any]]


def changes_of_operator(db: Session, *, by: Actor) -> Sequence[OperatorChange]:
    """The newest changes of the operator's facts, newest first. Raises NotAllowed."""
    ensure(by, Permission.OPERATOR_MANAGE)
    query = (
        select(HistoryEntry.at, Staff.name, HistoryEntry.facts)
        .outerjoin(Staff, Staff.id == HistoryEntry.by_staff_id)
        .where(HistoryEntry.event == Event.OPERATOR_CHANGED.value)
        .order_by(HistoryEntry.id.desc())
        .limit(CHANGES_SHOWN)
    )
    return [OperatorChange(row.at, row.name, row.facts) for row in db.execute(query)]


def facts_of(operator: Operator) -> dict[str, Any]:
    """What an administrator may change, as it stands now."""
    names = ("name", "home_country", "currency", "zone", "languages", "phone", "phone_hours", "minimum_age")
    quiet = {"quiet_from": operator.quiet_from, "quiet_until": operator.quiet_until}
    holidays = sorted(operator.settings.get("holidays", ()))
    return {name: getattr(operator, name) for name in names} | quiet | {"holidays": holidays}


def _facts(form: OperatorForm) -> dict[str, Any]:
    begins, ends = form.phone_hours
    hours = {"days": list(form.phone_days), "from": begins, "until": ends} if begins else {}
    same = {name: getattr(form, name) for name in ("name", "home_country", "currency", "zone", "minimum_age")}
    return {
        **same,
        "languages": [code for code in SPOKEN if code == "en" or code in form.languages],
        "phone": form.phone or None,
        "phone_hours": hours,
        "quiet_from": form.quiet_from,
        "quiet_until": form.quiet_until,
        "holidays": sorted({day.isoformat() for day in form.holidays}),
    }


def _examined(form: OperatorForm) -> OperatorForm:
    problems = Problems()
    name = problems.text("name", form.name, most=LONGEST_NAME)
    if not name:
        problems.add("name", "operator_name_missing")
    if form.home_country not in Locale("en").territories or len(form.home_country) != 2:
        problems.add("home_country", "country_unknown")
    if form.currency not in Locale("en").currencies:
        problems.add("currency", "choice_unknown")
    if form.zone not in get_global("zone_territories"):
        problems.add("zone", "choice_unknown")
    phone = problems.of("phone", phone_number, form.phone, form.home_country or None)
    _hours(form, problems)
    if not 0 <= form.minimum_age <= OLDEST_MINIMUM_AGE:
        problems.add("minimum_age", "minimum_age_out_of_range", most=OLDEST_MINIMUM_AGE)
    if len(form.holidays) > MOST_HOLIDAYS:
        problems.add("holidays", "too_many_holidays", most=MOST_HOLIDAYS)
    problems.must_be_none()
    return replace(form, name=name, phone=_written(phone))


def _hours(form: OperatorForm, problems: Problems) -> None:
    first, last = form.phone_days
    if not 1 <= first <= last <= 7:
        problems.add("last_day", "days_out_of_order")
    begins, ends = form.phone_hours
    if bool(begins) is not bool(ends):
        problems.add("phone_until" if begins else "phone_from", "hours_by_half")
    elif begins and begins >= ends:
        problems.add("phone_until", "hours_out_of_order")
    for field in ("quiet_from", "quiet_until"):
        if not getattr(form, field):
            problems.add(field, "enter_a_time")


def _written(e164: str) -> str:
    """As it stands in the footer: with its country code, in groups."""
    if not e164:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
