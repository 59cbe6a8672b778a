"""Import of customers: a file, its columns, a dry run, the import itself, and taking it back."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wsgi import FileWrapper

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.identify_contact.bulk_import.cutting import why_failed
from core.identify_contact.bulk_import.keeping import problem_rows, refused_rows
from core.identify_contact.bulk_import.reading import MOST_BYTES
from core.identify_contact.bulk_import.runs import (
    WORKING,
    begin_import,
    choose_columns,
    latest_runs,
    may_be_undone,
    run_of,
    start,
    start_check,
    start_undo,
    stop,
    summary,
)
from core.model import ImportRun, ImportState
from web.access import body_up_to, requires
from web.acts import answer_status, done
from web.files import file_store
from web.forms.base import FoyerForm
from web.forms.imports import FileForm, columns_form, named_as_table
from web.import_errors import column_of, errors_csv, worded
from web.people import actor
from web.wording.imports import ROW_STATES, STATES

CHOOSING = frozenset({ImportState.UPLOADED, ImportState.FAILED})


@backoffice.route("/customers/import", methods=["GET", "POST"])
@requires(Permission.IMPORT)
@body_up_to(MOST_BYTES // 1024 // 1024 + 1)
def customer_import():
    form = FileForm()
    if form.validate_on_submit() and (run := _begin(form)):
        return redirect(url_for(".customer_import_run", run=run.public_id), 303)
    with reading(newest=True) as db:
        runs = latest_runs(db, by=actor())
    page = render_template("backoffice/customer_import.html", form=form, runs=runs, states=STATES, summary=summary)
    return page, answer_status(form)


@backoffice.route("/customers/import/<run>", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def customer_import_run(run: str):
    with reading(newest=True) as db:
        found = run_of(db, run, by=actor())
        rows = problem_rows(db, found)
    form = columns_form(found)
    if form.validate_on_submit() and done(form, lambda db: _check(db, run, form)):
        return redirect(url_for(".customer_import_run", run=run), 303)
    again = request.method == "POST" or "columns" in request.args
    page = render_template("backoffice/customer_import/run.html", form=form, rows=rows, **_shown(found, again=again))
    return page, answer_status(form)


@backoffice.route("/customers/import/<run>/progress")
@requires(Permission.IMPORT)
def customer_import_progress(run: str):
    """How far it is, for a page that asks again by itself; once it has ended the page is made anew."""
    with reading(newest=True) as db:
        found = run_of(db, run, by=actor())
    answer = make_response(render_template("backoffice/customer_import/progress.html", **_shown(found)))
    if found.state not in WORKING:
        answer.headers["HX-Refresh"] = "true"
    return answer


@backoffice.route("/customers/import/<run>/start", methods=["POST"])
@requires(Permission.IMPORT)
def customer_import_start(run: str):
    return _act(run, start)


@backoffice.route("/customers/import/<run>/stop", methods=["POST"])
@requires(Permission.IMPORT)
def customer_import_stop(run: str):
    return _act(run, stop)


@backoffice.route("/customers/import/<run>/undo", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def customer_import_undo(run: str):
    if request.method == "POST":
        return _act(run, start_undo)
    with reading(newest=True) as db:
        found = run_of(db, run, by=actor())
    return render_template("backoffice/customer_import/undo.html", **_shown(found))


@backoffice.route("/customers/import/<run>/errors.csv")
@requires(Permission.IMPORT)
def customer_import_errors(run: str):
    """The rows that were refused as they stood, each with what is wrong, to be mended and brought in again."""
    with reading(newest=True) as db:
        found = run_of(db, run, by=actor())
    answer = Response(FileWrapper(_errors(found)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return answer


def _errors(run: ImportRun) -> IO[bytes]:
    """Written whole before the answer begins: nothing of the database stays open for a reader who goes away."""
    kept = BytesIO()
    with reading(newest=True) as db:
        for line in errors_csv(run.options["heading"], refused_rows(db, file_store(), run)):
            kept.write(line.encode())
    kept.seek(0)
    return kept


def _begin(form: FileForm) -> ImportRun | None:
    file: Any = request.files.get("file")
    try:
        with transaction() as db:
            content = file.stream.read() if file and file.filename else b""
            if not content:
                raise Invalid.one("file", "import_missing_file")
            if not named_as_table(file.filename):
                raise Invalid.one("file", "import_not_table")
            return begin_import(
                db, file_store(), content, name=file.filename, by=actor(), now=utcnow(), key=str(form.key.data)
            )
    except Invalid as wrong:
        form.show_problems(wrong)
        return None


def _check(db: Session, public_id: str, form: Any) -> None:
    run = run_of(db, public_id, by=actor(), lock=True)
    choose_columns(run, form.columns(), **form.wishes(), by=actor())
    start_check(db, run, by=actor(), now=utcnow())


def _act(public_id: str, act: Callable[..., None]) -> Any:
    FoyerForm()
    with transaction() as db:
        act(db, run_of(db, public_id, by=actor(), lock=True), by=actor(), now=utcnow())
    return redirect(url_for(".customer_import_run", run=public_id), 303)


def _shown(run: ImportRun, *, again: bool = False) -> dict[str, Any]:
    """What every page about an import needs; `again`: its columns are chosen once more."""
    return {
        "run": run,
        "figures": summary(run),
        "state": STATES[run.state],
        "row_states": ROW_STATES,
        "working": run.state in WORKING,
        "choosing": run.state in CHOOSING or (again and run.state is ImportState.CHECKED),
        "undoable": may_be_undone(run, now=utcnow()),
        "why": why_failed(run),
        "worded": worded,
        "column_of": column_of,
    }
