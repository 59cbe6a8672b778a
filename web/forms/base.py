"""What every form of Foyer has: our token, a one-time key, problems of the core beside their fields."""

from collections.abc import Iterator
from typing import Any

from flask import abort, request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from wtforms import Field, FieldList, Form, FormField, HiddenField
from wtforms.meta import DefaultMeta

from core.errors import Invalid
from core.tokens import new_token
from web.csrf import SessionToken
from web.languages import FormTranslations
from web.parking import parked
from web.wording import word_problem

_TRANSLATIONS = FormTranslations()
LONGEST_KEY = 100


class _Spoken:
    """WTForms' own messages in the reader's language."""

    def get_translations(self, form: Any) -> FormTranslations:
        return _TRANSLATIONS


class Section(Form):
    """A part of a form, such as one contact of several; has no token of its own."""

    class Meta(_Spoken, DefaultMeta):
        pass


class FoyerForm(FlaskForm):
    """Every form posts `key` once: the same key gives the first result again (R62)."""

    class Meta(_Spoken, FlaskForm.Meta):
        csrf = True
        csrf_class = SessionToken
        csrf_field_name = "csrf_token"

    key = HiddenField(default=new_token)

    def __init__(self, formdata: Any = _Auto, **given: Any) -> None:
        """As FlaskForm; on a GET, what was typed when the session had run out is offered again."""
        self.came_back = formdata is _Auto and parked() is not None
        super().__init__(formdata=parked() if self.came_back else formdata, **given)
        if not self.key.data or len(self.key.data) > LONGEST_KEY:
            self.key.data = new_token()

    @property
    def is_untouched(self) -> bool:
        """Whether it stands as everybody sees it first: nothing was typed into it, or came back."""
        return request.method == "GET" and not self.came_back

    @property
    def errors(self) -> dict[str, Any]:
        """Also what was found in rows of the form after it had been validated."""
        rows = [field for field in self if isinstance(field, FieldList) and any(entry.errors for entry in field)]
        return super().errors | {field.name: [entry.errors for entry in field] for field in rows}

    def show_problems(self, invalid: Invalid) -> None:
        """Puts each problem beside its field: `email`, `contacts.0.value`; one without a field above the form."""
        for problem in invalid.problems:
            self.show(problem.field, word_problem(problem))

    def show(self, name: str, sentence: str) -> None:
        """Puts one sentence beside a field, or above the form where there is no such field."""
        field = find_field(self, name)
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]


def find_field(form: Any, name: str) -> Field | None:
    """The field that a path such as contacts.0.value means; None when the form has none."""
    at: Any = form
    for part in name.replace("-", ".").split("."):
        if isinstance(at, FieldList):
            at = at.entries[int(part)] if part.isdigit() and int(part) < len(at.entries) else None
        else:
            inner = at.form if isinstance(at, FormField) else at
            at = inner[part] if hasattr(inner, "__contains__") and part in inner else None
        if at is None:
            return None
    return at if isinstance(at, Field) else None


def names(form: Any) -> Iterator[str]:
    """Names of all controls of a form, those of its parts too."""
    for field in form:
        if isinstance(field, FormField):
            yield from names(field.form)
        elif isinstance(field, FieldList):
            for entry in field:
                yield from names(entry.form) if isinstance(entry, FormField) else (entry.name,)
        else:
            yield field.name


def refuse_unknown_fields(form: Any, sent: Any, *, but: tuple[str, ...] = ("go", "next")) -> None:
    """Mass assignment ends here (R45): a field that the form does not have is a 400, not a shrug."""
    known = {*names(form), *but}
    if any(name not in known for name in sent):
        abort(400)
