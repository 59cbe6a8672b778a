"""Whom we contact, and how: the customer first, then others (IC-6, MC-5)."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from core.identify_contact.answers import ContactAnswers
from core.identify_contact.what_is_held import Held
from core.maintain_contact.changing import Subject
from core.maintain_contact.changing.contacts import contact_answers
from core.model import Authority
from portal import portal
from portal._rows import OwnRows, Panel, Row
from web.access import authorised, signed_in
from web.forms.contacts import PRIMARY, ContactForm, as_given
from web.wording.authority import authority_text


class MyContactForm(ContactForm):
    """The contact and the version of it that was seen."""

    version = HiddenField()

    def show(self, name: str, sentence: str) -> None:
        """What concerns all ways to reach them stands at the first."""
        super().show("methods-0-value" if name == "methods" else name, sentence)


@portal.route("/me/contacts", methods=["GET", "POST"])
@authorised(act=Authority.ASK)
@signed_in
def my_contacts():
    return CONTACTS.answer()


def _rows(held: Held) -> list[Row]:
    """The customer themselves first."""
    shown = sorted(held.contacts, key=lambda contact: not contact.in_person)
    return [
        Row(each.row.public_id, each.row.version, contact_answers(each.row), each, each.in_person) for each in shown
    ]


def _given(_rows: Sequence[Row], row: Row | None, panel: Panel) -> dict[str, Any]:
    given = as_given(row.answers if row else ContactAnswers(type_code=""))
    given["row"] = PRIMARY if row and row.in_person and not panel.adds else ""
    if panel.adds and given["type_code"] == PRIMARY:
        given["type_code"] = None
    return given | {"version": row.version if row else 0}


def _values(answers: ContactAnswers) -> dict[str, Any]:
    """Of the customer in person only the ways to reach them are an ordinary matter."""
    names = () if answers.type_code == PRIMARY else ("type_code", "last_name", "middle_name", "first_name", "title")
    return {name: getattr(answers, name) for name in (*names, "methods")}


CONTACTS = OwnRows(
    Subject.CONTACT, "portal.my_contacts", _rows, MyContactForm, _given, _values, {"authority_text": authority_text}
)  # fmt: skip
