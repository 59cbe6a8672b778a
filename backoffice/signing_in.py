"""Signing in and out of the back office."""

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from wtforms import EmailField
from wtforms.validators import InputRequired

from backoffice import backoffice
from backoffice.me import with_own_choices
from core.clock import utcnow
from core.errors import Invalid
from core.maintain_contact.signing_in import Account, confirm_password, sign_in_staff
from web.access import public, signed_in
from web.headers import leave_nothing_behind
from web.navigation import back_or_home
from web.people import actor, is_known
from web.sessions import sign_out as end_session
from web.signing_in import PasswordAgainForm, SignInForm, again, status_of, try_to_sign_in


class StaffSignInForm(SignInForm):
    """Staff sign in by the e-mail they were invited with."""

    email = EmailField(
        _("E-mail"), [InputRequired(_("Enter your e-mail address"))], render_kw={"autocomplete": "username"}
    )


@backoffice.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in():
    form = StaffSignInForm()
    if is_known():
        return redirect(back_or_home(), 303)
    if form.validate_on_submit():
        response = try_to_sign_in(form, lambda device: _check(form, device))
        if response:
            return with_own_choices(response)
    return render_template("backoffice/signing_in.html", form=form), status_of(form)


@backoffice.route("/sign-in/again", methods=["GET", "POST"])
@signed_in
def sign_in_again():
    form = PasswordAgainForm()
    if form.validate_on_submit():
        account = Account("", staff_id=actor().staff_id)
        try:
            confirm_password(account, password=form.password.data or "", by=actor(), now=utcnow())
        except Invalid as wrong:
            form.show_problems(wrong)
        else:
            return again(staff_id=actor().staff_id)
    return render_template("backoffice/signing_in_again.html", form=form), status_of(form)


@backoffice.route("/sign-out", methods=["POST"])
@public
def sign_out():
    end_session()
    return leave_nothing_behind(redirect(url_for(".sign_in"), 303))


@backoffice.route("/stay", methods=["POST"])
@signed_in
def stay():
    return "", 204


def _check(form: StaffSignInForm, device: str | None) -> Account:
    return sign_in_staff(
        form.email.data or "", password=form.password.data or "", device=device, by=actor(), now=utcnow()
    )
