"""Teams and people who sell, as forms and lists show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from core.model import Staff, Team
from core.track_lead.people import salespeople
from core.track_lead.teams import teams_now
from web.formats import number, writing


@dataclass(frozen=True, slots=True)
class Seller:
    """Somebody who sells: load against capacity, and whether they are here."""

    id: str
    name: str
    languages: str
    regions: str
    load: Any
    here: str
    here_kind: str
    in_team: bool
    staff: Staff


def sellers(db: Session, *, today: date) -> list[Seller]:
    """Everybody who sells, worded."""
    return [_seller(*row) for row in salespeople(db, today=today)]


def team_choices(db: Session) -> list[tuple[str, str]]:
    """Teams that take leads, for a select: North, 3 people, 12 leads."""
    return [(team.public_id, _team_text(team, people, leads)) for team, people, leads in teams_now(db)]


def language_names(codes: list[str]) -> str:
    """Arabic, Swedish."""
    return ", ".join(writing().languages.get(code, code) for code in codes)


def _team_text(team: Team, people: int, leads: int) -> str:
    members = ngettext("%(num)s person", "%(num)s people", people)
    return gettext(
        "%(team)s (%(people)s, %(leads)s)",
        team=team.name,
        people=members,
        leads=ngettext("%(num)s open lead", "%(num)s open leads", leads),
    )


def _seller(staff: Staff, load: int, teams: int, absent_until: date | None) -> Seller:
    full = staff.capacity is not None and load >= staff.capacity
    here, kind = gettext("yes"), ""
    if absent_until is not None:
        here, kind = gettext("absent until %(day)s", day=writing_day(absent_until)), "warn"
    elif full:
        here, kind = gettext("full"), "warn"
    elif staff.password_hash is None:
        here = gettext("invited")
    carried: Any = number(load)
    if staff.capacity is not None:
        carried = Markup(gettext("%(load)s of %(capacity)s")) % {"load": carried, "capacity": number(staff.capacity)}  # noqa: S704
    regions = ", ".join(staff.regions)
    return Seller(
        staff.public_id, staff.name, language_names(staff.languages), regions, carried, here, kind, teams > 0, staff
    )


def writing_day(day: date) -> str:
    """30 Nov."""
    return format_skeleton("MMMd", day, locale=writing())
