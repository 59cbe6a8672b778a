"""Step 4: whom we contact, and how (IC-6)."""

from collections.abc import Sequence
from typing import Any

from core.clock import utcnow
from core.errors import Problem
from core.identify_contact.answers import ContactAnswers, examine_contacts
from core.identify_contact.guardianship import lacks_guardian
from portal import portal
from portal.registration.journey import Journey, step
from portal.registration.rows import Panel, RowStep
from web.access import public
from web.forms.contacts import PRIMARY, ContactForm, as_given, in_person, with_contact
from web.forms.term_choices import home
from web.operator import operator
from web.wording import word_problem


@portal.route("/register/contacts", methods=["GET", "POST"])
@public
@step("contacts")
def register_contacts(journey: Journey):
    return CONTACTS.answer(journey)


def _shown(journey: Journey) -> list[ContactAnswers]:
    """The person themselves first, whatever they added to it."""
    contacts = journey.answers.contacts
    return [in_person(contacts), *(contact for contact in contacts if contact.type_code != PRIMARY)]


def _given(journey: Journey, panel: Panel, fresh: str) -> dict[str, Any]:
    found = next((contact for contact in _shown(journey) if contact.row == panel.row), ContactAnswers(type_code=""))
    given = as_given(found)
    if panel.act in ("new", "copy"):
        given["row"] = fresh
        given["type_code"] = None if given["type_code"] == PRIMARY else given["type_code"]
    return given


def _facts(journey: Journey) -> dict[str, Any]:
    return {"basic": journey.answers.basic, "confirmed": journey.answers.confirmed, "lacking": _lacking(journey)}


def _lacking(journey: Journey) -> str | None:
    """Why the step cannot be left yet, in words."""
    basic, contacts, age = journey.answers.basic, journey.answers.contacts, operator().minimum_age
    if lacks_guardian(basic, contacts, today=utcnow().date(), minimum_age=age):
        return word_problem(Problem("contacts", "guardian_missing", {"age": age}))
    return None


def _examine(rows: Sequence[ContactAnswers]) -> tuple[ContactAnswers, ...]:
    return examine_contacts(rows, region=home())


CONTACTS = RowStep("contacts", _shown, ContactForm, _given, with_contact, _examine, _facts, _lacking)
