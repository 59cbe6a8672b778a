"""Own contacts and addresses: a list whose acts are words, one panel in a row's place, each save an order (MC-5)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.access import ensure_for_customer
from core.database.transaction import reading
from core.errors import FoyerError, Invalid
from core.identify_contact.what_is_held import Held, held
from core.maintain_contact.changing import Change, Subject
from core.model import Authority
from core.tokens import new_token
from portal._own import order, own_customer, said, save, status, version
from web.access import ask_again
from web.forms.checking import doubts_of
from web.people import actor
from web.sessions import visit

OPENS = ("new", "details", "modify", "copy")
LOOKS = ("details", "cancel")
CHANGES = ("new", "modify", "copy")


@dataclass(frozen=True, slots=True)
class Panel:
    """What is open in the list: an act, and the row it concerns ("" for a new one)."""

    act: str
    row: str

    @property
    def edits(self) -> bool:
        return self.act != "details"

    @property
    def adds(self) -> bool:
        return self.act in ("new", "copy")


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the list shows it; its name in the page says which version was seen."""

    public_id: str
    version: int
    answers: Any
    record: Any
    in_person: bool = False

    @property
    def row(self) -> str:
        return f"{self.public_id}.{self.version}"


@dataclass(frozen=True, slots=True)
class OwnRows:
    """What differs between contacts and addresses."""

    subject: Subject
    endpoint: str
    rows: Callable[[Held], list[Row]]
    """Called while the records can still be read."""
    form: Callable[..., Any]
    """Has a `version` beside the fields of the step."""
    given: Callable[[Sequence[Row], Row | None, Panel], dict[str, Any]]
    """What a panel's form begins with; the row is None for a new one."""
    values: Callable[[Any], dict[str, Any]]
    tools: dict[str, Any] = field(default_factory=dict)
    """What the template asks for besides."""

    def answer(self) -> Any:
        """One request: an act of a row, the panel's form, or the list."""
        act, _colon, row = request.form.get("go", "").partition(":")
        if (request.method == "POST" and act not in LOOKS) or request.args.get("open") in CHANGES:
            ensure_for_customer(actor(), Authority.CHANGE_ORDINARY)
        if act in OPENS:
            return self._go(open=act, row=row or None, _anchor="panel")
        rows = self._rows()
        panel = self._open(rows)
        if act == "cancel":
            return self._go()
        if (act == "delete" or (panel and panel.edits)) and not visit().is_fresh:
            return ask_again()
        if act == "delete":
            return self._delete(row)
        if request.method == "POST" and panel and panel.edits:
            return self._edit(rows, panel, act)
        form = self.form(data=self._given(rows, panel)) if panel and panel.edits else None
        return self._page(rows, panel, form)

    def _edit(self, rows: Sequence[Row], panel: Panel, act: str) -> Any:
        form = self.form()
        if act == "more":
            form.one_more()
            return self._page(rows, panel, form, shown=200)
        changed = form.examined()
        if changed is None:
            return self._page(rows, panel, form, shown=422)
        on_file = None if panel.adds else panel.row.partition(".")[0]
        change = Change(self.subject, "change" if on_file else "add", on_file, self.values(changed))
        if save(form, change, seen={change.version_key: version(form.version.data)}):
            return self._go()
        rows = self._rows()
        if row := _named(rows, panel.row):
            form.version.data = str(row.version)  # who saves again has seen what is on file now
        return self._page(rows, panel, form)

    def _delete(self, row: str) -> Response:
        name, _dot, seen = row.partition(".")
        change = Change(self.subject, "remove", name)
        try:
            order(change, seen={change.version_key: version(seen)}, key=request.form.get("key", "") + row)
        except Invalid as invalid:
            flash(" ".join(said(FoyerError(problem.code, **problem.facts)) for problem in invalid.problems), "error")
        except FoyerError as refused:
            flash(said(refused), "error")
        return self._go()

    def _rows(self) -> list[Row]:
        with reading(newest=True) as db:
            return self.rows(held(db, own_customer(db), by=actor()))

    def _given(self, rows: Sequence[Row], panel: Panel) -> dict[str, Any]:
        return self.given(rows, _named(rows, panel.row) if panel.row else None, panel)

    def _open(self, rows: Sequence[Row]) -> Panel | None:
        act, row = request.args.get("open", ""), request.args.get("row", "")
        if act == "new":
            return Panel("new", "")
        found = _named(rows, row)
        return Panel(act, found.row) if act in OPENS and found else None

    def _go(self, **wanted: Any) -> Response:
        return redirect(url_for(self.endpoint, **wanted), 303)

    def _page(self, rows: Sequence[Row], panel: Panel | None, form: Any, *, shown: int | None = None) -> Any:
        return render_template(
            f"portal/{self.endpoint.rpartition('.')[2]}.html", rows=rows, panel=panel, form=form, key=new_token(),
            doubts=doubts_of(form) if form else [], closed=url_for(self.endpoint), **self.tools,
        ), shown or (status(form) if form else 200)  # fmt: skip


def _named(rows: Sequence[Row], row: str) -> Row | None:
    """The row of that name, whichever version of it the page had seen."""
    name = row.partition(".")[0]
    return next((each for each in rows if each.public_id == name), None)
