"""What comes next on a lead, its tasks and its competitors (TL-7, TL-8)."""

from flask import redirect, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms.validators import Length, Optional

from backoffice import backoffice
from backoffice.lead._form_page import NOTHING_CHOSEN, form_page, here
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import transaction
from core.track_lead.competitors import Rival, add_competitor, remove_competitor
from core.track_lead.next_steps import add_task, finish_next_step, finish_task, set_next_step
from core.track_lead.reach import visible_lead
from web.access import requires
from web.acts import ActForm, done
from web.forms.base import FoyerForm
from web.forms.fields import ClearTextField, DayField
from web.forms.money import MoneyField
from web.forms.term_choices import OneTerm
from web.forms.times import TimeField
from web.near import moment_of
from web.people import actor

END_OF_DAY = "17:00"


class NextStepForm(ActForm):
    what = ClearTextField(_("What"), [Length(max=200)])
    at = DayField(_("Day"))
    time = TimeField(_("Time"))


class TaskForm(FoyerForm):
    title = ClearTextField(_("What"), [Length(max=200)])
    due = DayField(_("Until"), [Optional()])
    time = TimeField(_("Time"), [Optional()])


class CompetitorForm(FoyerForm):
    name = ClearTextField(_("Name"), [Length(max=100)])
    offer = ClearTextField(_("Offer"), [Optional(), Length(max=200)])
    price = MoneyField(_("Price a month"), [Optional()])
    contract_end = DayField(_("Contract end"), [Optional()])
    strength = ClearTextField(_("Strength"), [Optional(), Length(max=200)])
    weakness = ClearTextField(_("Weakness"), [Optional(), Length(max=200)])
    threat = OneTerm(_("Threat"), [Optional()], kind="threat", empty=NOTHING_CHOSEN)


@backoffice.route("/leads/<number>/next-step", methods=["GET", "POST"])
@requires(Permission.LEAD_WORK)
def lead_next_step(number: str):
    form = NextStepForm()
    if form.validate_on_submit() and done(form, lambda db: _set_next_step(db, number, form)):
        return redirect(here(number), 303)
    return form_page("next_step", number, form)


@backoffice.route("/leads/<number>/next-step/done", methods=["POST"])
@requires(Permission.LEAD_WORK)
def lead_next_step_done(number: str):
    form, me = ActForm(), actor()
    with transaction() as db:
        lead = visible_lead(db, number, by=me)
        finish_next_step(db, lead, by=me, seen_version=form.seen_version, now=utcnow())
    return redirect(url_for(".lead_next_step", number=number), 303)


@backoffice.route("/leads/<number>/tasks/new", methods=["GET", "POST"])
@requires(Permission.LEAD_WORK)
def lead_task(number: str):
    form = TaskForm()
    if form.validate_on_submit() and done(form, lambda db: _add_task(db, number, form)):
        return redirect(here(number), 303)
    return form_page("task", number, form)


@backoffice.route("/leads/<number>/tasks/<task>/done", methods=["POST"])
@requires(Permission.LEAD_WORK)
def lead_task_done(number: str, task: str):
    me = actor()
    with transaction() as db:
        finish_task(db, visible_lead(db, number, by=me), task, by=me, now=utcnow())
    return redirect(here(number), 303)


@backoffice.route("/leads/<number>/competitors/new", methods=["GET", "POST"])
@requires(Permission.LEAD_WORK)
def lead_competitor(number: str):
    form = CompetitorForm()
    if form.validate_on_submit() and done(form, lambda db: _add_competitor(db, number, form)):
        return redirect(here(number), 303)
    return form_page("competitor", number, form)


@backoffice.route("/leads/<number>/competitors/<competitor>/removal", methods=["POST"])
@requires(Permission.LEAD_WORK)
def lead_competitor_removal(number: str, competitor: str):
    me = actor()
    with transaction() as db:
        remove_competitor(db, visible_lead(db, number, by=me), competitor, by=me, now=utcnow())
    return redirect(here(number), 303)


def _set_next_step(db: Session, number: str, form: NextStepForm) -> None:
    me, now, what = actor(), utcnow(), form.what.data or ""
    at = moment_of(form.at.data, form.time.data, field="at") or now
    set_next_step(db, visible_lead(db, number, by=me), what=what, at=at, by=me, seen_version=form.seen_version, now=now)


def _add_task(db: Session, number: str, form: TaskForm) -> None:
    me, title, key = actor(), form.title.data or "", str(form.key.data)
    due = moment_of(form.due.data, form.time.data or (END_OF_DAY if form.due.data else None), field="due")
    add_task(db, visible_lead(db, number, by=me), title=title, due_at=due, by=me, now=utcnow(), key=key)


def _add_competitor(db: Session, number: str, form: CompetitorForm) -> None:
    me = actor()
    rival = Rival(
        name=form.name.data or "",
        offer=form.offer.data,
        price=form.price.data,
        contract_end=form.contract_end.data,
        strength=form.strength.data,
        weakness=form.weakness.data,
        threat=form.threat.data,
    )
    add_competitor(db, visible_lead(db, number, by=me), rival, by=me, now=utcnow(), key=str(form.key.data))
