"""Modification orders: the list, and one order with every field before and after (MC-4)."""

from datetime import datetime
from typing import Any

from flask import render_template, request, url_for

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import NotFound
from core.maintain_contact.orders import MOST, OrderPage, all_orders, order_page, record_order_view
from core.model import OrderState
from web.access import requires
from web.differing import differing_parts
from web.people import actor
from web.wording.order_fields import SUBJECTS, field_name, field_value, fields_text

STATES = (OrderState.APPLIED, OrderState.WITHDRAWN, OrderState.REJECTED)


@backoffice.route("/orders")
@requires(Permission.ORDER_SEE, Permission.ORDER_ENTER)
def orders():
    state, before = _state(), _before()
    with reading(newest=True) as db:
        lines = all_orders(db, by=actor(), state=state, before=before)
    last = lines[-1] if len(lines) == MOST else None
    older = last and url_for(".orders", state=state, before=f"{last.at.isoformat()},{last.id}")
    return render_template(
        "backoffice/orders.html", lines=lines, state=state, states=STATES, older=older, fields_text=fields_text
    )


@backoffice.route("/orders/<number>")
@requires(Permission.ORDER_SEE, Permission.ORDER_ENTER)
def order(number: str):
    me, now = actor(), utcnow()
    with transaction() as db:
        record_order_view(db, number, by=me, now=now)
    with reading(newest=True) as db:
        page = order_page(db, by=me, now=now, number=number)
    return render_template("backoffice/order.html", page=page, order=page.order, changes=compared(page))


def compared(page: OrderPage) -> list[dict[str, Any]]:
    """Rows of the comparison: label, on file, new, the letters that differ marked."""
    rows = []
    for change in page.changes:
        label = field_name(change.subject, change.field)
        old = field_value(change.subject, change.field, change.before)
        new = field_value(change.subject, change.field, change.after)
        old, new = differing_parts(old, new)
        rows.append({"label": label, "about": str(SUBJECTS[change.subject]), "old": old, "new": new})
    return rows


def _state() -> OrderState | None:
    chosen = request.args.get("state")
    return OrderState(chosen) if chosen in set(OrderState) else None


def _before() -> tuple[datetime, int] | None:
    """The last line of the page above, as its address says it."""
    at, _comma, key = request.args.get("before", "").partition(",")
    if not at:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as odd:
        raise NotFound("order_gone") from odd
    if moment.tzinfo is None or not key.isdecimal() or len(key) > 18:
        raise NotFound("order_gone")
    return moment, int(key)
