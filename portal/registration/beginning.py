"""Where a registration begins, and where one goes on that was begun on another device (IC-10)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from limits import RateLimitItemPerMinute

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotFound, Problem
from core.identify_contact.answers import BasicAnswers
from core.identify_contact.drafts import begin_draft, open_draft, suggest_basic
from core.model import Channel
from core.normalise import email_address, phone_number
from portal import portal
from portal.registration.basic import AREA as CODES
from portal.registration.basic import send_code
from portal.registration.browser import draft_ids, remember, secret, secret_of_this_browser
from portal.registration.journey import Journey
from web.access import public
from web.forms.base import FoyerForm
from web.forms.checking import examined
from web.forms.fields import ClearTextField
from web.languages import locale
from web.limits import count_ask
from web.navigation import home
from web.operator import operator
from web.people import is_known
from web.signing_in import status_of

AREA = "register"
BEGINNINGS = RateLimitItemPerMinute(600, 60)
"""One address may begin so many an hour: whole towns share the address of a mobile network."""


@portal.route("/register")
@public
def register():
    if is_known():
        flash(gettext("You are signed in. Sign out to register somebody else."), "")
        return redirect(home(), 303)
    count_ask(AREA, BEGINNINGS)
    return redirect(url_for(".register_certificate", draft=_begin()), 303)


class ResumeForm(FoyerForm):
    """The e-mail or mobile that was confirmed on the other device."""

    reached_at = ClearTextField(
        _("E-mail or mobile"), render_kw={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}
    )


@portal.route("/register/resume", methods=["GET", "POST"])
@public
def register_resume():
    form = ResumeForm()
    if request.method == "POST":
        basic = examined(form, lambda: _reached(form.reached_at.data or ""))
        if basic:
            count_ask(CODES)
            return redirect(url_for(".register_confirm", draft=_begin(basic)), 303)
    return render_template("portal/registration/resume.html", form=form), status_of(form)


def _reached(typed: str) -> BasicAnswers:
    try:
        if "@" in typed:
            return BasicAnswers(email=email_address(typed))
        return BasicAnswers(mobile=phone_number(typed, operator().home_country))
    except Invalid as wrong:
        raise Invalid(*(Problem("reached_at", found.code, found.facts) for found in wrong.problems)) from wrong


def _begin(basic: BasicAnswers | None = None) -> str:
    """A new registration of this browser; with `basic` the code is sent at once, whoever it belongs to."""
    browser, now = secret_of_this_browser(), utcnow()
    with transaction() as db:
        draft = begin_draft(
            db, channel=Channel.PORTAL, language=locale().language, browser_secret=browser, staff=None, now=now
        )
        if basic is not None:
            suggest_basic(draft, basic, now=now)
            send_code(db, draft, now)
    remember(browser, draft.public_id)
    return draft.public_id


def unfinished() -> Journey | None:
    """The latest registration begun in this browser that can go on; for the front page."""
    if not draft_ids():
        return None
    with reading(newest=True) as db:
        for public_id in draft_ids():
            try:
                draft = open_draft(db, public_id, browser_secret=secret(), now=utcnow(), look_only=True)
            except NotFound:
                continue
            journey = Journey.of(draft, step="certificate")
            if not journey.is_submitted and journey.steps_done:
                return journey
    return None
