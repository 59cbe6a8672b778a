"""Acts of a page: done in one transaction of their own, or said in its form why not, with everything typed kept."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms import BooleanField, Field, FileField, HiddenField, RadioField, SelectMultipleField

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


class EditForm(ActForm):
    """A record as it stands, to be changed: what does not arrive with the post is neither kept nor emptied in silence.

    A browser sends every control but unticked ones, so a post without one of the others is not from our page.
    """

    def validate(self, extra_validators: Any = None) -> bool:
        """As ever; refuses a post that came in part and shows again what stands in the record."""
        good = super().validate(extra_validators)
        absent = [field for field in self if field.name not in UNASKED and not field.raw_data]
        if all(may_stay_away(field) for field in absent):
            return bool(good)
        for field in absent:
            field.data = field.object_data
        self.show("", gettext("Only a part of this page arrived, so nothing was changed. Look at it, then save again."))
        return False


UNASKED = ("csrf_token", "key")
"""The form's own: the token is looked at elsewhere, a key that is missing is made."""


def may_stay_away(field: Field) -> bool:
    """Whether a browser leaves the field out when nothing of it is ticked or chosen."""
    return isinstance(field, BooleanField | RadioField | SelectMultipleField | FileField)


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
