"""Step 6: pictures and PDFs that show what was said (IC-5); each has one line of truth."""

from contextlib import suppress
from typing import Any

from flask import redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotFound, Problem
from core.identify_contact import limits
from core.identify_contact.documents import add_document, documents_of, open_draft_document, remove_document
from core.identify_contact.drafts import open_draft
from core.identify_contact.received_files import receive_file, shown_name
from core.submission import claim, settle
from portal import portal
from portal.registration.browser import secret
from portal.registration.journey import Journey, keep, open_journey, page, step
from web.access import body_up_to, public
from web.errors import too_large
from web.files import delete_file, file_store, sent
from web.forms.documents import DocumentForm
from web.people import actor
from web.wording import word_problem

ALLOWANCE = limits.FILE_BYTES // 1024 // 1024 + 1
"""Megabytes of one request: one file and what the form adds to it."""


@portal.route("/register/documents", methods=["GET", "POST"])
@public
@body_up_to(ALLOWANCE)
@step("documents")
def register_documents(journey: Journey):
    act, _colon, document = request.form.get("go", "").partition(":")
    form = DocumentForm()
    if act == "upload":
        return _upload(journey, form)
    if act == "delete":
        return _remove(journey, document)
    if act == "back":
        return redirect(journey.backward, 303)
    if request.method == "POST":
        refused = _take_in(journey, form) if any(form.chosen()) else []
        return _page(journey, form, refused) if refused else keep(journey, {"documents": None})
    return _page(journey, form, status=200)


@portal.route("/register/documents/file")
@public
@step("documents")
def register_document(journey: Journey):
    with reading(newest=True) as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=utcnow(), look_only=True)
        opened = open_draft_document(db, file_store(), request.args.get("file", ""), draft=draft)
    return sent(opened)


@portal.errorhandler(413)
def too_much(error: RequestEntityTooLarge) -> Any:
    """A file that is too large is told beside its field, before it was read whole."""
    journey = open_journey("documents") if request.endpoint == "portal.register_documents" else None
    if journey is None or journey.is_submitted or not journey.reaches("documents"):
        return too_large(error)
    form = DocumentForm(formdata=None)
    form.files.errors = [word_problem(Problem("files", "file_too_large", {"most": limits.FILE_BYTES}))]
    return _page(journey, form, status=413)


def _upload(journey: Journey, form: DocumentForm) -> Any:
    if not any(form.chosen()):
        form.files.errors = [word_problem(Problem("files", "file_missing"))]
        return _page(journey, form)
    refused = _take_in(journey, form)
    return _page(journey, form, refused) if refused else redirect(journey.url("documents"), 303)


def _take_in(journey: Journey, form: DocumentForm) -> list[tuple[str, str]]:
    """Takes in each file on its own: one that is refused stops no other. Returns the refused with the reason."""
    refused = []
    for place, file in enumerate(form.chosen()):
        try:
            _keep(journey, file, key=f"{form.key.data}:{place}")
        except Invalid as problem:
            refused.append((shown_name(file.filename or ""), word_problem(problem.problems[0])))
        finally:
            file.close()
    return refused


def _keep(journey: Journey, file: FileStorage, *, key: str) -> None:
    received, now = receive_file(file_store(), file.stream, name=file.filename or ""), utcnow()  # type: ignore[arg-type]
    with transaction() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=now)
        if claim(db, key, act=f"upload {journey.public_id}", by=actor(), now=now) is not None:
            return  # the same form sent twice; its file goes with the sweep
        document = add_document(db, file_store(), received, owner=draft, by=actor(), now=now)
        draft.touched_at = now
        settle(db, key, result=document.public_id)


def _remove(journey: Journey, document: str) -> Response:
    now, gone = utcnow(), None
    with transaction() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=now)
        with suppress(NotFound):  # pressed twice
            gone = remove_document(db, document, owner=draft, by=actor(), now=now)
    delete_file(gone)
    return redirect(journey.url("documents"), 303)


def _page(journey: Journey, form: DocumentForm, refused: Any = (), *, status: int | None = None) -> Any:
    with reading(newest=True) as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=utcnow(), look_only=True)
        documents = documents_of(db, draft)
    shown = {"documents": documents, "refused": refused, "limits": limits, "file_address": _address_of(journey)}
    return page(journey, form, status=status, **shown)


def _address_of(journey: Journey) -> Any:
    """Of each file, to look at it or to keep it."""

    def address(public_id: str, download: bool | None = None) -> str:
        return url_for("portal.register_document", draft=journey.public_id, file=public_id, download=download)

    return address
