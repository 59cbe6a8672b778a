"""Verify caller by the document they show: its number is compared, a photo is kept (MC-1; R15)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import FileField, SelectField
from wtforms.validators import InputRequired

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading
from core.errors import Invalid
from core.identify_contact import limits
from core.identify_contact.received_files import receive_file
from core.maintain_contact.callers import callers
from core.maintain_contact.customer_page import visible_customer
from core.maintain_contact.document_seen import verify_by_document
from core.maintain_contact.verification import Compared, Outcome
from core.model import Customer
from web.access import body_up_to, requires
from web.files import file_store
from web.forms.base import FoyerForm
from web.forms.documents import ACCEPTED
from web.forms.fields import ClearTextField
from web.people import actor
from web.signing_in import status_of
from web.wording import word_problem
from web.wording.callers import caller_text

OFF = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "dir": "ltr"}


class DocumentForm(FoyerForm):
    """Who stands there, the number on their document, and its photo."""

    caller = SelectField(_("Caller"))
    number = ClearTextField(
        _("Certificate number"), [InputRequired(_("Enter the number on the document"))], render_kw=OFF
    )
    photo = FileField(_("Photo of the document"), render_kw={"accept": ACCEPTED, "capture": "environment"})


@backoffice.route("/customers/<code>/verify/document", methods=["GET", "POST"])
@requires(Permission.VERIFY)
@body_up_to(limits.FILE_BYTES // 1024 // 1024 + 1)
def document_in_person(code: str):
    form, outcome = DocumentForm(), None
    customer = _customer(code, form)
    if form.validate_on_submit():
        outcome = _compare(code, form)
        if outcome and outcome.compared is Compared.MATCH:
            flash(gettext("Verified by document. It lasts 15 minutes, for you only."))
            return redirect(url_for(".customer", code=code), 303)
    page = render_template("backoffice/document_in_person.html", form=form, customer=customer, outcome=outcome)
    return page, 422 if outcome else status_of(form)


def _customer(code: str, form: DocumentForm) -> Customer:
    with reading(newest=True) as db:
        customer = visible_customer(db, code, by=actor())
        people = callers(db, customer, by=actor(), today=utcnow().date())
    form.caller.choices = [(caller.contact_id, caller_text(caller)) for caller in people]
    return customer


def _compare(code: str, form: DocumentForm) -> Outcome | None:
    """The comparison; None when something is to be mended first, which costs no try."""
    photo: Any = request.files.get("photo")
    try:
        received = receive_file(file_store(), photo.stream, name=photo.filename or "") if photo else None
        if received is None:
            form.photo.errors = [gettext("Take a photo of the document: it is kept with the verification")]
            return None
        return verify_by_document(
            code, contact_id=form.caller.data, number=form.number.data or "", photo=received, store=file_store(),
            channel="shop", by=actor(), now=utcnow(),
        )  # fmt: skip
    except Invalid as wrong:
        for problem in wrong.problems:
            field = {"number": form.number}.get(problem.field, form.photo)
            field.errors = [word_problem(problem)]
        return None
