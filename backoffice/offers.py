"""Offers: a simple list that a manager maintains."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, Optional

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.manage_prospect.offers import (
    OfferForm,
    change_offer,
    create_offer,
    offer_of,
    retire_offer,
)
from core.manage_prospect.offers import (
    offers as all_offers,
)
from core.model import Offering
from web.access import requires
from web.acts import ActForm, EditForm, answer_status, done
from web.forms.fields import ClearTextField, DayField
from web.forms.money import MoneyField
from web.languages import language
from web.people import actor

LANGUAGES = ("en", "zh", "ar")


class OfferEditForm(EditForm):
    """What is offered, to whom, for how much, until when."""

    name = ClearTextField(_("Name"), [Length(max=100)])
    name_zh = ClearTextField(_("Name in Chinese"), [Optional(), Length(max=100)])
    name_ar = ClearTextField(_("Name in Arabic"), [Optional(), Length(max=100)])
    product_group = ClearTextField(_("Product group"), [Length(max=100)])
    description = TextAreaField(
        _("Description"), [Optional(), Length(max=1000)], render_kw={"rows": 3, "translate": "no"}
    )
    price = MoneyField(_("Price a month"), [Optional()])
    for_person = BooleanField(_("For persons"), default=True)
    for_organisation = BooleanField(_("For organisations"), default=True)
    valid_from = DayField(_("First day"), [Optional()])
    valid_until = DayField(_("Last day"), [Optional()])

    @classmethod
    def of(cls, offer: Offering) -> "OfferEditForm":
        """The form as the offer stands now."""
        names = {"name": offer.names.get("en"), "name_zh": offer.names.get("zh"), "name_ar": offer.names.get("ar")}
        return cls(obj=offer, data={**names, "description": offer.descriptions.get("en")})

    def offer(self, before: Offering | None = None) -> OfferForm:
        """What was said, for the domain; descriptions in other languages stay as they are."""
        names = {"en": self.name.data, "zh": self.name_zh.data, "ar": self.name_ar.data}
        described = {**(before.descriptions if before else {}), "en": self.description.data or ""}
        return OfferForm(
            names={code: text for code, text in names.items() if text},
            product_group=self.product_group.data or "",
            descriptions=described,
            price=self.price.data,
            for_person=self.for_person.data,
            for_organisation=self.for_organisation.data,
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
        )


@backoffice.route("/offers")
@requires(Permission.OFFER_MANAGE)
def offers():
    with reading() as db:
        found = all_offers(db)
    today = utcnow().date()
    return render_template("backoffice/offers.html", offers=found, today=today, language=language())


@backoffice.route("/offers/new", methods=["GET", "POST"])
@requires(Permission.OFFER_MANAGE)
def offer_new():
    form = OfferEditForm()
    if form.validate_on_submit() and done(form, lambda db: _create(db, form)):
        flash(gettext("The offer is in the list."))
        return redirect(url_for(".offers"), 303)
    return render_template("backoffice/offer.html", form=form, offer=None), answer_status(form)


@backoffice.route("/offers/<offer>", methods=["GET", "POST"])
@requires(Permission.OFFER_MANAGE)
def offer(offer: str):
    with reading(newest=True) as db:
        found = offer_of(db, offer)
    form = OfferEditForm.of(found)
    if form.validate_on_submit() and done(form, lambda db: _change(db, offer, form)):
        flash(gettext("The offer is changed."))
        return redirect(url_for(".offers"), 303)
    form.shows(found.version)
    return render_template("backoffice/offer.html", form=form, offer=found), answer_status(form)


@backoffice.route("/offers/<offer>/retirement", methods=["POST"])
@requires(Permission.OFFER_MANAGE)
def offer_retirement(offer: str):
    form = ActForm()
    with transaction() as db:
        retire_offer(db, offer_of(db, offer), by=actor(), seen_version=form.seen_version, now=utcnow())
    flash(gettext("Nobody can choose the offer any more."))
    return redirect(url_for(".offers"), 303)


def _create(db: Session, form: OfferEditForm) -> None:
    create_offer(db, form.offer(), by=actor(), now=utcnow(), key=str(form.key.data))


def _change(db: Session, public_id: str, form: OfferEditForm) -> None:
    found = offer_of(db, public_id)
    change_offer(db, found, form.offer(found), by=actor(), seen_version=form.seen_version, now=utcnow())
