"""The link from an invitation: staff choose their password; opening the page spends nothing (R19)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from backoffice import backoffice
from core.clock import utcnow
from core.errors import Invalid
from core.staff_accounts import open_staff_link, set_staff_password
from web.access import public
from web.forms.base import FoyerForm
from web.signing_in import status_of

NEW = {"autocomplete": "new-password"}


class SetPasswordForm(FoyerForm):
    """A password, twice."""

    password = PasswordField(_("Password"), [InputRequired(_("Enter a password"))], render_kw=NEW)
    confirm = PasswordField(
        _("Confirm password"),
        [InputRequired(_("Enter the password once more")), EqualTo("password", _("Enter the same password twice"))],
        render_kw=NEW,
    )


@backoffice.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str):
    opened = open_staff_link(token, now=utcnow())
    form = SetPasswordForm()
    if form.validate_on_submit():
        try:
            set_staff_password(token, password=form.password.data or "", now=utcnow())
        except Invalid as weak:
            form.show_problems(weak)
        else:
            flash(gettext("Your password is set. Sign in with it."), "ok")
            return redirect(url_for(".sign_in"), 303)
    return render_template("backoffice/set_password.html", form=form, opened=opened), status_of(form)
