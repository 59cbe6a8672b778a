"""The first password of somebody registered on their behalf: by the link they were sent, once (IC-9, R6, R7)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import EqualTo, InputRequired

from core.clock import utcnow
from core.database.transaction import reading
from core.errors import Invalid, NotFound
from core.maintain_contact.new_secrets import NewQuestion
from core.maintain_contact.own_access import FirstAccess, open_first_access, set_first_password
from portal import portal
from portal._question import new_question, show_secrets
from web.access import public
from web.forms.access import AccessForm
from web.signing_in import status_of

PASSWORD = [InputRequired(_("Enter a password"))]
REPEATED = [
    InputRequired(_("Enter the password once more")),
    EqualTo("password", _("Enter the same password twice")),
]


@portal.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str):
    try:
        opened = _open(token)
        form = _form(opened)
        if request.method == "POST" and form.validate(VALIDATORS) and _set(token, form, opened):
            flash(gettext("Your password is set. Sign in with it."))
            return redirect(url_for(".sign_in"), 303)
    except NotFound:
        return render_template("portal/link_worthless.html", again=url_for(".forgot")), 404
    return render_template("portal/set_password.html", form=form, opened=opened), status_of(form)


VALIDATORS = {"password": PASSWORD, "repeated": REPEATED}


def _open(token: str) -> FirstAccess:
    with reading(newest=True) as db:
        return open_first_access(db, token, now=utcnow())


def _form(opened: FirstAccess) -> AccessForm:
    """Without the question where one was given on the phone."""
    form = AccessForm()
    if opened.has_question:
        for name in ("question_code", "own_question", "answer"):
            delattr(form, name)
    return form


def _set(token: str, form: AccessForm, opened: FirstAccess) -> bool:
    question: NewQuestion | None = None if opened.has_question else new_question(form)
    try:
        set_first_password(token, password=form.password.data or "", question=question, now=utcnow())
    except Invalid as wrong:
        show_secrets(form, wrong)
        return False
    return True
