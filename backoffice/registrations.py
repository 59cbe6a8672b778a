"""The queue of registrations, and one of them: the document beside what was typed; what is decided on it (IC-15)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Optional

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import FoyerError, Invalid, NotFound
from core.identify_contact.addresses import lines
from core.identify_contact.certificates import reveal_number
from core.identify_contact.documents import open_document
from core.identify_contact.identity_check import Place, registration_of, registrations_queue
from core.identify_contact.identity_sight import OPEN
from core.identify_contact.registration_desk import (
    Decision,
    decide_registration,
    look_at_registration,
    next_waiting,
    pairs_of,
)
from core.identify_contact.what_is_held import Held, held
from core.model import Registration, RegistrationState
from web.access import requires
from web.files import file_store, sent
from web.forms.base import FoyerForm
from web.forms.issuing_states import state_name
from web.people import actor
from web.resemblance import of_pairs
from web.signing_in import status_of
from web.wording import word

PAGE = 50
VIEWS: dict[str, dict[str, Any]] = {
    "waiting": {},
    "new": {"state": RegistrationState.NEW},
    "held": {"state": RegistrationState.HELD},
    "identity": {"with_documents": True},
}
NAMES = {"waiting": _("Waiting"), "new": _("New"), "held": _("Held"), "identity": _("Identity to check")}
SAID = {
    Decision.ACCEPT: _("Accepted: %(name)s."),
    Decision.ASK_AGAIN: _("%(name)s is asked again. The registration stays here until an answer comes."),
    Decision.REFUSE: _("Refused: %(name)s. The reason is in the history."),
}


class DecisionForm(FoyerForm):
    """One reason for asking and refusing; one word of honour for accepting."""

    version = HiddenField()
    compared = BooleanField(_("I compared the person with the document: they are the same"))
    reason = TextAreaField(_("Reason"), [Optional()], render_kw={"rows": 3, "translate": "no"})


@backoffice.route("/registrations")
@requires(Permission.IDENTITY_DECIDE)
def registrations():
    view = request.args.get("view", "waiting")
    view = view if view in VIEWS else "waiting"
    with reading(newest=True) as db:
        queue = registrations_queue(db, by=actor(), after=_after(db), limit=PAGE, **VIEWS[view])
        following = url_for(".registrations", view=view, after=queue.rows[-1].customer.code) if queue.after else None
    tabs = [
        {"label": name, "href": url_for(".registrations", view=code), "now": code == view}
        for code, name in NAMES.items()
    ]
    return render_template("backoffice/registrations.html", rows=queue.rows, view=view, tabs=tabs, following=following)


@backoffice.route("/registrations/<code>", methods=["GET", "POST"])
@requires(Permission.IDENTITY_DECIDE)
def registration(code: str):
    form = DecisionForm()
    if form.validate_on_submit():
        try:
            return _decided(code, form)
        except Invalid as refused:
            form.show_problems(refused)
        except FoyerError as conflict:
            if conflict.status != 409:
                raise
            form.form_errors.append(word(conflict))
            return _page(code, form, status=409)
    return _page(code, form, status=status_of(form))


@backoffice.route("/registrations/<code>/documents/<public_id>")
@requires(Permission.IDENTITY_DECIDE)
def registration_document(code: str, public_id: str):
    with transaction() as db:
        customer = registration_of(db, code, by=actor()).customer
        document = open_document(db, file_store(), public_id, customer=customer, by=actor(), now=utcnow())
    return sent(document)


def _after(db: Session) -> Place | None:
    """Where the last page ended: after the registration of this customer; addresses hold no keys."""
    try:
        last = registration_of(db, request.args["after"], by=actor()) if request.args.get("after") else None
    except NotFound:
        return None
    return (last.at, last.id) if last else None


def _decided(code: str, form: DecisionForm) -> Response:
    decision = next((one for one in Decision if one.value == request.form.get("go")), None)
    if decision is None:
        raise Invalid.one("", "say_what_becomes_of_it")
    with transaction() as db:
        done = decide_registration(
            db, code, decision,
            key=form.key.data or "", seen_version=_number(form.version.data), words=form.reason.data or "",
            identity_checked=bool(form.compared.data), by=actor(), now=utcnow(),
        )  # fmt: skip
        following = next_waiting(db, done, by=actor())
        name = done.customer.party.name
    flash(str(SAID[decision]) % {"name": name}, "ok")
    return redirect(url_for(".registration", code=following) if following else url_for(".registrations"), 303)


def _page(code: str, form: DecisionForm, *, status: int) -> Any:
    with transaction() as db:
        found = look_at_registration(db, code, by=actor(), now=utcnow())
        number = _revealed(db, found) if "number" in request.args else None
    with reading(newest=True) as db:
        shown = held(db, found.customer, by=actor())
        others = of_pairs(pairs_of(db, found.customer, by=actor()), found.customer)
        following = next_waiting(db, found, by=actor())
    form.version.data = str(found.version)
    return render_template(
        "backoffice/registration.html", form=form, held=shown, registration=found, others=others, number=number,
        is_open=found.state in OPEN, following=following, pictures=_pictures(shown), written=_written(shown),
        today=utcnow().date(), state_name=state_name,
    ), status  # fmt: skip


def _revealed(db: Session, found: Registration) -> str | None:
    """The number in full, on request, for who compares it with the document; the look is recorded (R59)."""
    kept = next((each for each in found.customer.party.certificates if each.number_encrypted), None)
    return reveal_number(db, kept, customer=found.customer, by=actor(), now=utcnow()) if kept else None


def _pictures(shown: Held) -> list[str]:
    """Documents that can be looked at beside the data; the others are fetched as files."""
    return [each.public_id for each in shown.documents if each.media_type != "application/pdf"]


def _written(shown: Held) -> dict[int, str]:
    """Addresses as on an envelope of their country, in one line."""
    return {each.id: ", ".join([*lines(each), state_name(each.country)]) for each in shown.addresses}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
