"""*Hand over*: the customer's own step on this device; nobody of the office is signed in here meanwhile (IC-9)."""

from functools import wraps
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from backoffice import backoffice
from backoffice.me import with_own_choices
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotFound
from core.maintain_contact.hand_over import hand_over as open_step
from core.maintain_contact.handed_over import (
    HandedBack,
    HandedOver,
    choose_access,
    close_hand_over,
    handed_back,
    open_hand_over,
)
from core.maintain_contact.signing_in import sign_in_staff
from web.access import public, requires
from web.forms.access import FirstAccessForm
from web.forms.base import FoyerForm
from web.forms.new_secrets import new_question, show_secrets
from web.headers import leave_nothing_behind
from web.languages import COOKIE, PSEUDO, is_language, language
from web.people import actor
from web.responses import keep_choice
from web.sessions import HANDED_OVER, step_aside, visit
from web.signing_in import PasswordAgainForm, sign_in_as, status_of


@backoffice.route("/customers/<code>/hand-over", methods=["POST"], endpoint="begin_hand_over")
@requires(Permission.REGISTER)
def begin(code: str):
    """Signs the member of staff out of this browser and leaves it to the customer."""
    now, key = utcnow(), FoyerForm().key.data or ""
    with transaction() as db:
        link = open_step(db, code, key=key, by=actor(), now=now)
        spoken = open_hand_over(db, link.id, now=now).language
        carried = {"step": link.id, "code": code, "language": language()}
        step_aside(db, now=now, carrying={HANDED_OVER: carried})
    response = leave_nothing_behind(redirect(url_for(".hand_over"), 303))
    if carried["language"] != PSEUDO and is_language(spoken):
        keep_choice(response, COOKIE, spoken)
    return response


def while_handed_over(view: Any) -> Any:
    """For the browser that was handed over; to all others there is no such page. Nothing of it is kept."""

    @wraps(view)
    def only_here() -> Response:
        if HANDED_OVER not in visit():
            raise NotFound("link_worthless")
        response = make_response(view(visit()[HANDED_OVER]))
        response.headers["Cache-Control"] = "no-store"
        return response

    return only_here


@backoffice.route("/hand-over", methods=["GET", "POST"])
@public
@while_handed_over
def hand_over(carried: dict[str, Any]):
    try:
        opened = _opened(carried)
        form = FirstAccessForm().without_question() if opened.has_question else FirstAccessForm()
        if form.validate_on_submit() and _chosen(carried, form, opened):
            return redirect(url_for(".take_back"), 303)
    except NotFound:
        return redirect(url_for(".take_back"), 303)
    return render_template("backoffice/hand_over.html", form=form, opened=opened), status_of(form)


@backoffice.route("/hand-over/close", methods=["POST"])
@public
@while_handed_over
def close_step(carried: dict[str, Any]):
    """Without a choice: pressed, or nobody touched the page for a while."""
    with transaction() as db:
        close_hand_over(db, carried["step"], now=utcnow())
    return redirect(url_for(".take_back"), 303)


@backoffice.route("/hand-over/back", methods=["GET", "POST"])
@public
@while_handed_over
def take_back(carried: dict[str, Any]):
    """The member of staff gives their password, and goes on where they were."""
    form = PasswordAgainForm()
    with reading(newest=True) as db:
        back = handed_back(db, carried["step"])
    if form.validate_on_submit():
        response = sign_in_as(back.email, form, lambda device: _sign_in(back, form, device))
        if response:
            return _returned(response, carried, back)
    return render_template("backoffice/take_back.html", form=form, back=back), status_of(form)


def _opened(carried: dict[str, Any]) -> HandedOver:
    with reading(newest=True) as db:
        return open_hand_over(db, carried["step"], now=utcnow())


def _chosen(carried: dict[str, Any], form: FirstAccessForm, opened: HandedOver) -> bool:
    question = None if opened.has_question else new_question(form)
    typed: dict[str, Any] = {"password": form.password.data or "", "language": form.language.data or ""}
    try:
        choose_access(carried["step"], **typed, question=question, now=utcnow())
    except Invalid as wrong:
        show_secrets(form, wrong)
        return False
    return True


def _sign_in(back: HandedBack, form: PasswordAgainForm, device: str | None) -> Any:
    try:
        return sign_in_staff(back.email, password=form.password.data or "", device=device, by=actor(), now=utcnow())
    except Invalid:
        raise Invalid.one("password", "wrong_password") from None


def _returned(response: Response, carried: dict[str, Any], back: HandedBack) -> Response:
    """On the customer's page again, in the language of before; what was not used is closed."""
    with transaction() as db:
        close_hand_over(db, carried["step"], now=utcnow())
    if back.chosen:
        flash(gettext("They have chosen their password and question. Nobody else can read either."), "ok")
    else:
        flash(gettext("Nothing was chosen. You can hand over again."), "warn")
    response.location = url_for(".customer", code=carried["code"])
    keep_choice(response, COOKIE, carried["language"])
    return with_own_choices(response)
