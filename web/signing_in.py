"""What both faces' sign-in pages do; the pages differ in their words and in whose accounts they open."""

from collections.abc import Callable

from flask import redirect, request
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import Invalid
from core.maintain_contact.signing_in import Account
from web.devices import known_device, remember_device
from web.forms.base import FoyerForm
from web.limits import count_failure, refuse_guessers
from web.navigation import back_or_home
from web.sessions import sign_in

AREA = "sign in"


class SignInForm(FoyerForm):
    """Name and password; what a face calls the name, it says itself."""

    email = StringField(
        _("E-mail or mobile"),
        [InputRequired(_("Enter your e-mail address or mobile number"))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _("Password"), [InputRequired(_("Enter your password"))], render_kw={"autocomplete": "current-password"}
    )


class PasswordAgainForm(FoyerForm):
    """The password once more, before something that matters."""

    password = PasswordField(
        _("Password"), [InputRequired(_("Enter your password"))], render_kw={"autocomplete": "current-password"}
    )


def try_to_sign_in(form: SignInForm, check: Callable[[str | None], Account]) -> Response | None:
    """Signs in and leads on, or puts what is wrong above the form; the device counts its misses apart."""
    return sign_in_as(form.email.data or "", form, check)


def sign_in_as(name: str, form: FoyerForm, check: Callable[[str | None], Account]) -> Response | None:
    """The same for a name that is known already."""
    device = known_device(name)
    refuse_guessers(AREA, known_device=device is not None)
    try:
        account = check(device)
    except Invalid as wrong:
        count_failure(AREA)
        form.show_problems(wrong)
        return None
    with transaction() as db:
        sign_in(db, now=utcnow(), staff_id=account.staff_id, credential_id=account.credential_id)
    remember_device(name)
    return redirect(back_or_home(), 303)


def status_of(form: FoyerForm) -> int:
    """422 for a form that came back, 200 for one that is shown first."""
    return 422 if request.method == "POST" and form.errors else 200


def again(*, staff_id: int | None = None, credential_id: int | None = None) -> Response:
    """The password was right: a new reference, fresh for ten minutes, and on to where it was asked for."""
    with transaction() as db:
        sign_in(db, now=utcnow(), staff_id=staff_id, credential_id=credential_id)
    return redirect(back_or_home(), 303)
