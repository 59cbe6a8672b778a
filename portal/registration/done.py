"""After the submit: what happens next and when; alike for everybody, and again whenever it is opened (IC-11)."""

from datetime import timedelta

from flask import redirect, render_template, request

from core.clock import utcnow
from core.database.transaction import reading
from core.errors import NotFound
from core.identify_contact.drafts import open_draft
from core.model import Customer
from core.track_lead.operator_hours import after_working_time, operator_hours
from portal import portal
from portal.registration.browser import secret
from portal.registration.journey import Journey
from web.access import public

LOOKED_AT_WITHIN = timedelta(hours=4)
"""Of the operator's working time."""


@portal.route("/register/done")
@public
def register_done():
    with reading(newest=True) as db:
        try:
            draft = open_draft(db, request.args.get("draft", ""), browser_secret=secret(), now=utcnow(), look_only=True)
        except NotFound:
            return render_template("portal/registration/absent.html"), 404
        if draft.customer_id is None or draft.submitted_at is None:
            journey = Journey.of(draft, step="review")
            return redirect(journey.url(journey.first_open), 303)
        customer = db.get_one(Customer, draft.customer_id)
        by = after_working_time(operator_hours(db), at=draft.submitted_at, wait=LOOKED_AT_WITHIN)
        shown = {"code": customer.code, "party": customer.party, "at": draft.submitted_at, "looked_at_by": by}
        return render_template("portal/registration/done.html", **shown)
