"""Acts of a page: done in one transaction of their own, or said in its form why not, with everything typed kept."""

from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy.orm import Session
from wtforms import HiddenField

from core.database.transaction import transaction
from core.errors import Conflict, Invalid
from web.forms.base import FoyerForm
from web.wording import word


class ActForm(FoyerForm):
    """An act on a record that people edit: carries the version that its page showed (R63)."""

    version = HiddenField()
    conflict = False

    @property
    def seen_version(self) -> int:
        """The version of the record when the page was made; none is older than any."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def shows(self, version: int) -> "ActForm":
        """What the page shows now; after a conflict the next press is meant for that."""
        if self.conflict or not self.version.data:
            self.version.data = str(version)
        return self


def done(form: FoyerForm, act: Callable[[Session], Any]) -> bool:
    """Whether the act was done; what is refused stands in the form, beside its field or above."""
    try:
        with transaction() as db:
            act(db)
    except Invalid as wrong:
        form.show_problems(wrong)
    except Conflict as conflict:
        form.show("", word(conflict))
        form.conflict = True
    else:
        return True
    return False


def answer_status(form: FoyerForm) -> int:
    """200 for a form that is shown first, 409 after a conflict, 422 when something needs another look."""
    if request.method != "POST":
        return 200
    if getattr(form, "conflict", False):
        return 409
    return 422 if form.errors or form.form_errors else 200
