"""*Check identity*: somebody whose registration is past, compared with their document (IC-15)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from backoffice import backoffice
from backoffice.registrations import following_in
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.checked_identity import check_identity_of
from core.identify_contact.registration_queue import View
from core.identify_contact.what_is_held import held
from core.maintain_contact.customer_page import record_view, visible_customer
from core.model import IdentityState
from web.access import requires
from web.acts import answer_status, done
from web.forms.identity import CheckForm
from web.identity_page import facts_of, may_look, number_asked
from web.people import actor


@backoffice.route("/customers/<code>/identity", methods=["GET", "POST"])
@requires(Permission.IDENTITY_DECIDE)
def identity(code: str):
    form = CheckForm()
    with reading(newest=True) as db:
        form.offer(held(db, visible_customer(db, code, by=actor()), by=actor()).certificates)
    if form.validate_on_submit() and done(form, lambda db: _check(db, code, form)):
        return _checked(code)
    return _page(code, form)


def _check(db: Any, code: str, form: CheckForm) -> None:
    check_identity_of(
        db, code,
        how=form.way, certificate=form.certificate.data or "", key=form.key.data or "", by=actor(), now=utcnow(),
    )  # fmt: skip


def _checked(code: str) -> Response:
    flash(gettext("The identity is checked."), "ok")
    following = None
    if request.args.get("view") == View.IDENTITY:
        with reading(newest=True) as db:
            following = following_in(db, code) or url_for(".registrations", view=View.IDENTITY)
    return redirect(following or url_for(".customer", code=code), 303)


def _page(code: str, form: CheckForm) -> Any:
    now = utcnow()
    with transaction() as db:
        record_view(db, code, by=actor(), now=now)
        customer = visible_customer(db, code, by=actor())
        looks = may_look(db, customer)
        number = number_asked(db, customer) if looks else None
    with reading(newest=True) as db:
        shown = held(db, customer, by=actor())
    return render_template(
        "backoffice/identity.html", form=form, number=number, looks=looks,
        place=lambda key: url_for(".customer_document", code=code, document=key),
        to_check=shown.customer.identity_state is IdentityState.NOT_CHECKED, **facts_of(shown),
    ), answer_status(form)  # fmt: skip
