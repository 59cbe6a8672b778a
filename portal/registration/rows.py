"""Steps with rows (contacts, addresses): a list whose acts are words, and one panel in the row's place (IC-6, IC-7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from werkzeug.wrappers import Response

from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import Invalid
from core.identify_contact.drafts import answers_of, keep_step, open_draft
from core.tokens import public_id
from portal.registration.browser import secret
from portal.registration.journey import Journey, keep, page
from web.forms.checking import show_invalid

LIST = "rows"
"""Where the page goes on after a panel: what is on the list now, not the head of the page again."""
OPENS = ("new", "details", "modify", "copy")


@dataclass(frozen=True, slots=True)
class Panel:
    """What is open in the list: an act, and the row it concerns ("" for a new one)."""

    act: str
    row: str

    @property
    def edits(self) -> bool:
        return self.act != "details"


@dataclass(frozen=True, slots=True)
class RowStep:
    """What differs between contacts and addresses."""

    name: str
    shown: Callable[[Journey], Sequence[Any]]
    """The rows as the list shows them."""
    form: Callable[..., Any]
    given: Callable[[Journey, Panel, str], dict[str, Any]]
    """What a panel's form begins with; a new row gets the name that comes third."""
    put: Callable[[Sequence[Any], Any], Sequence[Any]]
    examine: Callable[[Sequence[Any]], Sequence[Any]]
    """All rows once more together: not too many."""
    facts: Callable[[Journey], dict[str, Any]]
    lacking: Callable[[Journey], str | None] = lambda _journey: None
    """Why the step cannot be left yet."""

    def answer(self, journey: Journey) -> Any:
        """One request of the step: an act of a row, the panel's form, Continue or Back."""
        act, _colon, row = request.form.get("go", "").partition(":")
        panel = self._open(journey)
        if act in OPENS:
            return _go(journey, open=act, row=row or None, _anchor="panel")
        if act == "delete":
            return self._delete(journey, row)
        if request.method == "POST" and panel and panel.edits:
            return self._edit(journey, panel, act)
        if request.method == "POST" and act == "back":
            return redirect(journey.backward, 303)
        if request.method == "POST" and self.lacking(journey) is None:
            return keep(journey, {self.name: None})
        form = self.form(data=self.given(journey, panel, public_id())) if panel and panel.edits else None
        return self._page(journey, panel, form, status=422 if request.method == "POST" else 200)

    def _edit(self, journey: Journey, panel: Panel, act: str) -> Any:
        if act == "back":
            return _go(journey, _anchor=LIST)
        form = self.form()
        if act == "more":
            form.one_more()
            return self._page(journey, panel, form, status=200)
        changed = form.examined()
        if changed is None:
            return self._page(journey, panel, form, status=422)
        try:
            self._keep(journey, lambda rows: self.put(rows, changed))
        except Invalid as refused:
            show_invalid(form, refused)
            return self._page(journey, panel, form, status=422)
        return _go(journey, _anchor=LIST)

    def _delete(self, journey: Journey, row: str) -> Response:
        self._keep(journey, lambda rows: [kept for kept in rows if kept.row != row])
        return _go(journey, _anchor=LIST)

    def _keep(self, journey: Journey, change: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
        """Changes the rows as they are now, so that two tabs lose nothing; the step is done by Continue only."""
        now = utcnow()
        with transaction() as db:
            draft = open_draft(db, journey.public_id, browser_secret=secret(), now=now)
            rows = self.examine(change(getattr(answers_of(draft), self.name)))
            keep_step(db, draft, self.name, tuple(rows), now=now)

    def _open(self, journey: Journey) -> Panel | None:
        act, row = request.args.get("open", ""), request.args.get("row", "")
        if act == "new":
            return Panel("new", "")
        known = any(shown.row == row for shown in self.shown(journey))
        return Panel(act, row) if act in OPENS and known else None

    def _page(self, journey: Journey, panel: Panel | None, form: Any, *, status: int) -> Any:
        more: dict[str, Any] = {"rows": self.shown(journey), "panel": panel, "closed": journey.url(journey.step)}
        return page(journey, form, status=status, **more, **self.facts(journey))


def _go(journey: Journey, **wanted: Any) -> Response:
    return redirect(journey.url(journey.step, **wanted), 303)
