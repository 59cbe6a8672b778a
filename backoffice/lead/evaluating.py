"""What becomes of a lead (EL-1 to EL-5): intention, qualify, disqualify, reopen, delete, restore."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from backoffice import backoffice
from backoffice.lead._form_page import NOTHING_CHOSEN, form_page, here
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.evaluate_lead.closing import close_lead, delete_lead, must_be_deletable, reopen, restore
from core.evaluate_lead.conversion import Choice, convert, open_opportunities
from core.evaluate_lead.intention import Shown, record_intention
from core.model import IntentionKind, Opportunity
from core.track_lead.reach import visible_lead
from web.access import requires
from web.acts import ActForm, done
from web.forms.base import FoyerForm
from web.forms.fields import LONGEST_NOTE, ClearTextField, DayField
from web.forms.money import MoneyField
from web.forms.term_choices import OneOf, OneTerm, RadioOf, enumerated, listed
from web.people import actor

CHOOSE = _("Choose one")


class IntentionForm(FoyerForm):
    """What the customer showed; what is not known stays empty."""

    kind = RadioOf(
        _("Intention"), [InputRequired(_("Choose what the customer showed"))], entries=enumerated(IntentionKind)
    )
    until = DayField(_("Until"), [Optional()])
    about = ClearTextField(_("In what"), [Optional(), Length(max=200)])
    how_soon = OneTerm(_("How soon"), [Optional()], kind="how_soon", empty=NOTHING_CHOSEN)
    budget = MoneyField(_("Budget"), [Optional()])
    decides = OneTerm(_("Decides"), [Optional()], kind="decides", empty=NOTHING_CHOSEN)
    decides_who = ClearTextField(_("Who decides"), [Optional(), Length(max=200)])
    current_provider = ClearTextField(_("Current provider"), [Optional(), Length(max=200)])
    contract_end = DayField(_("Contract end"), [Optional()])
    channel = OneOf(_("Channel"), entries=listed("consent_channel"), default="call")
    note = TextAreaField(_("Note"), [Optional(), Length(max=LONGEST_NOTE)], render_kw={"rows": 2, "translate": "no"})


class QualifyForm(ActForm):
    """Become an opportunity, join one, or be kept until a day."""

    choice = RadioOf(
        _("What becomes of it"),
        [InputRequired(_("Choose what becomes of it"))],
        entries=enumerated(Choice),
        default=Choice.CREATE.value,
    )
    opportunity = OneOf(_("Opportunity"), [Optional()], entries=list, render_kw={"translate": "no"})
    until = DayField(_("Until"), [Optional()])


class DisqualifyForm(ActForm):
    """Why it is let go."""

    reason = OneTerm(_("Reason"), kind="disqualify_reason", empty=CHOOSE)
    competitor = ClearTextField(_("Which competitor"), [Optional(), Length(max=100)])
    duplicate_of = ClearTextField(_("Number of the other lead"), [Optional(), Length(max=20)])
    note = TextAreaField(_("Note"), [Optional(), Length(max=LONGEST_NOTE)], render_kw={"rows": 3, "translate": "no"})


class DeleteForm(ActForm):
    """Why it should never have been."""

    reason = OneTerm(_("Reason"), kind="lead_delete_reason", empty=CHOOSE)


@backoffice.route("/leads/<number>/intention", methods=["GET", "POST"])
@requires(Permission.LEAD_WORK)
def lead_intention(number: str):
    form = IntentionForm()
    if form.validate_on_submit() and done(form, lambda db: _record(db, number, form)):
        flash(gettext("The intention is recorded."))
        return redirect(here(number), 303)
    return form_page("intention", number, form)


@backoffice.route("/leads/<number>/qualification", methods=["GET", "POST"])
@requires(Permission.LEAD_WORK)
def lead_qualify(number: str):
    form, made = QualifyForm(), []
    form.opportunity.choices = [("", ""), (form.opportunity.data or "", "")]  # whether it is one, _convert() sees
    if form.validate_on_submit() and done(form, lambda db: made.append(_convert(db, number, form))):
        return _after_converting(number, made[0])
    with reading(newest=True) as db:
        open_ones = open_opportunities(db, visible_lead(db, number, by=actor()).customer_id)
    if not open_ones:
        form.choice.choices = [each for each in enumerated(Choice)() if each[0] != Choice.JOIN]
    form.opportunity.choices = [("", str(CHOOSE)), *((one.number, f"{one.number} {one.title}") for one in open_ones)]
    return form_page("qualification", number, form, joinable=bool(open_ones))


@backoffice.route("/leads/<number>/disqualification", methods=["GET", "POST"])
@requires(Permission.LEAD_WORK)
def lead_disqualify(number: str):
    form = DisqualifyForm()
    if form.validate_on_submit() and done(form, lambda db: _close(db, number, form)):
        flash(gettext("The lead is closed."))
        return redirect(here(number), 303)
    return form_page("disqualification", number, form)


@backoffice.route("/leads/<number>/reopening", methods=["POST"])
@requires(Permission.LEAD_WORK)
def lead_reopen(number: str):
    form, me = ActForm(), actor()
    with transaction() as db:
        reopen(db, visible_lead(db, number, by=me), by=me, seen_version=form.seen_version, now=utcnow())
    flash(gettext("The lead is open again. Say what comes next."))
    return redirect(url_for(".lead_next_step", number=number), 303)


@backoffice.route("/leads/<number>/deletion", methods=["GET", "POST"])
@requires(Permission.LEAD_DELETE)
def lead_delete(number: str):
    form = DeleteForm()
    if form.validate_on_submit() and done(form, lambda db: _delete(db, number, form)):
        flash(gettext("The lead is deleted. It can be restored for 30 days."))
        return redirect(url_for(".leads", view="deleted"), 303)
    return form_page("deletion", number, form, right=Permission.LEAD_DELETE, must=must_be_deletable)


@backoffice.route("/leads/<number>/restoring", methods=["POST"])
@requires(Permission.LEAD_DELETE)
def lead_restore(number: str):
    me = actor()
    with transaction() as db:
        restore(db, number, by=me, now=utcnow())
    flash(gettext("The lead is back."))
    return redirect(here(number), 303)


def _record(db: Session, number: str, form: IntentionForm) -> None:
    me = actor()
    shown = Shown(
        kind=IntentionKind(form.kind.data),
        channel=form.channel.data or "call",
        until=form.until.data,
        about=form.about.data,
        how_soon=form.how_soon.data,
        budget=form.budget.data,
        decides=form.decides.data,
        decides_who=form.decides_who.data,
        current_provider=form.current_provider.data,
        contract_end=form.contract_end.data,
        note=form.note.data,
    )
    record_intention(db, visible_lead(db, number, by=me), shown, by=me, now=utcnow(), key=str(form.key.data))


def _convert(db: Session, number: str, form: QualifyForm) -> Opportunity | None:
    me = actor()
    lead = visible_lead(db, number, by=me, lock=True)
    open_ones = open_opportunities(db, lead.customer_id) if form.opportunity.data else []
    return convert(
        db, lead, choice=Choice(form.choice.data), until=form.until.data, by=me, seen_version=form.seen_version,
        opportunity=next((one for one in open_ones if one.number == form.opportunity.data), None),
        now=utcnow(), key=str(form.key.data),
    )  # fmt: skip


def _after_converting(number: str, made: Opportunity | None):
    if made is None:
        flash(gettext("The lead waits until its day."))
        return redirect(here(number), 303)
    flash(gettext("The lead is an opportunity now."))
    return redirect(url_for(".opportunity", number=made.number), 303)


def _close(db: Session, number: str, form: DisqualifyForm) -> None:
    me = actor()
    close_lead(
        db,
        visible_lead(db, number, by=me),
        reason=form.reason.data or "",
        note=form.note.data,
        competitor=form.competitor.data,
        duplicate_of=form.duplicate_of.data,
        by=me,
        seen_version=form.seen_version,
        now=utcnow(),
        key=str(form.key.data),
    )


def _delete(db: Session, number: str, form: DeleteForm) -> None:
    me, reason = actor(), form.reason.data or ""
    lead = visible_lead(db, number, by=me)
    delete_lead(db, lead, reason=reason, by=me, seen_version=form.seen_version, now=utcnow())
