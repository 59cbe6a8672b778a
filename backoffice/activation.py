"""Activate: a prospect becomes an active customer; what is missing stands there with the way to mend it (IC-12)."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.activation import activate
from core.identify_contact.activation_needs import Lack, lacks
from core.identify_contact.service_numbers import services_of
from core.identify_contact.what_is_held import held
from core.maintain_contact.customer_page import record_view, visible_customer
from web.access import requires
from web.acts import answer_status, done
from web.forms.activation import ActivationForm
from web.people import actor

HERE = {Lack.CHECK, Lack.BIRTH_DATE}
"""What the form itself asks."""


def blocked(lacking: Iterable[Lack]) -> bool:
    """Whether something is missing that is mended elsewhere first, so that there is nothing to submit here."""
    return bool(set(lacking) - HERE)


@backoffice.route("/customers/<code>/activate", methods=["GET", "POST"], endpoint="activate")
@requires(Permission.ACTIVATE)
def activation(code: str):
    with transaction() as db:
        record_view(db, code, by=actor(), now=utcnow())
    form, shown = ActivationForm(), _shown(code)
    form.fit(shown["held"], shown["lacking"])
    if form.validate_on_submit() and done(form, lambda db: _activate(db, code, form)):
        return _active(code)
    shown = _shown(code) if form.is_submitted() else shown
    return render_template("backoffice/activation.html", form=form, **shown), answer_status(form)


def _activate(db: Session, code: str, form: ActivationForm) -> None:
    activate(db, code, form.answers, key=form.key.data or "", by=actor(), now=utcnow())


def _active(code: str) -> Response:
    with reading(newest=True) as db:
        customer = visible_customer(db, code, by=actor())
        name, account = customer.party.name, services_of(db, customer)[-1].account
    flash(gettext("%(name)s is active. The default account is %(account)s.", name=name, account=account), "ok")
    return redirect(url_for(".customer", code=code), 303)


def _shown(code: str) -> dict[str, Any]:
    with reading(newest=True) as db:
        customer = visible_customer(db, code, by=actor())
        mine = held(db, customer, by=actor())
        services = services_of(db, customer)
    lacking = lacks(mine, today=utcnow().date()) if mine.customer.is_prospect else ()
    return {"held": mine, "lacking": lacking, "blocked": blocked(lacking), "services": services}
