"""What the customer asked us for: who handles it, what comes next, and their three answers (EL-1, MP-4)."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, WrongStatus
from core.evaluate_lead.intention import Said, say
from core.model import Authority
from core.tokens import new_token
from core.track_lead.own_requests import own_lead, own_request, own_requests
from portal import portal
from portal._offers import request_title
from web.access import authorised, signed_in
from web.formats import day_text, zone
from web.forms.base import FoyerForm
from web.forms.fields import DayField
from web.people import actor
from web.signing_in import status_of

A_QUARTER = timedelta(days=91)
THANKS = {
    Said.CALL_ME: _("We call you at your times. It stands at the top of our list now."),
    Said.NO_LONGER: _("This request is closed: nobody calls you about it."),
}


class NotNowForm(FoyerForm):
    """Until when nobody gets in touch."""

    until = DayField(_("Not before"), [InputRequired(_("Enter a day, such as 2027-01-15"))])


@portal.route("/me/requests")
@signed_in
def my_requests():
    with reading(newest=True) as db:
        requests = own_requests(db, by=actor())
    return render_template("portal/my_requests.html", requests=requests, title_of=request_title, new_key=new_token)


@portal.route("/me/requests/<number>", methods=["POST"])
@authorised(act=Authority.ORDER)
@signed_in
def my_request(number: str):
    wanted = request.form.get("say", "")
    with reading(newest=True) as db:
        own_request(db, number, by=actor())  # another's is absent, whatever is said
    if wanted == Said.NOT_NOW:
        return redirect(url_for(".my_request_not_now", number=number), 303)
    if wanted in THANKS and _say(number, Said(wanted), key=request.form.get("key") or new_token()):
        flash(str(THANKS[Said(wanted)]))
    return _back()


@portal.route("/me/requests/<number>/not-now", methods=["GET", "POST"])
@authorised(look=Authority.ORDER, act=Authority.ORDER)
@signed_in
def my_request_not_now(number: str):
    with reading(newest=True) as db:
        asked = own_request(db, number, by=actor())
    form = NotNowForm(data={"until": utcnow().astimezone(zone()).date() + A_QUARTER})
    if form.validate_on_submit() and _wait(number, form):
        return _back()
    return render_template("portal/my_request_not_now.html", form=form, title=request_title(asked)), status_of(form)


def _wait(number: str, form: NotNowForm) -> bool:
    until = form.until.data
    if until <= utcnow().astimezone(zone()).date():
        form.until.errors = [gettext("Enter a day that is still to come")]
        return False
    try:
        if _say(number, Said.NOT_NOW, until=until, key=form.key.data):
            flash(gettext("Nobody calls you about it before %(day)s.", day=day_text(until)))
    except Invalid as wrong:
        form.show_problems(wrong)
        return False
    return True


def _say(number: str, what: Said, *, key: str, until=None) -> bool:
    """Whether it could still be said; a request that was closed meanwhile says so."""
    try:
        with transaction() as db:
            lead = own_lead(db, number, by=actor())
            say(db, lead, what, until=until, by=actor(), now=utcnow(), key=f"{key}:{what}")
    except WrongStatus:
        flash(gettext("This request is closed already. Show interest again whenever you like."), "warning")
        return False
    return True


def _back() -> Response:
    return redirect(url_for(".my_requests"), 303)
