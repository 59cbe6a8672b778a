"""Access: a password, and a question with its answer; hashed as soon as they arrive, never shown again (IC-9)."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import EqualTo, InputRequired, Optional

from core.identify_contact.answers import AccessAnswers, RegistrationAnswers, examine_access
from web.forms.base import FoyerForm, Section
from web.forms.checking import examined
from web.forms.fields import ClearTextField
from web.forms.term_choices import OneOf, OneTerm
from web.languages import NAMES, TAGS, language, offered
from web.operator import operator
from web.terms import term

OWN = "own"
_SECRET = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class AnswerField(ClearTextField):
    """Readable while it is typed, never sent back (R9)."""

    def _value(self) -> str:
        return ""


class PasswordFields:
    """A password, twice."""

    password = PasswordField(_("Password"), render_kw={"autocomplete": "new-password"})
    repeated = PasswordField(_("Confirm password"), render_kw={"autocomplete": "new-password"})


class QuestionFields:
    """Question and answer; also where no password is typed (a registration by phone)."""

    question_code = OneTerm(_("Security question"), kind="security_question", empty=_("Select a question"))
    own_question = ClearTextField(_("Your own question"), [Optional()])
    answer = AnswerField(_("Answer"), render_kw=_SECRET)

    def examined(self, known: RegistrationAnswers) -> AccessAnswers | None:
        """Hashes of what was typed; None when something is to be mended."""
        return examined(self, lambda: self._examine(known))

    def _examine(self, known: RegistrationAnswers, **password: Any) -> AccessAnswers:
        code = self.question_code.data or ""
        return examine_access(
            **{"password": None, **password},
            question_code=code,
            own_question=self.own_question.data or "",
            listed_question=term("security_question", code) if code not in ("", OWN) else "",
            answer=self.answer.data or "",
            known=known,
            operator=operator().name,
        )


def spoken() -> str:
    """The language of this page, to begin with."""
    return language() if language() in NAMES else "en"


def languages() -> list[SelectChoice]:
    """Those that this operator speaks, each by its own name."""
    return [
        SelectChoice(code, label=name, render_kw={"translate": "no", "lang": TAGS.get(code, code)})
        for code, name in offered().items()
    ]


class LanguageFields:
    """In which language the portal speaks once they sign in."""

    language = OneOf(_("Screen language"), entries=languages, default=spoken)


class AccessFields(PasswordFields, QuestionFields, LanguageFields):
    """Password, its repetition, question and answer, language of the screen."""

    def examined(self, known: RegistrationAnswers) -> AccessAnswers | None:
        """Hashes of what was typed; None when something is to be mended, then all is typed again."""
        answers = examined(
            self, lambda: self._examine(known, password=self.password.data or "", repeated=self.repeated.data or "")
        )
        if answers is None and not self.password.errors and self.password.data:
            self.password.hint = gettext(  # type: ignore[attr-defined]
                "Type it again: we never send a password back to the page."
            )
        return replace(answers, language=self.language.data or "") if answers else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed: what was chosen before stays."""
        fields = (self.password, self.repeated, self.question_code, self.own_question, self.answer)
        return not any(field.data for field in fields)


class QuestionSection(QuestionFields, Section):
    """Question and answer as a part of a larger form."""


class AccessForm(AccessFields, FoyerForm):
    """As a page of its own."""


class FirstAccessForm(AccessForm):
    """For who was registered by staff: both are needed, the question only where none was given on the phone."""

    def without_question(self) -> "FirstAccessForm":
        """It was given already."""
        for name in ("question_code", "own_question", "answer"):
            delattr(self, name)
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """With a password, twice the same."""
        return bool(super().validate({**(extra_validators or {}), **_NEEDED}))


_NEEDED = {
    "password": [InputRequired(_("Enter a password"))],
    "repeated": [
        InputRequired(_("Enter the password once more")),
        EqualTo("password", _("Enter the same password twice")),
    ],
}
