"""Salespeople (TL-2): a list, an invitation, another link, retirement."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import EmailField, IntegerField
from wtforms.validators import Length, NumberRange, Optional

from backoffice import backoffice
from backoffice._sellers import sellers
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import NotFound
from core.model import Staff
from core.track_lead.people import PersonForm, invite_salesperson, retire_salesperson, send_invitation
from core.track_lead.teams import team_of, teams_now
from web.access import requires
from web.acts import ActForm, answer_status, done
from web.formats import data, writing
from web.forms.base import FoyerForm
from web.forms.fields import ClearTextField, PhoneField
from web.forms.term_choices import TicksOf
from web.operator import operator
from web.people import actor

SPOKEN = ("ar", "zh", "en", "fi", "no", "da", "pl", "so", "es", "sv", "tr", "uk")
"""Languages that are ticked; the operator's own among them."""
TOO_MANY = 10_000


def _languages() -> list[tuple[str, Any]]:
    return [(code, data(writing().languages.get(code, code))) for code in SPOKEN]


class InviteForm(FoyerForm):
    """Who sells from now on."""

    name = ClearTextField(_("Name"), [Length(max=100)])
    email = EmailField(_("E-mail"), [Length(max=254)])
    phone = PhoneField(_("Phone"), [Optional()])
    languages = TicksOf(_("Languages"), entries=_languages)
    regions = ClearTextField(_("Regions"), [Optional(), Length(max=200)])
    capacity = IntegerField(_("Open leads at a time, at most"), [Optional(), NumberRange(1, TOO_MANY)])
    teams = TicksOf(_("Teams"), entries=list)


@backoffice.route("/people")
@requires(Permission.SALES_INVITE)
def people():
    with reading() as db:
        found = sellers(db, today=utcnow().date())
    return render_template("backoffice/people.html", people=found)


@backoffice.route("/people/new", methods=["GET", "POST"])
@requires(Permission.SALES_INVITE)
def person_new():
    form = InviteForm()
    with reading(newest=True) as db:
        form.teams.choices = [(row.Team.public_id, data(row.Team.name)) for row in teams_now(db)]
    if form.validate_on_submit() and done(form, lambda db: _invite(db, form)):
        flash(gettext("The invitation is on its way. The link works once, for 72 hours."))
        return redirect(url_for(".people"), 303)
    return render_template("backoffice/person_new.html", form=form), answer_status(form)


@backoffice.route("/people/<person>")
@requires(Permission.SALES_INVITE)
def person(person: str):
    with reading(newest=True) as db:
        found = next((one for one in sellers(db, today=utcnow().date()) if one.id == person), None)
        if found is None:
            raise NotFound("staff_unknown")
        roles = {held.role for held in found.staff.roles}
        teams = [member.team.name for member in found.staff.memberships if member.left_at is None]
    return render_template("backoffice/person.html", person=found, teams=teams, only_sells=roles == {"sales"})


@backoffice.route("/people/<person>/invitation", methods=["POST"])
@requires(Permission.SALES_INVITE)
def person_invitation(person: str):
    with transaction() as db:
        send_invitation(db, _staff(db, person), by=actor(), now=utcnow())
    flash(gettext("A new link is on its way; the one before works no longer."))
    return redirect(url_for(".person", person=person), 303)


@backoffice.route("/people/<person>/retirement", methods=["POST"])
@requires(Permission.SALES_INVITE)
def person_retirement(person: str):
    form = ActForm()
    with transaction() as db:
        found = _staff(db, person)
        count = retire_salesperson(db, found, by=actor(), seen_version=form.seen_version, now=utcnow())
    flash(_gone(count))
    return redirect(url_for(".people"), 303)


def _gone(count: int) -> str:
    if not count:
        return gettext("The account is closed.")
    return ngettext(
        "The account is closed. Their lead is back in its team's queue.",
        "The account is closed. Their %(num)s leads are back in their teams' queues.",
        count,
    )


def _staff(db: Session, public_id: str) -> Staff:
    found = db.scalar(select(Staff).where(Staff.public_id == public_id, Staff.disabled_at.is_(None)))
    if found is None:
        raise NotFound("staff_unknown")
    return found


def _invite(db: Session, form: InviteForm) -> Any:
    regions = [part.strip() for part in (form.regions.data or "").split(",") if part.strip()]
    who = PersonForm(
        name=form.name.data or "",
        email=form.email.data or "",
        phone=form.phone.data,
        languages=form.languages.data or (),
        regions=regions,
        capacity=form.capacity.data,
    )
    teams = [team_of(db, one) for one in form.teams.data or ()]
    home = operator().home_country
    return invite_salesperson(db, who, teams=teams, by=actor(), now=utcnow(), key=str(form.key.data), region=home)
