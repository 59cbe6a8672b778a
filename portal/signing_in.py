"""Signing in and out of the portal."""

from flask import redirect, render_template, url_for

from core.clock import utcnow
from core.errors import Invalid, NotAllowed
from core.maintain_contact.signing_in import Account, confirm_password, sign_in_customer
from portal import portal
from portal.my_notices import remember_what_is_asked
from web.access import own_access, public, signed_in
from web.headers import leave_nothing_behind
from web.navigation import back_or_home
from web.operator import operator
from web.people import actor, is_known
from web.sessions import sign_out as end_session
from web.sessions import visit
from web.signing_in import PasswordAgainForm, SignInForm, again, status_of, try_to_sign_in
from web.wording import word


@portal.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in():
    form = SignInForm()
    if is_known():
        return redirect(back_or_home(), 303)
    if form.validate_on_submit():
        response = try_to_sign_in(form, lambda device: _check(form, device))
        if response and is_known():
            remember_what_is_asked()
            return response
        if response:
            _turn_away(form)
    return render_template("portal/signing_in.html", form=form), status_of(form)


@portal.route("/sign-in/again", methods=["GET", "POST"])
@own_access
@signed_in
def sign_in_again():
    form = PasswordAgainForm()
    stay = visit().stay
    credential_id = stay.credential_id if stay else None
    if form.validate_on_submit():
        account = Account("", credential_id=credential_id)
        try:
            confirm_password(account, password=form.password.data or "", by=actor(), now=utcnow())
        except Invalid as wrong:
            form.show_problems(wrong)
        else:
            return again(credential_id=credential_id)
    return render_template("portal/signing_in_again.html", form=form), status_of(form)


@portal.route("/sign-out", methods=["POST"])
@public
def sign_out():
    end_session()
    return leave_nothing_behind(redirect(url_for(".index"), 303))


@portal.route("/stay", methods=["POST"])
@own_access
@signed_in
def stay():
    return "", 204


def _turn_away(form: SignInForm) -> None:
    """The password was right, but they are no customer and act for none today (IC-14)."""
    end_session()
    form.show("", word(NotAllowed("acts_for_nobody")))


def _check(form: SignInForm, device: str | None) -> Account:
    return sign_in_customer(
        form.email.data or "",
        password=form.password.data or "",
        region=operator().home_country,
        device=device,
        by=actor(),
        now=utcnow(),
    )
