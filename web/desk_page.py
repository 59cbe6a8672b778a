"""The page on which staff register somebody, as it is shown after any of its acts."""

from dataclasses import dataclass
from typing import Any, cast

from flask import render_template, url_for

from core.clock import utcnow
from core.errors import Invalid, Problem
from core.identify_contact import limits
from core.identify_contact.addresses import PostalAddress, lines
from web.desk_drafts import Desk, begun
from web.forms.against_document import names_read
from web.forms.base import find_field
from web.forms.checking import show_invalid
from web.forms.contacts import PRIMARY, in_person
from web.forms.desk_registration import SECTIONS, DeskForm
from web.forms.issuing_states import state_name

SHOWN_AT = {"certificate": "certificate-type_code", "access": "question-answer", "basic": "basic-last_name"}
"""Where a problem of a whole section is told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What *Check* or *Read* found out; it stands in its place and takes the focus."""

    kind: str
    found: tuple[Any, ...] = ()
    """Who was found, or what was read, in words."""


def page(form: DeskForm, desk: Desk, *, status: int = 200, answer: Answer | None = None, refused: Any = ()) -> Any:
    """The page with everything typed still in it."""
    form.looked_over(today=utcnow().date())
    for name in SECTIONS:  # what concerns a whole section is told above the form
        form.form_errors.extend(getattr(form, name).form.form_errors)
    contacts = [in_person(desk.answers.contacts), *(row for row in desk.answers.contacts if row.type_code != PRIMARY)]
    addresses = [(row, [*lines(cast("PostalAddress", row)), state_name(row.country)]) for row in desk.answers.addresses]
    return render_template(
        "backoffice/new_customer.html", form=form, desk=desk, answer=answer, refused=refused, limits=limits,
        contacts=contacts, addresses=addresses, begun=begun(but=desk.public_id), doubts=form.doubts(),
        names=names_read(form.basic.form, form.certificate.form.answers()), today=utcnow().date(),
        here=url_for("backoffice.new_customer"),
    ), status  # fmt: skip


def placed(form: DeskForm, refused: Invalid) -> None:
    """Each problem beside its field, in whichever section that is."""
    show_invalid(form, Invalid(*(_placed(form, problem) for problem in refused.problems)))


def _placed(form: DeskForm, problem: Problem) -> Problem:
    name = SHOWN_AT.get(problem.field, problem.field)
    sections = [f"{section}-{name}" for section in SECTIONS if find_field(form, f"{section}-{name}") is not None]
    return Problem(sections[0] if sections and find_field(form, name) is None else name, problem.code, problem.facts)
