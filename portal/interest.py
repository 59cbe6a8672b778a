"""I'm interested: a customer's becomes a lead; a stranger's is remembered until they sign in or register (TL-1)."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from core.access import ensure_for_customer
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.manage_prospect.offers import offer_of, offers_on
from core.model import Authority, LeadSource, Offering
from core.money import Money
from core.track_lead.capture import show_interest
from portal import portal
from portal._offers import REMEMBERED, fits, in_language
from portal._own import own_customer
from web.access import public
from web.formats import data, moment, money
from web.forms.base import FoyerForm
from web.forms.fields import LONGEST_NOTE, ClearTextField, LongText
from web.forms.term_choices import RadioOf, listed
from web.people import actor, is_known
from web.sessions import visit
from web.signing_in import status_of
from web.times_in_words import filled

ELSE = "else"
"""The choice of those who look for something that is not in the list."""


def _how_soon() -> list[tuple[str, str]]:
    """Nobody says of themselves that something is unknown."""
    return [(code, gettext("I don’t know") if code == "unknown" else name) for code, name in listed("how_soon")()]


def _monthly(price: Money) -> Markup:
    return filled(gettext("%(price)s a month"), price=money(price))


class OfferForm(FoyerForm):
    """Which offer: all that a stranger is asked."""

    offering = RadioField(
        _("What are you interested in?"), validate_choice=True,
        validators=[InputRequired(_("Select what interests you, or Something else"))],
    )  # fmt: skip

    def offer(self, offers: Sequence[Offering]) -> "OfferForm":
        """The offers of today, then something else."""
        named = [(offer.public_id, data(in_language(offer.names), direction="auto")) for offer in offers]
        self.offering.choices = [*named, (ELSE, gettext("Something else"))]
        return self


class InterestForm(OfferForm):
    """What a customer says besides."""

    how_soon = RadioOf(_("How soon"), [Optional()], entries=_how_soon)
    call_times = ClearTextField(_("When may we call"), [Optional(), Length(max=200)], render_kw={"list": "call-times"})
    note = TextAreaField(_("Anything we should know"), [Optional(), LongText(LONGEST_NOTE)], render_kw={"rows": 3})


@portal.route("/interest", methods=["GET", "POST"])
@public
def interest():
    if is_known():
        ensure_for_customer(actor(), Authority.ORDER)
    offers, chosen = _offers(), request.args.get("offer") or visit().get(REMEMBERED)
    kind = InterestForm if is_known() else OfferForm
    form = kind(data={"offering": chosen}).offer(offers)
    if form.validate_on_submit():
        response = _show(form) if is_known() else _remember(form)
        if response:
            return response
    prices = {offer.public_id: _monthly(offer.price) for offer in offers if offer.price}
    return render_template("portal/interest.html", form=form, prices=prices, most=LONGEST_NOTE), status_of(form)


def _offers() -> list[Offering]:
    with reading() as db:
        party = own_customer(db).party if is_known() else None
        return [offer for offer in offers_on(db, utcnow().date()) if fits(offer, party)]


def _remember(form: OfferForm) -> Response:
    """No lead without a customer: what they want waits in this browser."""
    visit()[REMEMBERED] = form.offering.data
    if request.form.get("go") == "register":
        return redirect(url_for(".register"), 303)
    return redirect(url_for(".sign_in", next=url_for(".interest")), 303)


def _show(form: Any) -> Response | None:
    try:
        with transaction() as db:
            lead = show_interest(
                db, own_customer(db), offering=_chosen(db, form), how_soon=form.how_soon.data,
                call_times=form.call_times.data, note=form.note.data, source=LeadSource.PORTAL, by=actor(),
                now=utcnow(), key=form.key.data,
            )  # fmt: skip
            when = lead.next_step_at
    except Invalid as wrong:
        form.show_problems(wrong)
        return None
    visit().pop(REMEMBERED, None)
    flash(gettext("We have it. We get in touch by %(at)s.", at=moment(when).striptags()))
    return redirect(url_for(".my_requests"), 303)


def _chosen(db: Any, form: OfferForm) -> Offering | None:
    return None if form.offering.data == ELSE else offer_of(db, form.offering.data)
