"""Registering somebody on their behalf: one page; Check and Read answer in place, Submit registers (IC-1 to IC-10)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from backoffice import backoffice
from core.access import Permission, may
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotFound, Problem, StaleVersion
from core.identify_contact import limits
from core.identify_contact.access_links import reach
from core.identify_contact.answers import RegistrationAnswers
from core.identify_contact.documents import open_draft_document
from core.identify_contact.drafts import open_draft
from core.identify_contact.registration import register
from core.model import Customer
from web.access import body_up_to, requires
from web.desk_acts import ACTS, keep
from web.desk_drafts import Desk, opened
from web.desk_page import page, placed
from web.errors import too_large
from web.files import file_store, sent
from web.forms.base import find_field
from web.forms.desk_registration import DeskForm, given
from web.forms.fields import DayField
from web.people import actor
from web.wording import word, word_problem

ALLOWANCE = limits.FILE_BYTES // 1024 // 1024 + 1
"""Megabytes of one request: one file and what the form adds to it."""


@backoffice.route("/customers/new", methods=["GET", "POST"])
@requires(Permission.REGISTER)
@body_up_to(ALLOWANCE)
def new_customer():
    if request.method == "GET":
        return _begin()
    form = DeskForm()
    act, _colon, what = request.form.get("go", "submit").partition(":")
    try:
        return ACTS.get(act, _submit)(form, what)
    except StaleVersion as saved_elsewhere:
        form.form_errors.append(word(saved_elsewhere))
        desk = opened(form.draft.data or "")
        form.version.data = str(desk.version)
        return page(form, desk, status=409)


@backoffice.route("/customers/new/understood", methods=["POST"])
@requires(Permission.REGISTER)
def new_customer_understood():
    """What a date was understood as, said back while it is typed."""
    field = find_field(DeskForm(), request.headers.get("HX-Trigger-Name", ""))
    said, sound = (field.understood, field.is_sound) if isinstance(field, DayField) else (None, True)
    return render_template("backoffice/new_customer_understood.html", said=said, sound=sound)


@backoffice.errorhandler(413)
def too_much(error: RequestEntityTooLarge) -> Any:
    """A file that is too large is told beside its field, with everything that was kept before."""
    public_id = request.args.get("draft", "") if request.endpoint == "backoffice.new_customer" else ""
    try:
        desk = opened(public_id) if public_id and may(actor(), Permission.REGISTER) else Desk()
    except NotFound:
        desk = Desk()
    if not desk.public_id or desk.submitted_as:
        return too_large(error)
    form = _form_of(desk, formdata=None)
    form.files.errors = [word_problem(Problem("files", "file_too_large", {"most": limits.FILE_BYTES}))]
    form.form_errors.append(gettext("What you typed since this was saved did not arrive. Look at it, then go on."))
    return page(form, desk, status=413)


@backoffice.route("/customers/new/documents/<public_id>")
@requires(Permission.REGISTER)
def new_customer_document(public_id: str):
    with reading(newest=True) as db:
        draft = open_draft(db, request.args.get("draft", ""), staff=actor(), now=utcnow(), look_only=True)
        opened_file = open_draft_document(db, file_store(), public_id, draft=draft)
    return sent(opened_file)


def _begin() -> Any:
    desk = opened(request.args["draft"]) if request.args.get("draft") else Desk()
    if desk.submitted_as:
        return _to(desk.submitted_as)
    return page(_form_of(desk), desk)


def _form_of(desk: Desk, **sent: Any) -> DeskForm:
    begun = {"draft": desk.public_id, "version": str(desk.version) if desk.public_id else ""}
    return DeskForm(data=given(desk.answers, channel=desk.channel) | begun, **sent)


def _submit(form: DeskForm, _what: str) -> Any:
    desk = keep(form)
    if desk.submitted_as:
        return _to(desk.submitted_as)
    answers = form.examined(desk.answers, today=utcnow().date())
    if answers is None:
        return page(form, desk, status=422)
    try:
        customer = _register(form, desk, answers)
    except Invalid as refused:
        placed(form, refused)
        return page(form, desk, status=422)
    return redirect(url_for(".customer", code=customer.code), 303)


def _register(form: DeskForm, desk: Desk, answers: RegistrationAnswers) -> Customer:
    now = utcnow()
    with transaction() as db:
        draft = open_draft(db, desk.public_id, staff=actor(), now=now)
        customer = register(
            db, answers, by=actor(), channel=form.door, now=now, key=form.key.data or "", draft=draft, confirmed=""
        )
        medium = reach(customer)
        said = {"name": customer.party.name, "code": customer.code, "where": medium.value if medium else ""}
    if medium:
        flash(
            gettext("%(name)s is registered, code %(code)s. The link for a password went to %(where)s.", **said), "ok"
        )
    else:
        flash(gettext("%(name)s is registered, code %(code)s. No link was sent: no e-mail or mobile.", **said), "warn")
    return customer


def _to(customer_id: int) -> Response:
    with reading(newest=True) as db:
        code = db.get_one(Customer, customer_id).code
    return redirect(url_for(".customer", code=code), 303)
