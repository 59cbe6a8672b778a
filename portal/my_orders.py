"""Own modification orders: what was changed, before and after, by whom, and where each one stands (MC-5)."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.maintain_contact.modification import withdraw
from core.maintain_contact.orders import FieldChange, order_page, orders_of
from core.model import OrderState
from portal import portal
from portal._own import own_customer
from web.access import signed_in
from web.differing import differing_parts
from web.people import actor
from web.wording.order_fields import field_name, field_value, fields_text

WITHDRAWABLE = (OrderState.DRAFT, OrderState.SUBMITTED)


@portal.route("/me/orders")
@signed_in
def my_orders():
    with reading(newest=True) as db:
        orders = orders_of(db, own_customer(db), by=actor())
    return render_template("portal/my_orders.html", orders=orders, fields_text=fields_text)


@portal.route("/me/orders/<order>")
@signed_in
def my_order(order: str):
    with reading(newest=True) as db:
        page = order_page(db, by=actor(), now=utcnow(), public_id=order)
    title = fields_text(f"{change.subject}.{change.field}" for change in page.changes)
    changes = [_compared(change) for change in page.changes]
    return render_template("portal/my_order.html", page=page, changes=changes, title=title, open=WITHDRAWABLE)


def _compared(change: FieldChange) -> dict[str, Any]:
    """One field before and after, the letters that differ marked."""
    before = field_value(change.subject, change.field, change.before)
    after = field_value(change.subject, change.field, change.after)
    old, new = differing_parts(before, after)
    return {"label": field_name(change.subject, change.field), "old": old, "new": new}


@portal.route("/me/orders/<order>/withdraw", methods=["POST"])
@signed_in
def my_order_withdraw(order: str):
    with transaction() as db:
        page = order_page(db, by=actor(), now=utcnow(), public_id=order)
        withdraw(db, page.order, by=actor(), now=utcnow())
    flash(gettext("Withdrawn. Nothing was changed."))
    return redirect(url_for(".my_order", order=order), 303)
