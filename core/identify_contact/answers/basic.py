"""Rules of basic info (IC-4): any single name part, Latin letters beside another script, a possible birth date."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

from core.identify_contact import limits
from core.identify_contact.answers.problems import Problems
from core.identify_contact.answers.records import BasicAnswers
from core.model import Channel, PartyKind
from core.normalise import email_address, phone_number

_NAMES = ("last_name", "middle_name", "first_name")
_FROM_ELSEWHERE = frozenset({Channel.IMPORT, Channel.API})
"""Doors behind which nobody is there to be asked for the Latin spelling."""
_SHORT = ("title", "birthplace", "social_network", "social_handle", "registration_number", "industry")


def needs_latin_name(*parts: str) -> bool:
    """Whether a name holds letters of another script, so that the Latin spelling of the document is asked too."""
    return any(mark.isalpha() and "LATIN" not in unicodedata.name(mark, "") for part in parts for mark in part)


def examine_basic(
    answers: BasicAnswers, *, today: date, door: Channel = Channel.PORTAL, region: str | None = None
) -> BasicAnswers:
    """Basic info as it is stored; a mobile is read as dialled in `region` (ISO alpha-2) unless it says its country.

    Raises Invalid with every problem: name_missing, legal_name_missing, name_latin_missing, name_latin_wrong,
    birth_date_future, birth_date_too_early, email_or_mobile_missing (at the portal) and those of e-mail and phone.
    """
    problems = Problems()
    said: dict[str, Any] = {
        name: problems.text(name, getattr(answers, name), most=limits.NAME) for name in (*_NAMES, "latin_name")
    }
    said |= {name: problems.text(name, getattr(answers, name), most=limits.SHORT_TEXT) for name in _SHORT}
    said["legal_name"] = problems.text("legal_name", answers.legal_name, most=limits.LEGAL_NAME)
    said["nationality"] = problems.state("nationality", answers.nationality)
    said["email"] = problems.of("email", email_address, answers.email)
    said["mobile"] = problems.of("mobile", phone_number, answers.mobile, region)
    examined = replace(answers, **said)
    _names(examined, problems, typed=answers, ask_latin=door not in _FROM_ELSEWHERE)
    _birth(examined, problems, today=today)
    if door is Channel.PORTAL and not (answers.email.strip() or answers.mobile.strip()):
        problems.add("email", "email_or_mobile_missing")
    problems.must_be_none()
    return examined


def _names(answers: BasicAnswers, problems: Problems, *, typed: BasicAnswers, ask_latin: bool) -> None:
    if answers.kind is PartyKind.ORGANISATION:
        if not typed.legal_name.strip():
            problems.add("legal_name", "legal_name_missing")
        written: tuple[str, ...] = (answers.legal_name,)
    else:
        written = (answers.last_name, answers.middle_name, answers.first_name)
        if not any(getattr(typed, name).strip() for name in _NAMES):
            problems.add("last_name", "name_missing")
    if ask_latin and needs_latin_name(*written) and not typed.latin_name.strip():
        problems.add("latin_name", "name_latin_missing")
    elif needs_latin_name(answers.latin_name):
        problems.add("latin_name", "name_latin_wrong")


def _birth(answers: BasicAnswers, problems: Problems, *, today: date) -> None:
    if answers.birth_date is None:
        return
    if answers.birth_date > today:
        problems.add("birth_date", "birth_date_future")
    elif answers.birth_date.year < limits.EARLIEST_YEAR:
        problems.add("birth_date", "birth_date_too_early", year=limits.EARLIEST_YEAR)
