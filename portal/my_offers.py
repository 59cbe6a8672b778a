"""Offers made to such a customer, each with *I'm interested* (MP-1 as a simple list)."""

from flask import render_template

from core.clock import utcnow
from core.database.transaction import reading
from core.manage_prospect.offers import offers_on
from portal import portal
from portal._offers import fits, in_language
from portal._own import own_customer
from web.access import signed_in


@portal.route("/me/offers")
@signed_in
def my_offers():
    with reading() as db:
        party = own_customer(db).party
        offers = [offer for offer in offers_on(db, utcnow().date()) if fits(offer, party)]
    return render_template("portal/my_offers.html", offers=offers, in_language=in_language)
