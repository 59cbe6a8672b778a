"""A new lead (TL-1): for a customer who is there, or, by sales, for a prospect made on the way."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import EmailField, TextAreaField
from wtforms.validators import Length, Optional

from backoffice import backoffice
from backoffice.lead._form_page import NOTHING_CHOSEN
from core.access import Actor, Permission, Role, visible_customers
from core.clock import utcnow
from core.database.transaction import reading
from core.errors import Invalid
from core.identify_contact.answers import BasicAnswers, RegistrationAnswers
from core.identify_contact.registration import register
from core.manage_prospect.offers import offer_of, offers_on
from core.model import Channel, Customer, Lead, LeadSource, Offering
from core.normalise import digits_latin
from core.track_lead.capture import enter_lead
from core.track_lead.reach import reaches
from web.access import requires
from web.acts import answer_status, done
from web.forms.base import FoyerForm
from web.forms.fields import LONGEST_NOTE, ClearTextField, PhoneField
from web.forms.term_choices import OneOf, OneTerm
from web.languages import language
from web.people import actor
from web.wording import label

SOURCES = {
    Role.SALES: (LeadSource.SALESPERSON, LeadSource.REFERRAL, LeadSource.PARTNER, LeadSource.EVENT, LeadSource.CALL),
    Role.AGENT: (LeadSource.SHOP, LeadSource.CALL),
}
"""What each role may say of where it comes from, the commonest first; all others: a call, a shop, a referral."""

NOT_OURS = {"translate": "no"}
"""A list of what people wrote."""


class LeadForm(FoyerForm):
    """Who, about what, how soon."""

    customer = ClearTextField(_("Customer code"), [Optional(), Length(max=20)])
    last_name = ClearTextField(_("Last name"), [Optional(), Length(max=100)])
    first_name = ClearTextField(_("First name"), [Optional(), Length(max=100)])
    mobile = PhoneField(_("Mobile"), [Optional()])
    email = EmailField(_("E-mail"), [Optional(), Length(max=254)])
    offering = OneOf(_("Offer"), [Optional()], entries=list, render_kw=NOT_OURS)
    title = ClearTextField(_("What it is about"), [Optional(), Length(max=200)])
    how_soon = OneTerm(_("How soon"), [Optional()], kind="how_soon", empty=NOTHING_CHOSEN)
    call_times = ClearTextField(_("When may we call"), [Optional(), Length(max=200)])
    source = OneOf(_("Source"), entries=list)
    note = TextAreaField(
        _("Anything we should know"), [Optional(), Length(max=LONGEST_NOTE)], render_kw={"rows": 3, "translate": "no"}
    )

    @classmethod
    def made_for(cls, by: Actor, offers: list[Offering]) -> "LeadForm":
        """The form with the offers of today and the sources of a role."""
        form = cls()
        none = ("", gettext("Another matter"))
        form.offering.choices = [none, *((one.public_id, name_of(one)) for one in offers)]
        mine = next((SOURCES[role] for role in SOURCES if role in by.roles), (LeadSource.CALL, LeadSource.REFERRAL))
        form.source.choices = [(one.value, label(one)) for one in mine]
        return form


@backoffice.route("/leads/new", methods=["GET", "POST"])
@requires(Permission.LEAD_ENTER)
def lead_new():
    me = actor()
    with reading(newest=True) as db:
        form = LeadForm.made_for(me, offers_on(db, utcnow().date()))
    if request.method == "GET" and not form.customer.data:
        form.customer.data = request.args.get("customer")
    made: list[tuple[Lead, bool]] = []
    if form.validate_on_submit() and done(form, lambda db: made.append(_enter(db, form, me))):
        return _after(*made[0])
    return render_template("backoffice/lead/new.html", form=form), answer_status(form)


def name_of(offer: Offering) -> str:
    """The offer in the reader's language."""
    return offer.names.get(language()) or offer.names.get("en") or offer.code


def _enter(db: Session, form: LeadForm, me: Actor) -> tuple[Lead, bool]:
    now = utcnow()
    customer = _customer(db, form, me)
    offer = offer_of(db, form.offering.data) if form.offering.data else None
    lead = enter_lead(
        db, customer, offering=offer, title=form.title.data, how_soon=form.how_soon.data,
        call_times=form.call_times.data, note=form.note.data, source=LeadSource(form.source.data), by=me, now=now,
        key=form.key.data,
    )  # fmt: skip
    return lead, reaches(me, Permission.LEAD_SEE, lead)


def _customer(db: Session, form: LeadForm, me: Actor) -> Customer:
    """The customer of the code, else a quick prospect by those who may make one."""
    if code := digits_latin(form.customer.data or "").replace(" ", ""):
        found = db.scalar(select(Customer).where(Customer.code == code, visible_customers(me)))
        if found is None:
            raise Invalid.one("customer", "customer_unknown")
        return found
    if me.roles.isdisjoint({Role.SALES, Role.MANAGER}):
        raise Invalid.one("customer", "customer_unknown")
    basic = BasicAnswers(
        last_name=form.last_name.data or "", first_name=form.first_name.data or "", email=form.email.data or "",
        mobile=form.mobile.data or "",
    )  # fmt: skip
    answers = RegistrationAnswers(basic=basic)
    return register(db, answers, by=me, channel=Channel.SALES, now=utcnow(), key=f"{form.key.data}:prospect")


def _after(lead: Lead, visible: bool):
    if visible:
        flash(gettext("The lead is entered."))
        return redirect(url_for(".lead", number=lead.number), 303)
    flash(gettext("There was an open lead about this already: it is added there, and who has it is told."))
    return redirect(url_for(".leads"), 303)
