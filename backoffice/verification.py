"""Verify caller: who is calling, the question read out, the answer typed and only compared (MC-1; R13, R14)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from backoffice import backoffice
from backoffice.customer import shown
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.maintain_contact.callers import callers
from core.maintain_contact.customer_page import customer_page, record_view, visible_customer
from core.maintain_contact.guessing import question_closed_until, question_tries_left, reopen_question, stopped_until
from core.maintain_contact.verification import Compared, Outcome, StatedFact, verify_by_question
from web.access import requires
from web.forms.base import FoyerForm, refuse_unknown_fields
from web.forms.fields import DayField
from web.people import actor
from web.signing_in import status_of
from web.wording.callers import caller_text, questions_text

OFF = {"autocomplete": "off", "spellcheck": "false"}


class VerifyForm(FoyerForm):
    """What the caller says; nothing of it comes back on the page after a miss."""

    caller = SelectField(_("Caller"), validate_choice=True)
    answer = StringField(_("Answer"), [InputRequired(_("Type what the caller answers"))], render_kw=OFF)
    birth_date = DayField(_("Birth date"), of_birth=True, render_kw=OFF)
    certificate_end = StringField(_("Certificate, last four"), render_kw={**OFF, "maxlength": "12"})

    def fact(self) -> StatedFact:
        """The one fact that was stated."""
        return StatedFact(birth_date=self.birth_date.data, certificate_end=self.certificate_end.data or None)

    def empty(self) -> None:
        """After a miss both are asked anew."""
        self.answer.data = self.birth_date.data = self.certificate_end.data = None
        self.birth_date.typed = None


class ReopenForm(FoyerForm):
    """A supervisor's reason."""

    reason = StringField(_("Reason"), [InputRequired(_("Enter a reason; it is kept with your name"))])


@backoffice.route("/customers/<code>/verify", methods=["GET", "POST"])
@requires(Permission.VERIFY)
def verify(code: str):
    form = VerifyForm()
    refuse_unknown_fields(form, request.form)
    place = _place(code, form)
    if request.form.get("go") == "choose" or not form.validate_on_submit():
        return _page(form, place), status_of(form)
    try:
        outcome = _compare(code, form)
    except Invalid as wrong:
        form.show_problems(wrong)
        return _page(form, place), 422
    if outcome.compared is Compared.MATCH:
        return _opened(code)
    return _page(form, _place(code, form), outcome), 422


@backoffice.route("/customers/<code>/verify/reopen", methods=["POST"])
@requires(Permission.QUESTION_REOPEN)
def reopen(code: str):
    form = ReopenForm()
    if form.validate_on_submit():
        with transaction() as db:
            customer = visible_customer(db, code, by=actor())
            reopen_question(db, customer, reason=form.reason.data, by=actor(), now=utcnow())
        flash(gettext("The questions may be asked again."))
    else:
        flash(gettext("Enter a reason; it is kept with your name"), "error")
    return redirect(url_for(".verify", code=code), 303)


def _compare(code: str, form: VerifyForm) -> Outcome:
    return verify_by_question(
        code,
        contact_id=form.caller.data,
        answer=form.answer.data,
        fact=form.fact(),
        channel="phone",
        by=actor(),
        now=utcnow(),
    )


def _opened(code: str) -> Response:
    """On to what was to be done, or back to the customer."""
    flash(gettext("Verified by question. It lasts 15 minutes, for you only."))
    onward = ".modify" if request.args.get("next") == "modify" else ".customer"
    return redirect(url_for(onward, code=code), 303)


def _place(code: str, form: VerifyForm) -> dict[str, Any]:
    """The customer's page, who may be calling, what each is asked, and whether anybody may be asked at all."""
    me, now = actor(), utcnow()
    with transaction() as db:
        record_view(db, code, by=me, now=now)
    with reading(newest=True) as db:
        page = customer_page(db, code, by=me, now=now)
        customer = page.customer
        people = callers(db, customer, by=me, today=now.date())
        place = {
            "callers": people,
            "closed_until": question_closed_until(db, customer, now=now),
            "stopped_until": stopped_until(db, me, now=now),
            "tries_left": question_tries_left(db, customer),
        }
    form.caller.choices = [(caller.contact_id, caller_text(caller)) for caller in people]
    return {"page": page, "tab": "all", **shown(page, now), **place}


def _page(form: VerifyForm, place: dict[str, Any], outcome: Outcome | None = None) -> str:
    """The panel over the customer's page; after a miss without what was typed."""
    if outcome is not None:
        form.empty()
    chosen = next((one for one in place["callers"] if one.contact_id == form.caller.data), place["callers"][0])
    return render_template(
        "backoffice/verification.html",
        form=form,
        chosen=chosen,
        questions=questions_text(chosen),
        missed=outcome is not None and outcome.compared is Compared.NO_MATCH,
        reopen=ReopenForm(formdata=None),
        verifying=True,
        **place,
    )
