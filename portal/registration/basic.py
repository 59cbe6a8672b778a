"""Step 2: who somebody is and where we reach them; the code is sent at once (IC-4, IC-13)."""

from datetime import datetime

from flask import redirect, request
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.errors import TooMany
from core.identify_contact.confirmation import ask_confirmation
from core.identify_contact.drafts import answers_of
from core.model import Channel, RegistrationDraft
from portal import portal
from portal.registration.journey import Journey, keep, page, step
from web.access import public
from web.forms.basic import BasicForm
from web.limits import count_ask

AREA = "confirm"


@portal.route("/register/basic", methods=["GET", "POST"])
@public
@step("basic")
def register_basic(journey: Journey):
    form = BasicForm(obj=journey.answers.basic)
    if request.method == "POST":
        basic = form.examined(today=utcnow().date(), door=Channel.PORTAL)
        if basic:
            count_ask(AREA)
            return keep(journey, {"basic": basic}, send_code, back=request.form.get("go") == "back")
        if request.form.get("go") == "back":
            return redirect(journey.backward, 303)
    return page(journey, form)


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
