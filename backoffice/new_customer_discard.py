"""Giving up a registration that was begun on somebody's behalf: asked once more, then it is gone (IC-10)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.identify_contact.discarding import discard_draft
from web.access import requires
from web.acts import ActForm, answer_status, done
from web.desk_drafts import name_of, opened
from web.people import actor


@backoffice.route("/customers/new/discard", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def new_customer_discard():
    form, public_id = ActForm(), request.args.get("draft", "")
    if form.validate_on_submit() and done(form, lambda db: _discard(db, form, public_id)):
        flash(gettext("The draft is discarded."))
        return redirect(url_for(".new_customer"), 303)
    desk = opened(public_id)
    if desk.submitted_as and request.method == "GET":
        return redirect(url_for(".new_customer", draft=public_id), 303)
    form.shows(desk.version)
    return render_template(
        "backoffice/new_customer_discard.html", form=form, desk=desk, name=name_of(desk)
    ), answer_status(form)


def _discard(db: Session, form: ActForm, public_id: str) -> None:
    key = str(form.key.data)
    discard_draft(db, public_id, seen_version=form.seen_version, by=actor(), now=utcnow(), key=key)
