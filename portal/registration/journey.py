"""Where somebody is in their registration: which steps are open, what was answered, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import NotFound, WrongStatus
from core.identify_contact.answers import RegistrationAnswers
from core.identify_contact.drafts import STEPS, answers_of, keep_step, open_draft
from core.model import RegistrationDraft
from portal.registration.browser import secret
from web.formats import clock_time
from web.forms.checking import doubts_of

LABELS = {
    "certificate": _("Certificate info"),
    "basic": _("Basic info"),
    "confirm": _("Confirm"),
    "contacts": _("Contacts"),
    "addresses": _("Addresses"),
    "documents": _("Documents"),
    "preferences": _("Preferences"),
    "access": _("Access"),
    "review": _("Review"),
}
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Journey:
    """One registration at one of its steps."""

    step: str
    public_id: str
    steps_done: tuple[str, ...]
    touched_at: datetime
    is_submitted: bool
    answers: RegistrationAnswers

    @classmethod
    def of(cls, draft: RegistrationDraft, *, step: str) -> "Journey":
        return cls(
            step, draft.public_id, tuple(draft.steps_done), draft.touched_at, draft.submitted_at is not None,
            answers_of(draft),
        )  # fmt: skip

    @property
    def first_open(self) -> str:
        """The first step that is not done; the review when all others are."""
        return next((step for step in STEPS if step not in self.steps_done), REVIEW)

    @property
    def is_resuming(self) -> bool:
        """Whether it was begun with nothing but an address, to go on with what was begun elsewhere."""
        return not self.steps_done and bool(self.answers.reached_at)

    def reaches(self, step: str) -> bool:
        """Whether a step may be visited: every one before it is done."""
        return STEPS.index(step) <= STEPS.index(self.first_open) or (step == "confirm" and self.is_resuming)

    def url(self, step: str, **more: Any) -> str:
        """Address of a step of this registration; on the way back to the review it says so."""
        wanted = {"then": REVIEW} if request.args.get("then") == REVIEW and step != REVIEW else {}
        return url_for(f"portal.register_{step}", draft=self.public_id, **(wanted | more))

    @property
    def onward(self) -> str:
        """Where Continue leads: back to the review when a single answer was changed, else to the next step."""
        if request.args.get("then") == REVIEW and self.first_open == REVIEW:
            return self.url(REVIEW)
        place = STEPS.index(self.step) + 1
        following = [step for step in STEPS[place:] if not (step == "confirm" and step in self.steps_done)]
        return self.url(next((step for step in following if self.reaches(step)), self.first_open))

    @property
    def backward(self) -> str:
        """Where Back leads; a confirmed code is not asked again."""
        if request.args.get("then") == REVIEW and self.first_open == REVIEW:
            return self.url(REVIEW)
        before = [step for step in STEPS[: STEPS.index(self.step)] if step != "confirm"]
        return self.url(before[-1]) if before else url_for("portal.index")

    def stepper(self) -> list[dict[str, Any]]:
        """The steps as the progress beside the form shows them."""
        return [
            {
                "label": LABELS[step],
                "href": self.url(step, then=None) if self.reaches(step) else None,
                "done": step in self.steps_done,
            }
            for step in STEPS
        ]


def step(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A view of one step, given its Journey; a finished one shows its end, a step too far leads to the first open."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def visit() -> Any:
            journey = open_journey(name)
            if journey is None:
                return render_template("portal/registration/absent.html"), 404
            if journey.is_submitted:
                if request.method == "GET":  # somebody went back
                    flash(gettext("You sent this registration already. Nothing more is needed here."), "")
                return _go(url_for("portal.register_done", draft=journey.public_id))
            if not journey.reaches(name):
                return _go(journey.url(journey.first_open))
            try:
                return view(journey)
            except WrongStatus:  # submitted in another tab meanwhile
                return _go(url_for("portal.register_done", draft=journey.public_id))

        return visit

    return wrap


def open_journey(name: str) -> Journey | None:
    """The registration that the address and this browser's cookie open together; None: there is none."""
    with reading(newest=True) as db:
        try:
            draft = open_draft(db, request.args.get("draft", ""), browser_secret=secret(), now=utcnow(), look_only=True)
        except NotFound:
            return None
        return Journey.of(draft, step=name)


def keep(
    journey: Journey, parts: dict[str, Any], act: Callable[..., Any] | None = None, *, back: bool = False
) -> Response:
    """Keeps what was answered and leads on, or back; `act` does more in the same transaction."""
    now = utcnow()
    with transaction() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=now)
        for name, part in parts.items():
            keep_step(db, draft, name, part, now=now)
        if act is not None:
            act(db, draft, now)
        after = Journey.of(draft, step=journey.step)
    return _go(after.backward if back else after.onward)


def page(journey: Journey, form: Any, *, status: int | None = None, template: str | None = None, **shown: Any) -> Any:
    """The page of the journey's step; a form that came back is 422."""
    return render_template(
        f"portal/registration/{template or journey.step}.html",
        form=form,
        way=journey,
        steps=journey.stepper(),
        now=STEPS.index(journey.step),
        journey=_("Register"),
        saved_at=clock_time(journey.touched_at) if journey.steps_done else None,
        doubts=doubts_of(form) if form is not None and not form.errors else [],
        **shown,
    ), status or (422 if request.method == "POST" else 200)


def _go(where: str) -> Response:
    return redirect(where, 303)
