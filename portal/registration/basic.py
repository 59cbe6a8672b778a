"""Step 2: who somebody is and where we reach them; the code is sent at once (IC-4, IC-13)."""

from datetime import datetime
from typing import Any

from flask import redirect, request
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.errors import TooMany
from core.identify_contact.answers import BasicAnswers
from core.identify_contact.confirmation import ask_confirmation
from core.identify_contact.drafts import answers_of
from core.model import Channel, RegistrationDraft
from portal import portal
from portal.registration.journey import Journey, keep, page, step
from web.access import public
from web.forms.against_document import looked_over, names_read, take_spelling
from web.forms.basic import BasicForm
from web.limits import count_ask

AREA = "confirm"


@portal.route("/register/basic", methods=["GET", "POST"])
@public
@step("basic")
def register_basic(journey: Journey):
    form, (act, _colon, what) = BasicForm(obj=journey.answers.basic), request.form.get("go", "").partition(":")
    if act == "spell":
        take_spelling(form, what)
        return _page(journey, form, status=200)
    if request.method == "POST":
        if basic := _answers(form, journey):
            count_ask(AREA)
            return keep(journey, {"basic": basic}, send_code, back=act == "back")
        if act == "back":
            return redirect(journey.backward, 303)
    return _page(journey, form)


def _answers(form: BasicForm, journey: Journey) -> BasicAnswers | None:
    """What is kept; what the document says otherwise is looked at once more."""
    today = utcnow().date()
    basic = form.examined(today=today, door=Channel.PORTAL)
    return basic if looked_over(form, journey.answers.certificate, today=today) else None


def _page(journey: Journey, form: BasicForm, *, status: int | None = None) -> Any:
    certificate = journey.answers.certificate
    looked_over(form, certificate, today=utcnow().date())
    return page(journey, form, status=status, names=names_read(form, certificate))


def send_code(db: Session, draft: RegistrationDraft, now: datetime, *, target: str | None = None) -> bool:
    """Sends a code to an address of basic info that is not confirmed; within a minute the last one holds.

    Returns whether one was sent.
    """
    answers = answers_of(draft)
    if answers.confirmed:
        return False
    try:
        ask_confirmation(db, draft, target=target or answers.reached_at[0], language=draft.language, now=now)
    except TooMany:
        return False
    return True
