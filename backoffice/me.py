"""One's own staff account: language, zone, colours, password, browsers that are signed in (AR-5)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import EqualTo, InputRequired

from backoffice import backoffice
from core import own_staff_account as own
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.model import Staff
from web.access import signed_in
from web.acts import answer_status, done
from web.choices import THEME_COOKIE
from web.faces import face
from web.formats import data
from web.forms.base import FoyerForm
from web.forms.term_choices import OneOf, RadioOf
from web.forms.zones import zones
from web.languages import COOKIE, NAMES
from web.people import actor
from web.responses import keep_choice
from web.sessions import visit
from web.wording import label

AS_THE_SYSTEM = "system"


def languages() -> list[SelectChoice]:
    """Languages of the product, each by its own name."""
    return [SelectChoice(code, label=data(name)) for code, name in NAMES.items()]


def all_zones() -> list[SelectChoice]:
    """The operator's, or one of all."""
    named = [SelectChoice(zone, label=said, render_kw={"translate": "no"}) for zone, said in zones()]
    return [SelectChoice("", label=gettext("As the operator")), *named]


def themes() -> list[tuple[str, str]]:
    """Light, dark, or whatever the computer says."""
    return [("light", gettext("Light")), ("dark", gettext("Dark")), (AS_THE_SYSTEM, gettext("As the computer"))]


class OwnChoicesForm(FoyerForm):
    """How pages are to look for this person, in every browser they sign in with."""

    language = RadioOf(_("Language"), entries=languages)
    zone = OneOf(_("Time zone"), entries=all_zones)
    theme = RadioOf(_("Colours"), entries=themes)

    def chosen(self) -> own.OwnChoices:
        """What was chosen; nothing where the operator or the computer decides."""
        theme = self.theme.data if self.theme.data != AS_THE_SYSTEM else None
        return own.OwnChoices(language=self.language.data or None, zone=self.zone.data or None, theme=theme or None)


class OwnPasswordForm(FoyerForm):
    """The present password, and the new one twice."""

    current = PasswordField(
        _("Current password"), [InputRequired(_("Enter your current password"))],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip
    password = PasswordField(
        _("New password"), [InputRequired(_("Enter a new password"))], render_kw={"autocomplete": "new-password"}
    )
    confirm = PasswordField(
        _("Confirm password"),
        [InputRequired(_("Enter the password once more")), EqualTo("password", _("Enter the same password twice"))],
        render_kw={"autocomplete": "new-password"},
    )


@backoffice.route("/me", methods=["GET", "POST"])
@signed_in
def me():
    form = OwnChoicesForm()
    if form.validate_on_submit() and done(form, lambda db: _keep(db, form)):
        flash(gettext("Saved. Your pages look so from now on."), "ok")
        return _with_cookies(redirect(url_for(".me"), 303), form.chosen())
    with reading(newest=True) as db:
        mine = own.own_account(db, by=actor())
        if request.method == "GET" and not form.came_back:
            _as_on_file(form, mine)
        stays = own.own_sessions(db, by=actor(), seen_since=utcnow() - face().idle)
        page = {"mine": mine, "names": [label(role) for role in sorted(actor().roles)], "stays": stays}
        return render_template("backoffice/me.html", form=form, here=_this_stay(), **page), answer_status(form)


@backoffice.route("/me/password", methods=["GET", "POST"])
@signed_in
def my_password():
    form = OwnPasswordForm()
    if form.validate_on_submit():
        given: dict[str, Any] = {"current": form.current.data or "", "new": form.password.data or ""}
        try:
            own.change_own_password(**given, by=actor(), now=utcnow(), keep_session=_this_stay())
        except Invalid as wrong:
            form.show_problems(wrong)
        else:
            flash(gettext("Your password is changed. Every other browser is signed out."), "ok")
            return redirect(url_for(".me"), 303)
    return render_template("backoffice/my_password.html", form=form), answer_status(form)


@backoffice.route("/me/sessions/<public_id>/end", methods=["POST"])
@signed_in
def end_my_session(public_id: str):
    with transaction() as db:
        own.sign_out_of(db, public_id, by=actor(), now=utcnow())
    flash(gettext("That browser is signed out."), "ok")
    return redirect(url_for(".me"), 303)


@backoffice.route("/me/sessions/end", methods=["POST"])
@signed_in
def end_my_sessions():
    with transaction() as db:
        own.sign_out_elsewhere(db, by=actor(), now=utcnow(), keep_session=_this_stay())
    flash(gettext("Every other browser is signed out."), "ok")
    return redirect(url_for(".me"), 303)


def with_own_choices(response: Response) -> Response:
    """After signing in: this browser shows pages as the account has it."""
    with reading(newest=True) as db:
        mine = own.own_account(db, by=actor())
        return _with_cookies(response, own.OwnChoices(mine.language, mine.zone, mine.theme))


def _keep(db: Any, form: OwnChoicesForm) -> None:
    own.keep_choices(db, form.chosen(), languages=list(NAMES), by=actor())


def _as_on_file(form: OwnChoicesForm, mine: Staff) -> None:
    form.language.data, form.zone.data = mine.language or "en", mine.zone or ""
    form.theme.data = mine.theme or AS_THE_SYSTEM


def _with_cookies(response: Response, choices: own.OwnChoices) -> Response:
    if choices.language:
        keep_choice(response, COOKIE, choices.language)
    keep_choice(response, THEME_COOKIE, choices.theme or AS_THE_SYSTEM, for_scripts=True)
    return response


def _this_stay() -> int | None:
    stay = visit().stay
    return stay.id if stay else None
