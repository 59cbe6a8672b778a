"""Sales teams (TL-2): a list, and a page to make or change one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms.validators import Length, Optional

from backoffice import backoffice
from backoffice._sellers import Seller, sellers
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Team
from core.track_lead.teams import TeamForm, change_team, create_team, retire_team, team_of, teams_now
from web.access import requires
from web.acts import ActForm, EditForm, answer_status, done
from web.forms.fields import ClearTextField
from web.forms.term_choices import OneOf, TicksOf
from web.people import actor


class TeamEditForm(EditForm):
    """Who works together."""

    name = ClearTextField(_("Name"), [Length(max=100)])
    leader = OneOf(_("Leader"), [Optional()], entries=list, render_kw={"translate": "no"})
    members = TicksOf(_("Members"), entries=list)

    @classmethod
    def with_people(cls, people: list[Seller], *, draft: dict[str, Any] | None = None, of: Team | None = None):
        """The form with everybody who sells; filled from a team that is there, or from one under way."""
        now = {"name": of.name, "version": of.version, **_people_of(of, people)} if of else draft or {}
        form = cls(data=now)
        entries = [(one.id, one.name) for one in people]
        form.leader.choices = [("", gettext("Nobody yet")), *entries]
        form.members.choices = entries
        return form

    def team(self) -> TeamForm:
        """What was said, for the domain."""
        return TeamForm(name=self.name.data or "", leader=self.leader.data or None, members=self.members.data or ())

    def as_draft(self, *, plus: str) -> dict[str, Any]:
        """What was typed so far, with one more member."""
        return {"name": self.name.data, "leader": self.leader.data, "members": [*(self.members.data or ()), plus]}


@backoffice.route("/teams")
@requires(Permission.TEAM_MANAGE)
def teams():
    with reading() as db:
        found = teams_now(db)
    return render_template("backoffice/teams.html", teams=found)


@backoffice.route("/teams/new", methods=["GET", "POST"])
@requires(Permission.TEAM_MANAGE)
def team_new():
    with reading(newest=True) as db:
        people = sellers(db, today=utcnow().date())
        form = TeamEditForm.with_people(people)
    if form.validate_on_submit() and done(form, lambda db: _create(db, form)):
        flash(gettext("The team is ready."))
        return redirect(url_for(".teams"), 303)
    return render_template("backoffice/team.html", form=form, people=people, team=None), answer_status(form)


@backoffice.route("/teams/<team>", methods=["GET", "POST"])
@requires(Permission.TEAM_MANAGE)
def team(team: str):
    with reading(newest=True) as db:
        people = sellers(db, today=utcnow().date())
        found = team_of(db, team)
        form = TeamEditForm.with_people(people, of=found)
    if form.validate_on_submit() and done(form, lambda db: _change(db, team, form)):
        flash(gettext("The team is changed."))
        return redirect(url_for(".teams"), 303)
    form.shows(found.version)
    return render_template("backoffice/team.html", form=form, people=people, team=found), answer_status(form)


@backoffice.route("/teams/<team>/retirement", methods=["POST"])
@requires(Permission.TEAM_MANAGE)
def team_retirement(team: str):
    form = ActForm()
    with transaction() as db:
        retire_team(db, team_of(db, team), by=actor(), seen_version=form.seen_version, now=utcnow())
    flash(gettext("The team takes no leads any more."))
    return redirect(url_for(".teams"), 303)


def _create(db: Session, form: TeamEditForm) -> None:
    create_team(db, form.team(), by=actor(), now=utcnow(), key=str(form.key.data))


def _change(db: Session, public_id: str, form: TeamEditForm) -> None:
    change_team(db, team_of(db, public_id), form.team(), by=actor(), seen_version=form.seen_version, now=utcnow())


def _people_of(team: Team, people: list[Seller]) -> dict[str, Any]:
    ids = {one.staff.id: one.id for one in people}
    members = [ids[member.staff_id] for member in team.members if member.left_at is None and member.staff_id in ids]
    return {"leader": ids.get(team.leader_id or 0), "members": members}
