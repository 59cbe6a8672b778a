"""The customer page: who this is, may I speak, everything on file, what happened (MC-8, MC-11)."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from backoffice import backoffice
from backoffice.activation import blocked
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.activation_needs import lacks
from core.identify_contact.addresses import lines
from core.identify_contact.certificates import reveal_number
from core.identify_contact.documents import open_document
from core.maintain_contact.contact_history import MOST, history_of
from core.maintain_contact.customer_page import (
    CustomerPage,
    customer_page,
    own_certificate,
    record_view,
    visible_customer,
)
from core.maintain_contact.hand_over import may_hand_over
from core.maintain_contact.live_verification import end_verification, live_verification, opened_by
from core.model import Authority
from core.tokens import new_token
from web.access import requires
from web.files import file_store, sent
from web.forms.issuing_states import state_name
from web.navigation import row_asked
from web.people import actor
from web.timeline import TABS, timeline
from web.wording.authority import authority_text, evidence_text
from web.wording.calling import calling
from web.wording.consents import language_of, way_of, words_of
from web.wording.order_fields import country_name, field_name, field_value, fields_text

WORDS = {
    "envelope": lines,
    "country": country_name,
    "country_text": state_name,
    "field_name": field_name,
    "field_value": field_value,
    "fields_text": fields_text,
    "authority_text": authority_text,
    "evidence_text": evidence_text,
    "words_of": words_of,
    "language_of": language_of,
    "way_of": way_of,
}
"""What the parts of a customer's record are worded with."""


@backoffice.route("/customers/<code>")
@requires(Permission.CUSTOMER_OPEN)
def customer(code: str):
    me, now, tab = actor(), utcnow(), request.args.get("history", "all")
    with transaction() as db:
        record_view(db, code, by=me, now=now)
    with reading(newest=True) as db:
        page = customer_page(db, code, by=me, now=now, only=TABS.get(tab, ()))
    return render_template("backoffice/customer.html", page=page, **shown(page, now), tab=tab)


@backoffice.route("/customers/<code>/history")
@requires(Permission.CUSTOMER_OPEN)
def customer_history(code: str):
    me, now, before = actor(), utcnow(), row_asked("before")
    with transaction() as db:
        record_view(db, code, by=me, now=now)
    with reading(newest=True) as db:
        customer = visible_customer(db, code, by=me)
        opened = opened_by(live_verification(db, customer, by=me, now=now), today=now.date())
        entries = history_of(
            db, by=me, now=now, customer=customer, before=before, without=(), open_values=opened is not Authority.NONE
        )
    older = entries[-1].id if len(entries) == MOST else None
    return render_template("backoffice/customer_history.html", customer=customer, days=timeline(entries), older=older)


@backoffice.route("/customers/<code>/verification/end", methods=["POST"])
@requires(Permission.VERIFY)
def end_call(code: str):
    me, now = actor(), utcnow()
    with transaction() as db:
        verification = live_verification(db, visible_customer(db, code, by=me), by=me, now=now)
        if verification is not None:
            end_verification(db, verification, by=me, now=now)
    flash(gettext("The verification is ended."))
    return redirect(url_for(".customer", code=code), 303)


@backoffice.route("/customers/<code>/documents/<document>", methods=["GET", "POST"])
@requires(Permission.IDENTITY_SEE)
def customer_document(code: str, document: str):
    me, now, reason = actor(), utcnow(), request.form.get("reason", "")
    with transaction() as db:
        customer = visible_customer(db, code, by=me)
        opened = open_document(db, file_store(), document, customer=customer, by=me, now=now, reason=reason)
    return sent(opened)


@backoffice.route("/customers/<code>/certificates/<certificate>", methods=["POST"])
@requires(Permission.IDENTITY_SEE)
def customer_certificate(code: str, certificate: str):
    """The number in full, for once: the look is recorded before it is shown (R59)."""
    me, now = actor(), utcnow()
    with transaction() as db:
        customer = visible_customer(db, code, by=me)
        row = own_certificate(db, customer, certificate)
        number = reveal_number(db, row, customer=customer, by=me, now=now, reason=request.form.get("reason", ""))
    return render_template("backoffice/customer_certificate.html", customer=customer, certificate=row, number=number)


def shown(page: CustomerPage, now: datetime) -> dict[str, Any]:
    """What the templates need beside the record: sentences, envelopes, the answer to 'may I call'."""
    lacking = lacks(page.held, today=now.date())
    return {
        "days": timeline(page.history),
        "calling": calling(page.may_call, now=now, number=page.has_phone),
        "minutes_left": minutes_left(page, now),
        "lacks": lacking,
        "blocked": blocked(lacking),
        "seen": page.opened is not Authority.NONE,
        "today": now.date(),
        "hand_over_key": new_token() if may_hand_over(page.held, page.verification, by=actor(), now=now) else None,
        "details": request.args.get("details"),
        **WORDS,
    }


def minutes_left(page: CustomerPage, now: datetime) -> int:
    """Whole minutes of the verification that are left, the begun one included."""
    if page.verification is None:
        return 0
    return -(-int((page.verification.until - now).total_seconds()) // 60)
