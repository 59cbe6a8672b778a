"""Own documents: looked at, uploaded and taken away, each by an order (IC-5, MC-5, R50, R53)."""

from typing import Any, BinaryIO, cast

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import FoyerError, Invalid, Problem
from core.identify_contact import limits
from core.identify_contact.documents import add_document, documents_of, open_document
from core.identify_contact.received_files import receive_file, shown_name
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.modification import submit
from core.submission import claim, settle
from core.tokens import new_token
from portal import portal
from portal._own import CHANNEL, order, own_customer, said
from web.access import body_up_to, signed_in
from web.files import file_store, sent
from web.forms.documents import DocumentForm
from web.people import actor
from web.wording import word_problem

ALLOWANCE = limits.FILE_BYTES // 1024 // 1024 + 1
"""Megabytes of one request: one file and what the form adds to it."""


@portal.route("/me/documents", methods=["GET", "POST"])
@signed_in
@body_up_to(ALLOWANCE)
def my_documents():
    act, _colon, document = request.form.get("go", "").partition(":")
    form, refused = DocumentForm(), []
    if act == "delete":
        return _remove(document)
    if request.method == "POST":
        refused = _take_in(form)
        if not (refused or form.files.errors):
            return redirect(url_for(".my_documents"), 303)
    return _page(form, refused)


@portal.route("/me/documents/<document>")
@signed_in
def my_document(document: str):
    with transaction() as db:  # the look is recorded before the page is made
        opened = open_document(
            db, file_store(), document, customer=own_customer(db), by=actor(), now=utcnow()
        )  # fmt: skip
    return sent(opened)


def _take_in(form: DocumentForm) -> list[tuple[str, str]]:
    """Takes in each file on its own: one that is refused stops no other. Returns the refused with the reason."""
    refused, kept = [], 0
    for place, file in enumerate(form.chosen()):
        try:
            _keep(file, key=f"{form.key.data}:{place}")
            kept += 1
        except Invalid as problem:
            refused.append((shown_name(file.filename or ""), word_problem(problem.problems[0])))
    if not (refused or kept):
        form.files.errors = [word_problem(Problem("files", "file_missing"))]
    return refused


def _keep(file: FileStorage, *, key: str) -> None:
    received, now = receive_file(file_store(), cast("BinaryIO", file.stream), name=file.filename or ""), utcnow()
    with transaction() as db:
        if claim(db, key, act="upload", by=actor(), now=now) is not None:
            return  # the same form sent twice; its file goes with the sweep
        customer = own_customer(db)
        document = add_document(db, file_store(), received, owner=customer.party, by=actor(), now=now)
        done = submit(
            db, customer, [Change(Subject.DOCUMENT, "add", document.public_id)], seen_versions={}, verification=None,
            by=actor(), channel=CHANNEL, now=now, key=f"{key}:order",
        )  # fmt: skip
        settle(db, key, result=done.number)


def _remove(document: str) -> Response:
    try:
        order(Change(Subject.DOCUMENT, "remove", document), seen={}, key=f"{request.form.get('key')}:{document}")
    except Invalid as invalid:
        flash(said(FoyerError(invalid.problems[0].code, **invalid.problems[0].facts)), "error")
    return redirect(url_for(".my_documents"), 303)


def _page(form: DocumentForm, refused: Any) -> Any:
    with reading(newest=True) as db:
        documents = documents_of(db, own_customer(db).party)
    return render_template(
        "portal/my_documents.html",
        form=form,
        documents=documents,
        refused=refused,
        limits=limits,
        key=new_token(),
        file_address=lambda document, download=None: url_for(".my_document", document=document, download=download),
    ), 422 if refused or form.files.errors else 200
