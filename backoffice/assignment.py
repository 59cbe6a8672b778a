"""Assigning leads (TL-3 to TL-5): is a team ready, make one with its people, then to the team or to a person."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, load_only

from backoffice import backoffice
from backoffice._assign_forms import AssignForm, NewTeamForm
from backoffice._lead_rows import title_of
from backoffice._sellers import sellers, team_choices
from backoffice.lead._form_page import not_now
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.model import Lead, Staff, Team
from core.track_lead.holding import assign_held, hold_leads, in_hand, let_go
from core.track_lead.people import PersonForm, invite_salesperson
from core.track_lead.reach import ensure_reaches, visible_lead
from core.track_lead.teams import create_team
from web.access import requires
from web.acts import answer_status, done
from web.forms.term_choices import OneOf
from web.operator import operator
from web.people import actor

DRAFT = "team_draft"
"""The team under way, kept while a salesperson is added to it."""


@backoffice.route("/leads/hand", methods=["POST"])
@requires(Permission.LEAD_ASSIGN)
def lead_hand():
    with transaction() as db:
        held = hold_leads(db, request.form.getlist("lead"), by=actor(), now=utcnow())
    if not held:
        flash(gettext("Choose at least one lead that nobody else has in hand, then assign."), "warning")
        return redirect(url_for(".leads"), 303)
    return redirect(url_for(".lead_assignments"), 303)


@backoffice.route("/leads/hand/<number>/letting-go", methods=["POST"])
@requires(Permission.LEAD_ASSIGN)
def lead_let_go(number: str):
    with transaction() as db:
        let_go(db, [number], by=actor())
    return redirect(url_for(".lead_assignments"), 303)


@backoffice.route("/leads/assignment", methods=["GET", "POST"])
@requires(Permission.LEAD_ASSIGN)
def lead_assignments():
    return _assign(single=None)


@backoffice.route("/leads/<number>/assignment", methods=["GET", "POST"])
@requires(Permission.LEAD_ASSIGN)
def lead_assignment(number: str):
    return _assign(single=number)


@backoffice.route("/leads/assignment/team", methods=["POST"])
@requires(Permission.TEAM_MANAGE)
def lead_team():
    """*Save* makes the team and goes on to the assignment; *Invite* adds somebody to the team under way."""
    with reading(newest=True) as db:
        form = NewTeamForm.with_people(sellers(db, today=utcnow().date()))
    inviting = request.form.get("go") == "invite"
    made: list[Team | Staff] = []
    act = _invite if inviting else _make
    if form.validate_on_submit() and done(form, lambda db: made.append(act(db, form))):
        return _after_team(form, made[0], inviting=inviting)
    return _page(AssignForm(formdata=None), team_form=form, single=form.lead.data or None)


def _assign(*, single: str | None):
    """What was chosen is good or not in the core; the lists of all are only read for a page that shows them."""
    form = AssignForm()
    for field in (form.team, form.person):
        field.choices = [("", ""), (field.data or "", "")]
    if form.validate_on_submit() and done(form, lambda db: _give(db, form, single=single)):
        count = len(form.versions)
        flash(ngettext("The lead is assigned.", "%(num)s leads are assigned.", count))
        return redirect(url_for(".leads"), 303)
    with reading(newest=True) as db:
        held = in_hand(db, by=actor(), now=utcnow()) if single is None else []
        leads = [lead for lead, _ in held] if single is None else [_theirs(db, single)]
        if single is not None and request.method == "GET" and (instead := not_now(db, leads[0])):
            return instead
        _offering(db, form)
    form.leads.data = ",".join(f"{lead.number}:{lead.version}" for lead in leads)
    return _page(form, leads=leads, until=held[0][1] if held else None, single=single)


def _theirs(db: Session, number: str) -> Lead:
    lead = visible_lead(db, number, by=actor())
    ensure_reaches(actor(), Permission.LEAD_ASSIGN, lead)
    return lead


def _page(form: AssignForm, *, single: str | None, team_form: Any = None, leads: Any = None, until: Any = None):
    me, now = actor(), utcnow()
    with reading(newest=True) as db:
        people = sellers(db, today=now.date())
        teams = team_choices(db)
        if leads is None and single is not None:
            leads = [_theirs(db, single)]
        held = in_hand(db, by=me, now=now) if leads is None else [(lead, until) for lead in leads]
        keys = [lead.id for lead, _ in held]
        found = list(db.scalars(select(Lead).where(Lead.id.in_(keys)).order_by(Lead.next_step_at, Lead.id)))
        hand = [(lead, lead.customer.party.name, title_of(lead)) for lead in found]
    making = team_form is not None or request.args.get("make") == "team" or not teams
    team_form = team_form or NewTeamForm.with_people(people, draft=session.get(DRAFT))
    team_form.lead.data = single
    shown = {"form": form, "team_form": team_form, "people": people, "teams": teams, "hand": hand, "making": making}
    status = answer_status(team_form) if team_form.errors or team_form.form_errors else answer_status(form)
    return render_template(
        "backoffice/assignment.html", single=single, until=held[0][1] if held else None, **shown
    ), status


def _offering(db: Session, form: AssignForm) -> AssignForm:
    """The form with the teams and people there are; the one just made is chosen."""
    nobody = ("", gettext("Not chosen"))
    form.team.choices = [nobody, *team_choices(db)]
    ready = [one for one in sellers(db, today=utcnow().date()) if one.in_team]
    form.person.choices = [nobody, *((one.id, one.name) for one in ready)]
    if request.method == "GET":
        form.team.data = request.args.get("team")
    return form


def _give(db: Session, form: AssignForm, *, single: str | None) -> None:
    if single is not None and set(form.versions) != {single}:
        visible_lead(db, single, by=actor())
        raise Invalid.one("", "no_lead_in_hand")
    if bool(form.team.data) is bool(form.person.data):
        raise Invalid.one("team", "choose_team_or_person")
    to = _chosen(db, Team, form.team) if form.team.data else _chosen(db, Staff, form.person)
    reason, key = form.reason.data, str(form.key.data)
    assign_held(db, form.versions, to=to, reason=reason, by=actor(), now=utcnow(), key=key)


def _chosen(db: Session, kind: type[Team] | type[Staff], field: OneOf) -> Any:
    """Whom the field names; what its list never offered is told beside it."""
    found = db.scalar(_CHOICES[kind], {"chosen": field.data})
    if found is None:
        raise Invalid.one(field.name, "choose_one")
    return found


_CHOICES: dict[type[Team] | type[Staff], Any] = {
    Team: select(Team).where(Team.public_id == bindparam("chosen")),
    Staff: select(Staff)
    .where(Staff.public_id == bindparam("chosen"))
    .options(load_only(Staff.name, Staff.email, Staff.language, Staff.disabled_at)),
}


def _make(db: Session, form: NewTeamForm) -> Team:
    return create_team(db, form.team(), by=actor(), now=utcnow(), key=str(form.key.data))


def _invite(db: Session, form: NewTeamForm) -> Staff:
    if not form.email.data:
        raise Invalid.one("email", "enter_their_email")
    if not form.full_name.data:
        raise Invalid.one("full_name", "name_missing")
    person = PersonForm(name=form.full_name.data, email=form.email.data)
    key, home = str(form.key.data), operator().home_country
    return invite_salesperson(db, person, by=actor(), now=utcnow(), key=key, region=home)


def _after_team(form: NewTeamForm, made: Team | Staff, *, inviting: bool):
    """Back to the same page: with the person in the team under way, or with the team chosen.

    From one lead it is that lead's page: what else is in the manager's hand has no part in it.
    """
    single = form.lead.data or None
    here = ".lead_assignment" if single else ".lead_assignments"
    if inviting:
        session[DRAFT] = form.as_draft(plus=made.public_id)
        flash(gettext("The invitation is on its way, and they are in the team."))
        return redirect(url_for(here, number=single, make="team") + "#new-team", 303)
    session.pop(DRAFT, None)
    flash(gettext("The team is ready."))
    return redirect(url_for(here, number=single, team=made.public_id), 303)
