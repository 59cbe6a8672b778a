"""Contacts: a person to be reached, with up to ten ways to reach them (IC-6)."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FieldList, FormField, HiddenField
from wtforms.validators import Optional

from core.errors import Invalid, Problem
from core.identify_contact import limits
from core.identify_contact.answers import ContactAnswers, MethodAnswers, examine_contact
from core.model import MediumKind
from web.forms.base import FoyerForm, Section
from web.forms.checking import show_invalid
from web.forms.fields import ClearTextField
from web.forms.term_choices import OneOf, OneTerm, home, listed
from web.terms import choices

PRIMARY = "primary"


def networks() -> list[tuple[str, str]]:
    """Messengers and social networks; only messaging and social contacts name one."""
    return [("", gettext("None")), *choices("messaging_network"), *choices("social_network")]


def other_types() -> list[tuple[str, str]]:
    """Types of contacts beside the customer in person, who is there from the beginning."""
    return [("", gettext("Select a type")), *listed("contact_type", but=frozenset({PRIMARY}))()]


class MethodSection(Section):
    """One way to reach somebody."""

    kind = OneOf(_("Contact method"), entries=listed("contact_method"), default=MediumKind.EMAIL.value)
    value = ClearTextField(_("Number or address"), render_kw={"autocapitalize": "none", "spellcheck": "false"})
    network = OneOf(_("Network"), [Optional()], entries=networks)
    preferred = BooleanField(_("Preferred"))

    def answers(self) -> MethodAnswers:
        """What was typed; messaging and social keep their network."""
        kind = MediumKind(self.kind.data) if self.kind.data in set(MediumKind) else MediumKind.EMAIL
        has_network = kind in {MediumKind.MESSAGING, MediumKind.SOCIAL}
        return MethodAnswers(
            kind=kind,
            value=self.value.data or "",
            network=(self.network.data or "") if has_network else "",
            preferred=bool(self.preferred.data),
        )

    @property
    def is_blank(self) -> bool:
        """A line nobody typed in is no method."""
        return not (self.value.data or self.value.errors)


class ContactFields:
    """The fields of one contact; names are those of ContactAnswers."""

    row = HiddenField()
    type_code = OneOf(_("Contact type"), entries=other_types)
    last_name = ClearTextField(_("Last name"))
    middle_name = ClearTextField(_("Middle name"), [Optional()])
    first_name = ClearTextField(_("First name"))
    title = OneTerm(_("Title"), [Optional()], kind="title", empty=_("Select a title"))
    methods = FieldList(FormField(MethodSection), min_entries=1, max_entries=limits.METHODS)

    def answers(self) -> ContactAnswers:
        """What was typed, without the lines left blank."""
        methods = tuple(entry.form.answers() for entry in self.methods if not entry.form.is_blank)
        if self.is_in_person:
            return ContactAnswers(row=PRIMARY, type_code=PRIMARY, methods=methods)
        return ContactAnswers(
            row=(self.row.data or "")[: limits.SHORT_TEXT],
            type_code=self.type_code.data or "",
            last_name=self.last_name.data or "",
            middle_name=self.middle_name.data or "",
            first_name=self.first_name.data or "",
            title=self.title.data or "",
            methods=methods,
        )

    def process(self, *given: Any, **more: Any) -> None:
        """The row of the customer in person has neither type nor name of its own: basic info has them."""
        super().process(*given, **more)  # type: ignore[misc]
        if self.is_in_person:
            for name in ("type_code", "last_name", "middle_name", "first_name", "title"):
                delattr(self, name)

    @property
    def is_in_person(self) -> bool:
        return self.row.data == PRIMARY

    def examined(self) -> ContactAnswers | None:
        """The contact as it is kept; None when something is to be mended."""
        sound = self.validate()  # type: ignore[attr-defined]
        try:
            answers = examine_contact(self.answers(), region=home())
        except Invalid as invalid:
            show_invalid(self, Invalid(*(self._placed(problem) for problem in invalid.problems)))
            return None
        return answers if sound else None

    def one_more(self) -> None:
        """A blank line to type in, as long as there is room."""
        if len(self.methods.entries) < limits.METHODS:
            self.methods.append_entry()

    def _placed(self, problem: Problem) -> Problem:
        """Blank lines were left out before the domain counted; what concerns all methods stands at the first."""
        parts = problem.field.split("-")
        if parts[0] != "methods":
            return problem
        typed = [place for place, entry in enumerate(self.methods) if not entry.form.is_blank]
        place = typed[int(parts[1])] if len(parts) > 1 else (typed or [0])[0]
        return Problem(f"methods-{place}-{parts[2] if len(parts) > 2 else 'value'}", problem.code, problem.facts)


class ContactSection(ContactFields, Section):
    """As a part of a larger form."""


class ContactForm(ContactFields, FoyerForm):
    """As a panel of its own."""


def with_contact(rows: Sequence[ContactAnswers], changed: ContactAnswers) -> tuple[ContactAnswers, ...]:
    """The rows with one of them changed in its place, or added at the end."""
    kept = tuple(changed if row.row == changed.row else row for row in rows)
    return kept if any(row.row == changed.row for row in rows) else (*rows, changed)


def in_person(rows: tuple[ContactAnswers, ...]) -> ContactAnswers:
    """The row of the customer themselves, who comes first; blank until they add something to it."""
    return next((row for row in rows if row.type_code == PRIMARY), ContactAnswers(row=PRIMARY, type_code=PRIMARY))


def as_given(contact: ContactAnswers) -> dict[str, Any]:
    """The same as a form takes it."""
    methods = [
        {
            "kind": method.kind.value,
            "value": method.value,
            "network": method.network or None,
            "preferred": method.preferred,
        }
        for method in contact.methods
    ]
    names = {name: getattr(contact, name) for name in ("row", "type_code", "last_name", "middle_name", "first_name")}
    return names | {"title": contact.title or None, "methods": methods or [{}]}
