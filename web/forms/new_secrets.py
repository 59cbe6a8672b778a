"""A new security question as forms of a customer's own give it, and its problems in the customer's words."""

from typing import Any

from flask_babel import lazy_gettext as _

from core.errors import Invalid, Problem
from core.maintain_contact.new_secrets import NewQuestion
from web.wording import word_problem

FIELDS = {"security_question": "question_code"}
"""What the domain calls a field that the forms of access call otherwise."""
OURS = {"answer_missing": _("Enter an answer")}


def new_question(form: Any) -> NewQuestion:
    """What was chosen and typed."""
    return NewQuestion(form.question_code.data or None, form.own_question.data, form.answer.data or "")


def show_secrets(form: Any, invalid: Invalid) -> None:
    """Each problem beside its field."""
    for problem in invalid.problems:
        placed = Problem(FIELDS.get(problem.field, problem.field), problem.code, problem.facts)
        form.show(placed.field, str(OURS.get(placed.code) or word_problem(placed)))
