"""The queue of registrations, and one of them: the document beside what was typed; what is decided on it (IC-15)."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import FoyerError, Invalid, NotFound
from core.identify_contact.documents import open_document
from core.identify_contact.identity_check import is_unchecked
from core.identify_contact.identity_sight import OPEN, awaits_check
from core.identify_contact.registration_desk import Decision, decide_registration, look_at_registration, pairs_of
from core.identify_contact.registration_queue import (
    MOST_COUNTED,
    Place,
    RegistrationPage,
    View,
    counts_of,
    next_waiting,
    registration_of,
    registrations_queue,
)
from core.identify_contact.what_is_held import held
from web.access import requires
from web.files import file_store, sent
from web.formats import number
from web.forms.identity import DecisionForm
from web.identity_page import facts_of, number_asked
from web.people import actor
from web.resemblance import of_pairs
from web.signing_in import status_of
from web.wording import word

PAGE = 50
NAMES = {
    View.WAITING: _("Waiting"), View.NEW: lazy_pgettext("registration", "New"), View.HELD: _("Held"),
    View.IDENTITY: _("Identity to check"), View.ASKED: _("Asked again"),
}  # fmt: skip
SAID = {
    Decision.ACCEPT: _("Accepted: %(name)s."),
    Decision.ASK_AGAIN: _("%(name)s is asked again. A document that comes brings the registration back."),
    Decision.LINK: _("Linked: %(name)s is one customer now."),
    Decision.REFUSE: _("Refused: %(name)s. The reason is in the history."),
}


@backoffice.route("/registrations")
@requires(Permission.IDENTITY_DECIDE)
def registrations():
    view = view_asked()
    with reading(newest=True) as db:
        queue = registrations_queue(db, by=actor(), view=view, after=_after(db), limit=PAGE)
        following = url_for(".registrations", view=view, after=queue.rows[-1].customer.code) if queue.after else None
        tabs = _tabs(counts_of(db, by=actor()), view, queue)
    return render_template("backoffice/registrations.html", rows=queue.rows, view=view, tabs=tabs, following=following)


@backoffice.route("/registrations/<code>", methods=["GET", "POST"])
@requires(Permission.IDENTITY_DECIDE)
def registration(code: str):
    form = DecisionForm()
    if request.method == "POST":
        _offer(code, form)
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


def _tabs(counts: Mapping[View, int], view: View, queue: RegistrationPage) -> list[dict[str, Any]]:
    """The views with how many stand in each; of one that is not counted its own first page says it."""
    said = {each: _capped(count, MOST_COUNTED) for each, count in counts.items()}
    if view not in said and not request.args.get("after"):
        said[view] = _capped(len(queue.rows) + (queue.after is not None), PAGE)
    return [
        {"label": name, "href": url_for(".registrations", view=each), "now": each is view, "count": said.get(each)}
        for each, name in NAMES.items()
    ]


def _capped(count: int, most: int) -> Any:
    return number(most) + "+" if count > most else number(count)


def view_asked() -> View:
    """The view somebody works through; what is none is the first."""
    view = request.args.get("view", "")
    return View(view) if view in set(View) else View.WAITING


def following_in(db: Session, code: str) -> str | None:
    """Address of the next one in the view that is being worked through; None at its end."""
    view = view_asked()
    found = next_waiting(db, registration_of(db, code, by=actor()), by=actor(), view=view)
    page = ".identity" if view is View.IDENTITY else ".registration"
    return url_for(page, code=found, view=None if view is View.WAITING else view) if found else None


def _after(db: Session) -> Place | None:
    """Where the last page ended: after the registration of this customer; addresses hold no keys."""
    try:
        last = registration_of(db, request.args["after"], by=actor()) if request.args.get("after") else None
    except NotFound:
        return None
    return (last.at, last.id) if last else None


def _offer(code: str, form: DecisionForm) -> None:
    """What there is to choose from, before what was chosen is looked at."""
    with reading(newest=True) as db:
        customer = registration_of(db, code, by=actor()).customer
        form.offer(held(db, customer, by=actor()).certificates)
        form.resembling(of_pairs(pairs_of(db, customer, by=actor()), customer))


def _decided(code: str, form: DecisionForm) -> Response:
    decision = next((one for one in Decision if one.value == request.form.get("go")), None)
    if decision is None:
        raise Invalid.one("", "say_what_becomes_of_it")
    with transaction() as db:
        done = decide_registration(
            db, code, decision,
            key=form.key.data or "", seen_version=form.seen_version, said=form.said, by=actor(), now=utcnow(),
        )  # fmt: skip
        following, name = following_in(db, code), done.customer.party.name
    flash(str(SAID[decision]) % {"name": name}, "ok")
    return redirect(following or url_for(".registrations"), 303)


def _page(code: str, form: DecisionForm, *, status: int) -> Any:
    with transaction() as db:
        found = look_at_registration(db, code, by=actor(), now=utcnow())
        number = number_asked(db, found.customer)
        linked = found.linked_to and found.linked_to.code
    with reading(newest=True) as db:
        shown = held(db, found.customer, by=actor())
        others = of_pairs(pairs_of(db, found.customer, by=actor()), found.customer)
        looks = awaits_check(db, found.customer)
    form.offer(shown.certificates)
    form.resembling(others)
    form.version.data = str(found.version)
    return render_template(
        "backoffice/registration.html", form=form, registration=found, others=others, number=number, linked=linked,
        is_open=found.state in OPEN, looks=looks, **facts_of(shown), to_check=is_unchecked(found),
        place=lambda key: url_for(".registration_document", code=code, public_id=key),
    ), status  # fmt: skip
