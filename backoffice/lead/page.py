"""The lead page (TL-7): who, may I call, what was said, what comes next; and its whole history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, Optional

from backoffice import backoffice
from backoffice._lead_rows import step_of, title_of
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.evaluate_lead.closing import may_be_reopened
from core.maintain_contact.contact_history import MOST, history_of
from core.model import Post, PostKind, Stage
from core.money import Money
from core.track_lead.lead_page import LeadPage, lead_page, record_look
from web.access import requires
from web.acts import ActForm, answer_status
from web.formats import data, money, writing
from web.formats import number as number_text
from web.forms.base import FoyerForm
from web.forms.fields import LONGEST_NOTE, DayField
from web.forms.term_choices import OneOf, RadioOf
from web.forms.times import TimeField
from web.navigation import row_asked
from web.operator import operator
from web.people import actor
from web.terms import term, terms
from web.timeline import timeline
from web.wording import label
from web.wording.calling import calling
from web.wording.history import Sentence, sentence

WRITTEN = (PostKind.CALL, PostKind.EMAIL, PostKind.MEETING, PostKind.NOTE)
ICONS = {
    PostKind.CALL: "phone-outgoing",
    PostKind.EMAIL: "mail",
    PostKind.MEETING: "calendar",
    PostKind.NOTE: "note",
    PostKind.INTEREST: "message-circle",
}
STAGES = (None, Stage.DEVELOP, Stage.PROPOSE)
"""Qualify while there is no opportunity, then its stage; won and lost are Close."""


def _kinds() -> list[tuple[str, str]]:
    """A note is called otherwise here: the field beside it is the note."""
    said = {PostKind.NOTE: gettext("Only a note")}
    return [(kind.value, said.get(kind) or label(kind)) for kind in WRITTEN]


def _outcomes() -> list[SelectChoice]:
    """Outcomes under the kind of post they fit, none of them chosen for whoever writes; a note has none."""
    known = [(one.code, one.label, one.attributes.get("for", ())) for one in terms("post_outcome")]
    fitting = [(kind, code, said) for kind in WRITTEN for code, said, kinds in known if kind.value in kinds]
    return [
        SelectChoice("", gettext("Choose one")),
        *(SelectChoice(code, said, optgroup=label(kind)) for kind, code, said in fitting),
    ]


class PostForm(FoyerForm):
    """What was done, how it ended, what was said."""

    kind = RadioOf(_("Kind"), entries=_kinds, default=PostKind.CALL.value)
    outcome = OneOf(_("Outcome"), entries=_outcomes)
    note = TextAreaField(_("Note"), [Optional(), Length(max=LONGEST_NOTE)], render_kw={"rows": 2, "translate": "no"})
    call_back_at = DayField(_("Call back on"), [Optional()])
    call_back_time = TimeField(_("Time"), [Optional()])


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the timeline: a post, or something that happened to the lead."""

    at: datetime
    post: Post | None = None
    title: str = ""
    icon: str = "route"
    sentence: Sentence | None = None


@backoffice.route("/leads/<number>")
@requires(Permission.LEAD_SEE)
def lead(number: str):
    return show(number, PostForm(), typed=request.args.get("log"))


@backoffice.route("/leads/<number>/history")
@requires(Permission.LEAD_SEE)
def lead_history(number: str):
    me, now, before = actor(), utcnow(), row_asked("before")
    with transaction() as db:
        found = record_look(db, number, by=me, now=now)
    with reading(newest=True) as db:
        entries = history_of(db, by=me, now=now, lead=found, before=before, without=())
    older = entries[-1].id if len(entries) == MOST else None
    return render_template("backoffice/lead/history.html", lead=found, days=timeline(entries), older=older)


def show(number: str, form: PostForm, *, typed: str | None = None, taken: bool = False) -> Any:
    """The page as it is now: first seen, after a post that needs another look, or after somebody was quicker."""
    me, now = actor(), utcnow()
    with transaction() as db:
        page = lead_page(db, number, operator=operator(), by=me, now=now)
    lead = page.lead
    shown = {
        "page": page,
        "lead": lead,
        "form": form,
        "act": ActForm(formdata=None),
        "taken": taken,
        "can_reopen": may_be_reopened(lead, by=me, now=now),
        "timeline": list(_timeline(page)),
        "calling": calling(page.may_call, now=now, number=page.phone is not None),
        "stage": stage_of(page),
        "step": step_of(lead),
        "title": title_of(lead),
        "late": lead.is_open and lead.next_step_at < now,
        "now": now,
        "typed": typed,
        "amount": lambda minor, currency: money(Money(minor, currency)),
        "number_of": number_text,
        "country": lambda code: writing().territories.get(code, code) if code else "",
        "language_name": lambda code: data(writing().languages.get(code, code)),
    }
    return render_template("backoffice/lead.html", **shown), 409 if taken else answer_status(form)


def stage_of(page: LeadPage) -> int:
    """The place in the stage bar: Qualify, Develop, Propose, Close."""
    stage = page.lead.opportunity.stage if page.lead.opportunity else None
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def _timeline(page: LeadPage) -> Iterator[Told]:
    """Posts and events together, newest first; the page is the lead's own, so its number is left out."""
    posts = [Told(post.at, post, post_title(post), ICONS[post.kind]) for post in page.posts]
    events = [Told(line.at, sentence=sentence(replace(line, lead=None))) for line in page.history]
    yield from sorted([*posts, *events], key=lambda told: told.at, reverse=True)


def post_title(post: Post) -> str:
    """Call, reached; what the customer answered in the portal in their words."""
    parts: Sequence[str] = [label(post.kind)]
    if post.outcome and post.kind is not PostKind.INTEREST:
        parts = [*parts, term("post_outcome", post.outcome)]
    return ", ".join(parts)
