"""Forgotten password: who asks is told the same whether there is an account or not (MC-1, R17, R18, R21)."""

from datetime import datetime

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired

from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import Invalid, Problem
from core.maintain_contact.customer_links import RESET_LASTS
from core.maintain_contact.reset import ask_reset
from portal import portal
from web.access import public
from web.forms.base import FoyerForm
from web.limits import count_ask
from web.sessions import visit
from web.signing_in import status_of

ASKED = "asked_reset"


class ForgottenForm(FoyerForm):
    """The name somebody signs in with."""

    name = StringField(
        _("E-mail or mobile"),
        [InputRequired(_("Enter your e-mail address or mobile number"))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"},
    )


@portal.route("/forgot", methods=["GET", "POST"])
@public
def forgot():
    form = ForgottenForm()
    if form.validate_on_submit():
        count_ask("reset")
        if _ask(form, now=utcnow()):
            return redirect(url_for(".forgot_sent"), 303)
    return render_template("portal/forgotten_password.html", form=form), status_of(form)


@portal.route("/forgot/sent")
@public
def forgot_sent():
    asked = visit().get(ASKED)
    if asked is None:
        return redirect(url_for(".forgot"), 303)
    until = datetime.fromisoformat(asked["until"])
    return render_template("portal/forgotten_password_sent.html", name=asked["name"], until=until)


def _ask(form: ForgottenForm, *, now: datetime) -> bool:
    """Leaves word for the worker; the page after it knows the name from the visit, the address never holds it (R48)."""
    try:
        with transaction() as db:
            ask_reset(db, form.name.data, now=now)
    except Invalid as wrong:
        form.show_problems(Invalid(*(Problem("name", problem.code, problem.facts) for problem in wrong.problems)))
        return False
    visit()[ASKED] = {"name": form.name.data.strip(), "until": (now + RESET_LASTS).isoformat()}
    return True
