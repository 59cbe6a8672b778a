"""How the customer signs in: password, question, and the browsers in which they are signed in (MC-1, R5, R16, R32)."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.identify_contact.what_is_held import access_of
from core.maintain_contact.own_access import change_password, change_question, sign_out_everywhere, sign_out_of
from core.model import Party, WebSession
from core.sessions import open_sessions
from portal import portal
from web.access import own_access, signed_in
from web.faces import PORTAL
from web.forms.access import QuestionFields
from web.forms.base import FoyerForm
from web.forms.new_secrets import new_question, show_secrets
from web.headers import leave_nothing_behind
from web.people import actor
from web.sessions import visit
from web.signing_in import status_of

NEW = {"autocomplete": "new-password"}


class CurrentForm(FoyerForm):
    """What both changes ask for first (R5, R16)."""

    current = PasswordField(
        _("Current password"),
        [InputRequired(_("Enter the password you sign in with now"))],
        render_kw={"autocomplete": "current-password"},
    )


class ChangePasswordForm(CurrentForm):
    """The new password twice."""

    password = PasswordField(_("Password"), [InputRequired(_("Enter a new password"))], render_kw=NEW)
    confirm = PasswordField(
        _("Confirm password"),
        [InputRequired(_("Enter the password once more")), EqualTo("password", _("Enter the same password twice"))],
        render_kw=NEW,
    )


class ChangeQuestionForm(QuestionFields, CurrentForm):
    """The new question and its answer."""


@portal.route("/me/access")
@own_access
@signed_in
def my_access():
    stay, sessions = visit().stay, _sessions()
    with reading(newest=True) as db:
        access = access_of(db, db.get_one(Party, actor().party_id), by=actor())
    return render_template("portal/my_access.html", access=access, sessions=sessions, mine=stay and stay.id)


@portal.route("/me/access/password", methods=["GET", "POST"])
@own_access
@signed_in
def my_password():
    form, stay = ChangePasswordForm(), visit().stay
    if form.validate_on_submit() and _done(form, lambda: change_password(
        current=form.current.data, new=form.password.data, by=actor(), now=utcnow(), keep_session=stay.id
    )):  # fmt: skip
        flash(gettext("Your password is changed. Every other device is signed out."))
        return redirect(url_for(".my_access"), 303)
    return render_template("portal/my_password.html", form=form), status_of(form)


@portal.route("/me/access/question", methods=["GET", "POST"])
@own_access
@signed_in
def my_question():
    form = ChangeQuestionForm()
    if form.validate_on_submit() and _done(form, lambda: change_question(
        current=form.current.data, question=new_question(form), by=actor(), now=utcnow()
    )):  # fmt: skip
        flash(gettext("Your security question is changed."))
        return redirect(url_for(".my_access"), 303)
    return render_template("portal/my_question.html", form=form), status_of(form)


@portal.route("/me/access/sessions", methods=["POST"])
@own_access
@signed_in
def my_sessions():
    session = request.form.get("session")
    with transaction() as db:
        if session:
            sign_out_of(db, session, by=actor(), now=utcnow())
        else:
            sign_out_everywhere(db, by=actor(), now=utcnow())
    return redirect(url_for(".my_access"), 303) if session else _left()


def _left() -> Response:
    """This browser too: it keeps nothing."""
    visit().forget()
    return leave_nothing_behind(redirect(url_for(".index"), 303))


def _sessions() -> list[WebSession]:
    """Those that have not run out by themselves."""
    now, stay = utcnow(), visit().stay
    with reading(newest=True) as db:
        found = open_sessions(db, credential_id=stay.credential_id, seen_since=now - PORTAL.idle)
    return [session for session in found if session.created_at > now - PORTAL.longest]


def _done(form: Any, change: Callable[[], None]) -> bool:
    try:
        change()
    except Invalid as wrong:
        show_secrets(form, wrong)
        return False
    return True
