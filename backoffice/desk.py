"""Home by role: what waits for the person who signed in (AR-1); every figure opens its list."""

from flask import render_template

from backoffice import backoffice
from core.access import Permission, may
from core.clock import utcnow
from core.database.transaction import reading
from core.maintain_contact.customer_page import recent_customers
from core.maintain_contact.desk import waiting
from core.maintain_contact.orders import all_orders
from web.access import signed_in
from web.people import actor
from web.wording.order_fields import fields_text


@backoffice.route("/", endpoint="index")
@signed_in
def desk():
    me = actor()
    with reading() as db:
        figures = waiting(db, by=me, now=utcnow())
        recent = recent_customers(db, by=me) if may(me, Permission.CUSTOMER_FIND) else []
        orders = all_orders(db, by=me, limit=5) if may(me, Permission.ORDER_SEE) else []
    return render_template(
        "backoffice/desk.html", figures=figures, recent=recent, orders=orders, fields_text=fields_text
    )
