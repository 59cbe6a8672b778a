"""Step 3: the six digits; whoever began elsewhere goes on there (IC-10, IC-13)."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.identify_contact.confirmation import confirm_draft, last_asked, may_ask_again_at
from core.identify_contact.drafts import open_draft, resume_by_confirmed
from core.normalise import digits_latin
from portal import portal
from portal.registration.basic import AREA, send_code
from portal.registration.browser import remember, secret
from portal.registration.journey import Journey, open_journey, page, step
from web.access import public
from web.forms.base import FoyerForm
from web.limits import count_ask


class ConfirmForm(FoyerForm):
    """The code of the message."""

    code = StringField(_("Code"))


@portal.route("/register/confirm", methods=["GET", "POST"])
@public
@step("confirm")
def register_confirm(journey: Journey):
    form, go = ConfirmForm(), request.form.get("go")
    if journey.answers.confirmed or go == "back":
        return redirect(journey.onward if journey.answers.confirmed else journey.backward, 303)
    if go in ("again", *journey.answers.reached_at):
        return _send_again(journey, target=None if go == "again" else go)
    if request.method == "POST" and _is_right(form, journey):
        return _go_on(journey)
    return page(journey, form, **_sent(journey))


def _is_right(form: ConfirmForm, journey: Journey) -> bool:
    code = "".join(digits_latin(form.code.data or "").split())[:20]
    try:
        if confirm_draft(journey.public_id, code, browser_secret=secret() or "", now=utcnow()):
            return True
    except Invalid as refused:
        form.show_problems(refused)
    else:
        form.show_problems(Invalid.one("code", "code_wrong"))
    form.code.data = ""
    return False


def _go_on(journey: Journey) -> Response:
    """On with the registration that the same person had begun elsewhere, else with this one."""
    with transaction() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=utcnow())
        older = resume_by_confirmed(db, draft, browser_secret=secret() or "", now=utcnow())
    if older is not None:
        remember(secret() or "", older.public_id)
        flash(gettext("Welcome back. You go on where you stopped."), "ok")
        resumed = Journey.of(older, step="confirm")
        return redirect(resumed.url(resumed.first_open), 303)
    after = open_journey("confirm")
    return redirect(after.onward if after else url_for(".register"), 303)


def _send_again(journey: Journey, *, target: str | None) -> Response:
    count_ask(AREA)
    with transaction() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=utcnow())
        sent = send_code(db, draft, utcnow(), target=target)
    if sent:
        flash(gettext("A new code is on its way. The one before it no longer works."), "ok")
    return redirect(journey.url("confirm"), 303)


def _sent(journey: Journey) -> dict[str, Any]:
    with reading(newest=True) as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=utcnow(), look_only=True)
        again, asked = may_ask_again_at(db, draft), last_asked(db, draft, now=utcnow())
        return {
            "asked": asked if asked and asked.target in journey.answers.reached_at else None,
            "again_at": again if again and again > utcnow() else None,
            "targets": journey.answers.reached_at,
        }
