"""The first password of somebody registered on their behalf: by the link they were sent, once (IC-9, R6, R7)."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotFound
from core.maintain_contact.new_secrets import NewQuestion
from core.maintain_contact.own_access import FirstAccess, confirm_access, open_first_access, set_first_password
from portal import portal
from web.access import public
from web.forms.access import FirstAccessForm
from web.forms.base import FoyerForm
from web.forms.new_secrets import new_question, show_secrets
from web.signing_in import status_of


@portal.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str):
    try:
        opened = _open(token)
        form = FoyerForm() if opened.is_chosen else _form(opened)
        if form.validate_on_submit() and _set(token, form, opened):
            flash(
                gettext("Confirmed. Sign in now.")
                if opened.is_chosen
                else gettext("Your password is set. Sign in with it.")
            )
            return redirect(url_for(".sign_in"), 303)
    except NotFound:
        return render_template("portal/link_worthless.html", again=url_for(".forgot")), 404
    return render_template("portal/set_password.html", form=form, opened=opened), status_of(form)


def _open(token: str) -> FirstAccess:
    with reading(newest=True) as db:
        return open_first_access(db, token, now=utcnow())


def _form(opened: FirstAccess) -> FirstAccessForm:
    """Without the question where one was given on the phone."""
    return FirstAccessForm().without_question() if opened.has_question else FirstAccessForm()


def _set(token: str, form: Any, opened: FirstAccess) -> bool:
    if opened.is_chosen:
        with transaction() as db:
            confirm_access(db, token, now=utcnow())
        return True
    question: NewQuestion | None = None if opened.has_question else new_question(form)
    chosen: dict[str, Any] = {"password": form.password.data or "", "language": form.language.data or ""}
    try:
        set_first_password(token, **chosen, question=question, now=utcnow())
    except Invalid as wrong:
        show_secrets(form, wrong)
        return False
    return True
