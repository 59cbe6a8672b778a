"""Working a lead (TL-5, TL-8): posts, claim, give back."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from backoffice import backoffice
from backoffice.lead._form_page import form_page, here
from backoffice.lead.page import PostForm, show
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import AlreadyTaken
from core.model import PostKind
from core.track_lead.assignment import claim, give_back, must_have_owner
from core.track_lead.reach import visible_lead
from core.track_lead.working import add_post
from web.access import requires
from web.acts import ActForm, done
from web.forms.fields import LONGEST_NOTE
from web.forms.term_choices import OneTerm
from web.near import moment_of
from web.people import actor


class GiveBackForm(ActForm):
    reason = OneTerm(_("Reason"), kind="give_back_reason", empty=_("Choose one"))
    note = TextAreaField(_("Note"), [Optional(), Length(max=LONGEST_NOTE)], render_kw={"rows": 3, "translate": "no"})


@backoffice.route("/leads/<number>/posts", methods=["POST"])
@requires(Permission.LEAD_WORK)
def lead_post(number: str):
    form = PostForm()
    if not (form.validate_on_submit() and done(form, lambda db: _post(db, number, form))):
        return show(number, form)
    flash(gettext("The post is added."))
    return redirect(here(number) if form.call_back_at.data else url_for(".lead_next_step", number=number), 303)


@backoffice.route("/leads/<number>/claim", methods=["POST"])
@requires(Permission.LEAD_CLAIM)
def lead_claim(number: str):
    me, now = actor(), utcnow()
    try:
        with transaction() as db:
            claim(db, visible_lead(db, number, by=me), by=me, now=now)
    except AlreadyTaken:
        return show(number, PostForm(formdata=None), taken=True)
    flash(gettext("The lead is yours."))
    return redirect(here(number), 303)


@backoffice.route("/leads/<number>/give-back", methods=["GET", "POST"])
@requires(Permission.LEAD_GIVE_BACK)
def lead_give_back(number: str):
    form = GiveBackForm()
    if form.validate_on_submit() and done(form, lambda db: _give_back(db, number, form)):
        flash(gettext("The lead is given back."))
        return redirect(url_for(".leads"), 303)
    right = Permission.LEAD_GIVE_BACK
    return form_page("give_back", number, form, right=right, must=lambda _db, lead: must_have_owner(lead))


def _post(db: Session, number: str, form: PostForm) -> None:
    me = actor()
    add_post(
        db,
        visible_lead(db, number, by=me),
        kind=next((one for one in PostKind if one.value == form.kind.data), PostKind.CALL),
        outcome=form.outcome.data,
        note=form.note.data,
        call_back_at=moment_of(form.call_back_at.data, form.call_back_time.data, field="call_back_at"),
        by=me,
        now=utcnow(),
        key=str(form.key.data),
    )


def _give_back(db: Session, number: str, form: GiveBackForm) -> None:
    me, reason, note = actor(), form.reason.data or "", form.note.data
    lead = visible_lead(db, number, by=me)
    give_back(db, lead, reason=reason, note=note, by=me, seen_version=form.seen_version, now=utcnow())
