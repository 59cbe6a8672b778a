"""A certificate that somebody shows after registration: added, or in place of another (IC-1, IC-3, IC-15)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import NotAllowed
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.certificate_desk import put_certificate
from core.identify_contact.identity_sight import OPEN, verified_ways
from core.identify_contact.registration_queue import registration_if_any
from core.maintain_contact.customer_page import own_certificate, record_view, visible_customer
from core.model import Authority, Channel
from web.access import requires
from web.acts import answer_status, done
from web.forms.activation import PutCertificateForm
from web.forms.checking import doubts_of
from web.forms.issuing_states import state_name
from web.forms.reading import read_into
from web.people import actor
from web.wording import word


@backoffice.route("/customers/<code>/certificate", methods=["GET", "POST"])
@requires(Permission.IDENTITY_DECIDE)
def certificate(code: str):
    with transaction() as db:
        record_view(db, code, by=actor(), now=utcnow())
    form, read = PutCertificateForm(), False
    if request.form.get("go") == "read":
        read = read_into(form.certificate.form, today=utcnow().date()) is not None
    elif form.is_submitted():
        answers = form.certificate.form.examined(today=utcnow().date(), door=Channel.SHOP)
        if answers is not None and form.validate() and _put(code, form, answers):
            return _onward(code)
    return _page(code, form, read=read)


def _put(code: str, form: PutCertificateForm, answers: CertificateAnswers) -> bool:
    """Whether it was added; without a verified caller the page says what to do first."""

    def act(db: Session) -> None:
        put_certificate(
            db, code, answers,
            instead_of=request.args.get("row", ""), present=bool(form.present.data), key=form.key.data or "",
            by=actor(), now=utcnow(),
        )  # fmt: skip

    try:
        return done(form, act)
    except NotAllowed as refused:
        form.show("present", word(refused))
        return False


def _onward(code: str) -> Response:
    """To where it was asked for; else to the check, with the document still at hand."""
    flash(gettext("The certificate is on file. It counts once the identity is checked."), "ok")
    if request.args.get("next") == "activate":
        return redirect(url_for(".activate", code=code), 303)
    with reading(newest=True) as db:
        registration = registration_if_any(db, visible_customer(db, code, by=actor()))
    undecided = registration is not None and registration.state in OPEN
    return redirect(url_for(".registration" if undecided else ".identity", code=code), 303)


def _page(code: str, form: PutCertificateForm, *, read: bool) -> Any:
    with reading(newest=True) as db:
        customer = visible_customer(db, code, by=actor())
        row = request.args.get("row")
        before = own_certificate(db, customer, row) if row else None
        ways = verified_ways(db, customer, by=actor(), now=utcnow(), wanted=Authority.CHANGE_ALL)
    section = form.certificate.form
    if form.present.errors and not customer.is_prospect:
        form.form_errors.extend(form.present.errors)
        form.present.errors = []
    form.form_errors.extend(section.form_errors)
    status = answer_status(form) if not read and form.is_submitted() else 200
    return render_template(
        "backoffice/certificate.html", form=form, customer=customer, before=before, verified=bool(ways),
        state_name=state_name, read=read, doubts=doubts_of(section),
    ), 422 if status == 200 and form.is_submitted() and not read else status  # fmt: skip
