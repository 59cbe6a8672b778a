"""A new password by the link that was sent: first the security question; opening the page spends nothing (R19, R20)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from core.clock import utcnow
from core.database.transaction import reading
from core.errors import Invalid, NotFound
from core.maintain_contact.callers import Question
from core.maintain_contact.reset import Reset, answer_and_set, open_reset
from portal import portal
from web.access import public
from web.forms.access import AnswerField
from web.forms.base import FoyerForm
from web.signing_in import status_of
from web.terms import term

NEW = {"autocomplete": "new-password"}


class ResetForm(FoyerForm):
    """The answer, then the new password twice."""

    answer = AnswerField(
        _("Answer"), [InputRequired(_("Enter your answer"))], render_kw={"autocomplete": "off", "spellcheck": "false"}
    )
    password = PasswordField(_("Password"), [InputRequired(_("Enter a password"))], render_kw=NEW)
    confirm = PasswordField(
        _("Confirm password"),
        [InputRequired(_("Enter the password once more")), EqualTo("password", _("Enter the same password twice"))],
        render_kw=NEW,
    )


@portal.route("/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str):
    form = ResetForm()
    try:
        if form.validate_on_submit() and _set(token, form):
            flash(gettext("Your new password is set. Sign in with it."))
            return redirect(url_for(".sign_in"), 303)
        opened = _open(token)
    except NotFound:
        return render_template("portal/link_worthless.html", again=url_for(".forgot")), 404
    question = worded(opened.question)
    return render_template("portal/reset.html", form=form, reset=opened, question=question), status_of(form)


def worded(question: Question) -> str:
    """The question as the person knows it: their own words, or the list's in the reader's language."""
    return question.own or term("security_question", question.code)


def _open(token: str) -> Reset:
    with reading(newest=True) as db:
        return open_reset(db, token, now=utcnow())


def _set(token: str, form: ResetForm) -> bool:
    try:
        answer_and_set(token, answer=form.answer.data or "", password=form.password.data or "", now=utcnow())
    except Invalid as wrong:
        form.show_problems(wrong)
        return False
    return True
