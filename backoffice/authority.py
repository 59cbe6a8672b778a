"""The authority of a contact: given, changed and ended on evidence, by who may (IC-14)."""

from typing import Any, BinaryIO, cast

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from backoffice import backoffice
from core.access import Permission, may
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, NotFound
from core.identify_contact import limits
from core.identify_contact.authority_answers import Upload
from core.identify_contact.authority_setting import end_authority, set_authority
from core.identify_contact.identity_sight import verified_contacts
from core.identify_contact.received_files import receive_file
from core.identify_contact.what_is_held import held
from core.maintain_contact.contact_invitation import invite_contact
from core.maintain_contact.customer_page import record_view, visible_customer
from core.model import Authority
from web.access import body_up_to, requires
from web.acts import ActForm, answer_status, done
from web.files import file_store
from web.forms.authority import AuthorityForm, EndForm
from web.people import actor
from web.wording import word
from web.wording.authority import authority_text, evidence_text

UPLOAD = limits.FILE_BYTES // 1024 // 1024 + 1


@backoffice.route("/customers/<code>/contacts/<contact>/authority", methods=["GET", "POST"])
@requires(Permission.AUTHORITY_SET)
@body_up_to(UPLOAD)
def authority(code: str, contact: str):
    form, shown = AuthorityForm(), _shown(code, contact)
    form.offer(shown["held"].documents)
    if form.is_untouched:
        form.begin_with(shown["contact"])
    if form.validate_on_submit() and _set(code, contact, form):
        return _back(code, gettext("The authority is on file."))
    return _page(form, EndForm(formdata=None), shown if request.method == "GET" else _shown(code, contact))


@backoffice.route("/customers/<code>/contacts/<contact>/authority/end", methods=["POST"])
@requires(Permission.AUTHORITY_SET)
def authority_end(code: str, contact: str):
    ending = EndForm()
    _shown(code, contact)
    if ending.validate_on_submit() and _end(code, contact, ending):
        return _back(code, gettext("The authority is ended. From now on it opens nothing."))
    return _again(code, contact, ending)


@backoffice.route("/customers/<code>/contacts/<contact>/invitation", methods=["POST"])
@requires(Permission.AUTHORITY_SET)
def contact_invitation(code: str, contact: str):
    asked = EndForm()
    _shown(code, contact)
    if asked.validate_on_submit() and done(asked, lambda db: _invite(db, code, contact, asked)):
        flash(gettext("The link is on its way. It works once, for 24 hours."), "ok")
        return redirect(url_for(".authority", code=code, contact=contact), 303)
    return _again(code, contact, asked)


def _again(code: str, contact: str, refused: Any) -> Any:
    """The page as it is now, with what could not be done."""
    form, shown = AuthorityForm(formdata=None), _shown(code, contact)
    form.offer(shown["held"].documents)
    form.begin_with(shown["contact"])
    return _page(form, refused, shown)


def _invite(db: Session, code: str, contact: str, form: ActForm) -> None:
    invite_contact(
        db, code, contact, seen_version=form.seen_version, key=form.key.data or "", by=actor(), now=utcnow()
    )  # fmt: skip


def _set(code: str, contact: str, form: AuthorityForm) -> bool:
    """Whether it was done; a file that came along is received first, and goes again when it was not."""
    upload = _received(form)
    if form.file.errors:
        return False

    def act(db: Session) -> None:
        set_authority(
            db, code, contact, form.answers,
            seen_version=form.seen_version, upload=upload, key=form.key.data or "", by=actor(), now=utcnow(),
        )  # fmt: skip

    good = _allowed(form, act)
    if not good and upload:
        upload.store.delete(upload.file.stored.name)
    return good


def _received(form: AuthorityForm) -> Upload | None:
    file = form.chosen_file
    if file is None:
        return None
    try:
        return Upload(file_store(), receive_file(file_store(), cast("BinaryIO", file.stream), name=file.filename or ""))
    except Invalid as wrong:
        form.show_problems(wrong)
        return None


def _end(code: str, contact: str, form: EndForm) -> bool:
    def act(db: Session) -> None:
        end_authority(
            db, code, contact,
            seen_version=form.seen_version, present=bool(form.present.data), key=form.key.data or "",
            by=actor(), now=utcnow(),
        )  # fmt: skip

    return _allowed(form, act)


def _allowed(form: ActForm, act: Any) -> bool:
    """As done(); that nobody is verified stands above the form, with the way to it."""
    try:
        return done(form, act)
    except NotAllowed as refused:
        form.show("", word(refused))
        return False


def _back(code: str, said: str) -> Response:
    flash(said, "ok")
    return redirect(url_for(".customer", code=code, _anchor="contacts"), 303)


def _shown(code: str, contact_id: str) -> dict[str, Any]:
    """The record as it is now; the look is on the record before. Raises NotFound, also for the customer in person."""
    me, now = actor(), utcnow()
    with transaction() as db:
        record_view(db, code, by=me, now=now)
    with reading(newest=True) as db:
        mine = held(db, visible_customer(db, code, by=me), by=me)
        found = next((each for each in mine.contacts if each.row.public_id == contact_id and not each.in_person), None)
        if found is None:
            raise NotFound("contact_gone")
        verified = verified_contacts(db, mine.customer, Authority.CHANGE_ALL, by=me, now=now)
    return {"held": mine, "contact": found.row, "verified": bool(verified)}


def _page(form: AuthorityForm, ending: EndForm, shown: dict[str, Any]) -> Any:
    for each in (form, ending):
        each.shows(shown["contact"].version)
    status = max(answer_status(form), answer_status(ending)) if request.method == "POST" else 200
    words = {"authority_text": authority_text, "evidence_text": evidence_text, "today": utcnow().date()}
    alone = may(actor(), Permission.ORDER_APPROVE)
    return render_template("backoffice/authority.html", form=form, ending=ending, alone=alone, **shown, **words), status
