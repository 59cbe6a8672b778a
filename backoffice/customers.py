"""Customers: found by anything a caller may give; no search term ever stands in an address (MC-8)."""

from flask import redirect, render_template, request, url_for

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.maintain_contact.customer_page import recent_customers
from core.maintain_contact.enquiry import MOST, record_search, search
from core.maintain_contact.search_views import keep_view, open_view
from web.access import requires
from web.people import actor


@backoffice.route("/customers")
@requires(Permission.CUSTOMER_FIND)
def customers():
    view, me, now = request.args.get("view"), actor(), utcnow()
    with reading(newest=True) as db:
        terms = open_view(db, view, by=me, now=now) if view else None
        found = search(db, terms, by=me, now=now, limit=MOST) if terms is not None else []
        recent = recent_customers(db, by=me) if terms is None else []
    return render_template("backoffice/customers.html", terms=terms, found=found, recent=recent, most=MOST)


@backoffice.route("/search", endpoint="search", methods=["POST"])
@requires(Permission.CUSTOMER_FIND)
def search_customers():
    terms, me, now = request.form.get("q", ""), actor(), utcnow()
    if not terms.strip():
        return redirect(url_for(".customers"), 303)
    with transaction() as db:
        record_search(db, terms, by=me, now=now)
        view = keep_view(db, terms, by=me, now=now)
    return redirect(url_for(".customers", view=view.public_id), 303)


@backoffice.route("/find")
@requires(Permission.CUSTOMER_FIND)
def find():
    """What a telephone system opens: the customer who calls, or those who may be calling."""
    terms, me, now = request.args.get("q", ""), actor(), utcnow()
    with transaction() as db:
        record_search(db, terms, by=me, now=now)
        found = search(db, terms, by=me, now=now, limit=2)
        view = keep_view(db, terms, by=me, now=now)
    if len(found) == 1:
        return redirect(url_for(".customer", code=found[0].code), 303)
    return redirect(url_for(".customers", view=view.public_id), 303)
