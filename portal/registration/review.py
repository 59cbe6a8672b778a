"""Step 9: everything once more, the notices, *Submit*; the answer is alike for everybody (IC-10, IC-11, IC-16)."""

from typing import Any

from flask import make_response, redirect, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField
from wtforms.validators import InputRequired

from core.access import Actor
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.identify_contact.documents import documents_of
from core.identify_contact.drafts import answers_of, keep_step, open_draft
from core.identify_contact.notices import accepting, current_notice
from core.identify_contact.registration import register
from core.model import Channel, NoticeKind
from portal import portal
from portal.registration.browser import secret
from portal.registration.journey import LABELS, Journey, page, step
from web.access import public
from web.answers_in_words import in_words
from web.forms.base import FoyerForm
from web.languages import locale
from web.limits import count_ask
from web.people import actor

AREA = "submit"


class ReviewForm(FoyerForm):
    """The notices are accepted here."""

    accepted = BooleanField(
        _("I accept the terms and have read the privacy notice"),
        [InputRequired(_("Tick that you accept the terms and have read the privacy notice"))],
    )


@portal.route("/register/review", methods=["GET", "POST"])
@public
@step("review")
def register_review(journey: Journey):
    form = ReviewForm()
    if request.form.get("go") == "back":
        return redirect(journey.backward, 303)
    if form.validate_on_submit():
        count_ask(AREA)
        try:
            return _submit(journey, form)
        except Invalid as refused:
            form.show_problems(refused)
    return _not_kept(page(journey, form, **_facts(journey)))


def _not_kept(answer: Any) -> Response:
    """Back after the submit asks again, and is led to the end: a page kept there says that nothing was sent."""
    response = make_response(answer)
    response.headers["Cache-Control"] = "no-store"
    return response


def _submit(journey: Journey, form: ReviewForm) -> Response:
    now = utcnow()
    with transaction() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=now)
        answers = keep_step(db, draft, "notices", accepting(db, language=locale().language, now=now), now=now)
        by = Actor.public(language=draft.language, request_id=actor().request_id, address=actor().address)
        register(db, answers, by=by, channel=Channel.PORTAL, now=now, key=form.key.data or "", draft=draft)
    return redirect(url_for("portal.register_done", draft=journey.public_id), 303)


def _facts(journey: Journey) -> dict[str, Any]:
    with reading() as db:
        draft = open_draft(db, journey.public_id, browser_secret=secret(), now=utcnow(), look_only=True)
        documents = documents_of(db, draft)
        texts = {
            kind.value: current_notice(db, kind, language=locale().language, now=utcnow())
            for kind in (NoticeKind.TERMS, NoticeKind.PRIVACY)
        }
    return {"parts": in_words(answers_of(draft), documents), "labels": LABELS, **texts}
