"""Modify: choose what, see what is on file beside what is new, submit the order (MC-2 to MC-4)."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from backoffice import backoffice
from backoffice.customer import WORDS
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Conflict, FoyerError, Invalid, NotAllowed
from core.identify_contact import limits
from core.identify_contact.documents import add_document
from core.identify_contact.received_files import ReceivedFile, receive_file
from core.identify_contact.what_is_held import Held, held
from core.maintain_contact.changing import Change
from core.maintain_contact.customer_page import visible_customer
from core.maintain_contact.live_verification import live_verification
from core.maintain_contact.modification import submit
from core.model import ModificationOrder, Verification
from web.access import body_up_to, requires
from web.files import file_store
from web.forms.checking import doubts_of, show_invalid
from web.forms.modification import Area, RemoveForm, Wanted
from web.forms.modification_areas import area_of
from web.people import actor
from web.wording import word
from web.wording.consents import HINTS
from web.wording.order_fields import SUBJECTS, field_name, field_value

UPLOAD = limits.FILE_BYTES // 1024 // 1024 + 1


@dataclass(frozen=True, slots=True)
class Place:
    """One request: whose data, which verification, what is to be changed."""

    code: str
    held: Held
    verification: Verification | None
    wanted: Wanted

    @property
    def area(self) -> Area:
        return area_of(self.held, self.wanted)

    @property
    def removes(self) -> bool:
        return self.wanted.act == "remove"


@backoffice.route("/customers/<code>/modify", methods=["GET", "POST"])
@requires(Permission.ORDER_ENTER)
@body_up_to(UPLOAD)
def modify(code: str):
    place = _place(code)
    if request.method == "GET" and place.verification is None:
        flash(gettext("Verify who is calling first; then the change is one page away."), "warning")
        return redirect(url_for(".verify", code=code, next="modify"), 303)
    if not place.wanted.what:
        return render_template("backoffice/modification_choice.html", held=place.held, **_shown(place))
    if request.method == "POST":
        return _answer(place)
    form = RemoveForm(data={}) if place.removes else place.area.form(data=place.area.given(place.held, place.wanted))
    return _page(place, form)


def _place(code: str) -> Place:
    asked = {name: request.args.get(name) or None for name in ("what", "row", "act")}
    act = asked["act"] or ("change" if asked["row"] or asked["what"] in ("title", "preferences", "consents") else "add")
    with reading(newest=True) as db:
        customer = visible_customer(db, code, by=actor())
        verification = live_verification(db, customer, by=actor(), now=utcnow())
        return Place(code, held(db, customer, by=actor()), verification, Wanted(asked["what"] or "", asked["row"], act))


def _answer(place: Place) -> Any:
    """The form's own check, then the order; whatever is refused comes back with everything that was typed."""
    form = RemoveForm() if place.removes else place.area.form()
    if request.form.get("go") in ("more", "span", "range"):
        grow(form, request.form["go"])
        return _page(place, form)
    try:
        answers = _examined(place, form)
        if answers is None:
            return _page(place, form, status=422)
        return _submitted(_order(place, form, answers))
    except Invalid as wrong:
        show_invalid(form, wrong)
        return _page(place, form, status=422)
    except (Conflict, NotAllowed) as refused:
        return _page(_place(place.code), form, refused=refused, status=refused.status)


def grow(form: Any, go: str) -> None:
    """One more line: a way to reach somebody, a span, a range of days; a country's own fields."""
    getattr(form, {"more": "one_more", "span": "one_more_span", "range": "one_more_range"}[go])()


def _examined(place: Place, form: Any) -> Any:
    """What the form's own rules make of it; files are received before anything is held."""
    if place.removes:
        return form if form.validate() else None
    if place.wanted.what == "document":
        files = [file for file in form.files.data or () if getattr(file, "filename", "")]
        if not files:
            raise Invalid.one("files", "file_missing")
        return [receive_file(file_store(), file.stream, name=file.filename) for file in files]
    return form.examined()


def _order(place: Place, form: Any, answers: Any) -> ModificationOrder:
    me, now = actor(), utcnow()
    with transaction() as db:
        customer = visible_customer(db, place.code, by=me)
        if place.wanted.what == "document":
            answers = [_stored(db, received, customer.party, now) for received in answers]
        changes: list[Change] = place.area.changes(place.held, place.wanted, answers)
        seen = int(form.seen.data) if (form.seen.data or "").isdecimal() else -1
        return submit(
            db,
            customer,
            changes,
            seen_versions={change.version_key: seen for change in changes},
            verification=live_verification(db, customer, by=me, now=now),
            by=me,
            channel="phone",
            now=now,
            key=form.key.data,
        )


def _stored(db: Any, received: ReceivedFile, party: Any, now: Any) -> str:
    return add_document(db, file_store(), received, owner=party, by=actor(), now=now).public_id


def _submitted(order: ModificationOrder) -> Response:
    flash(gettext("Order %(number)s is applied. The customer is told.", number=order.number))
    return redirect(url_for(".order", number=order.number), 303)


def _page(place: Place, form: Any, *, refused: FoyerError | None = None, status: int = 200) -> Any:
    """What is on file beside the form; the version is that of what is shown now."""
    form.seen.data = str(place.area.version(place.held, place.wanted))
    on_file = place.area.on_file(place.held, place.wanted)
    subject = place.area.subject.value
    facts = [(field_name(subject, name), field_value(subject, name, value)) for name, value in on_file.items()]
    return render_template(
        "backoffice/modification.html",
        form=form,
        facts=facts,
        doubts=doubts_of(form),
        refused=refused and word(refused),
        **_shown(place),
    ), status


def _shown(place: Place) -> dict[str, Any]:
    return {
        "customer": place.held.customer,
        "wanted": place.wanted,
        "verified": place.verification is not None,
        "area": place.wanted.what and place.area,
        "subjects": SUBJECTS,
        "limits": limits,
        "hints": HINTS,
        **WORDS,
    }
