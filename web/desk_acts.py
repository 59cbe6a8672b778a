"""What can be done on the page before Submit: check, read, say 'not the same', go on with somebody known, upload."""

from contextlib import suppress
from typing import Any, BinaryIO, cast

from flask import redirect, request, url_for
from werkzeug.datastructures import FileStorage

from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import Invalid, NotFound
from core.identify_contact.check import check
from core.identify_contact.documents import add_document, remove_document
from core.identify_contact.drafts import close_draft, open_draft
from core.identify_contact.received_files import receive_file, shown_name
from core.maintain_contact.customer_page import visible_customer
from core.submission import claim, settle
from web.desk_drafts import Desk, kept, kept_rows, opened
from web.desk_page import Answer, page
from web.files import delete_file, file_store
from web.forms.against_document import take_spelling
from web.forms.desk_reading import read_the_document, read_the_number
from web.forms.desk_registration import DeskForm
from web.people import actor
from web.resemblance import of_matches
from web.wording import word_problem


def check_now(form: DeskForm, _what: str) -> Any:
    """Who may be this person, answered in place; the look is recorded."""
    desk = keep(form)
    with transaction() as db:
        found = tuple(of_matches(check(db, form.query(desk.answers), by=actor(), now=utcnow())))
    return page(form, desk, answer=Answer("check", found))


def read_now(form: DeskForm, _what: str) -> Any:
    """The document's own lines or barcode fill the form, a wrong digit is named; without them its number speaks."""
    today, certificate = utcnow().date(), form.certificate.form
    by_number = bool(certificate.number.data and not (certificate.zone.data or "").strip())
    found = read_the_number(form, today=today) if by_number else read_the_document(form, today=today)
    if found is None:
        return page(form, keep(form), status=422)
    return page(form, keep(form), answer=Answer(*found))


def spell(form: DeskForm, what: str) -> Any:
    """Takes one of the spellings offered for a name."""
    take_spelling(form.basic.form, what)
    return page(form, keep(form))


def not_the_same(form: DeskForm, code: str) -> Any:
    """Somebody else: remembered with the registration, and left out from now on."""
    desk = keep(form)
    kept_rows(desk.public_id, "not_same", lambda codes: dict.fromkeys([*codes, code[:20]]))
    form.version.data = str(opened(desk.public_id).version)
    return check_now(form, "")


def go_on_with(form: DeskForm, code: str) -> Any:
    """They are known already: the draft ends with them, and their own page comes."""
    desk, now = keep(form), utcnow()
    with transaction() as db:
        customer = visible_customer(db, code, by=actor())
        close_draft(open_draft(db, desk.public_id, staff=actor(), now=now), customer_id=customer.id, now=now)
    return redirect(url_for("backoffice.customer", code=code), 303)


def upload(form: DeskForm, _what: str) -> Any:
    """Takes in each file on its own: one that is refused stops no other."""
    refused: list[tuple[str, str]] = []
    desk = keep(form, refused)
    if not (chosen(form) or refused):
        form.files.errors = [word_problem(Invalid.one("files", "file_missing").problems[0])]
    return page(form, desk, status=422 if refused or form.files.errors else 200, refused=refused)


def remove(form: DeskForm, public_id: str) -> Any:
    """Takes a document away from the draft."""
    desk, gone = keep(form), None
    with transaction() as db, suppress(NotFound):  # pressed twice
        draft = open_draft(db, desk.public_id, staff=actor(), now=utcnow())
        gone = remove_document(db, public_id, owner=draft, by=actor(), now=utcnow())
    delete_file(gone)
    return page(form, opened(desk.public_id))


def more_times(form: DeskForm, which: str) -> Any:
    """Another line to type in."""
    if which == "range":
        form.preferences.form.one_more_range()
    else:
        form.preferences.form.one_more_span()
    return page(form, keep(form))


def save(form: DeskForm, _what: str) -> Any:
    """Keeps the draft; what cannot be read stays on the page."""
    desk = keep(form)
    if not form.is_readable():
        return page(form, desk, status=422)
    return redirect(url_for("backoffice.new_customer", draft=desk.public_id), 303)


def rows(name: str) -> Any:
    """Leads to the panel of a contact or an address, or deletes one."""

    def act(form: DeskForm, what: str) -> Any:
        desk = keep(form)
        if not form.is_readable():
            return page(form, desk, status=422)
        wanted, _colon, row = what.partition(":")
        if wanted == "delete":
            kept_rows(desk.public_id, name, lambda kept: [each for each in kept if each.row != row])
            return redirect(url_for("backoffice.new_customer", draft=desk.public_id, _anchor=name), 303)
        where = f"backoffice.new_customer_{name}"
        return redirect(url_for(where, draft=desk.public_id, open=wanted, row=row or None), 303)

    return act


def keep(form: DeskForm, refused: list[tuple[str, str]] | None = None) -> Desk:
    """Keeps what was typed, and whatever files came along, so that no act loses one."""
    desk = kept(form)
    for place, file in enumerate(chosen(form)):
        try:
            _take_in(desk, file, key=f"{form.key.data}:{request.form.get('version')}:{place}")
        except Invalid as problem:
            if refused is not None:
                refused.append((shown_name(file.filename or ""), word_problem(problem.problems[0])))
    if not chosen(form):
        return desk
    after = opened(desk.public_id)
    form.version.data = str(after.version)
    return after


def chosen(form: DeskForm) -> list[FileStorage]:
    """The files that were sent; a browser sends one without a name where none was chosen."""
    return [file for file in form.files.data or () if isinstance(file, FileStorage) and file.filename]


def _take_in(desk: Desk, file: FileStorage, *, key: str) -> None:
    received, now = receive_file(file_store(), cast("BinaryIO", file.stream), name=file.filename or ""), utcnow()
    with transaction() as db:
        draft = open_draft(db, desk.public_id, staff=actor(), now=now)
        if claim(db, key, act="upload_desk_document", by=actor(), now=now) is not None:
            return  # the same form sent twice; its file goes with the sweep
        document = add_document(db, file_store(), received, owner=draft, by=actor(), now=now)
        settle(db, key, result=document.public_id)


ACTS = {
    "check": check_now, "read": read_now, "spell": spell,
    "not-same": not_the_same, "continue": go_on_with, "upload": upload,
    "delete": remove, "span": lambda form, _what: more_times(form, "span"),
    "range": lambda form, _what: more_times(form, "range"), "save": save, "contact": rows("contacts"),
    "address": rows("addresses"),
}  # fmt: skip
"""By the name of the button."""
