"""Staff: who works here and as what; added by invitation, given roles, disabled, sent a link again (values.md)."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from backoffice import backoffice
from core import staff_administration as accounts
from core.access import Permission, Role
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import NotFound
from core.model import Staff
from web.access import requires
from web.acts import ActForm, answer_status, done
from web.forms.base import FoyerForm
from web.forms.fields import ClearTextField
from web.forms.term_choices import TicksOf
from web.people import actor
from web.timeline import timeline
from web.wording import label
from web.wording.rights import ROLE_NOTES

PAGE = 50
NAME = 100


def role_choices() -> list[tuple[str, str]]:
    """Every role, in the order of the table."""
    return [(role.value, str(label(role))) for role in Role]


class RolesForm(ActForm):
    """What somebody is here; several roles add up."""

    roles = TicksOf(_("Roles"), entries=role_choices)

    def chosen(self) -> list[Role]:
        """The roles ticked."""
        return [Role(code) for code in self.roles.data or ()]


class NewMemberForm(FoyerForm):
    """Somebody new; they choose their password by the link they are sent."""

    name = ClearTextField(_("Name"), [InputRequired(_("Enter the name")), Length(max=NAME)])
    email = EmailField(_("E-mail"), [InputRequired(_("Enter the e-mail address")), Length(max=254)])
    roles = TicksOf(_("Roles"), entries=role_choices)


@backoffice.route("/admin")
@requires(Permission.STAFF_MANAGE)
def admin():
    return redirect(url_for(".staff"), 303)


@backoffice.route("/admin/staff")
@requires(Permission.STAFF_MANAGE)
def staff():
    disabled = request.args.get("view") == "disabled"
    with reading(newest=True) as db:
        found = accounts.members(db, disabled=disabled, by=actor(), after=_after(db), most=PAGE + 1)
        counts = accounts.how_many(db, by=actor())
    following = found[PAGE - 1].public_id if len(found) > PAGE else None
    return render_template(
        "backoffice/staff.html",
        members=found[:PAGE],
        disabled=disabled,
        counts=counts,
        following=following,
        names=dict(role_choices()),
    )


@backoffice.route("/admin/staff/new", methods=["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def staff_new():
    form = NewMemberForm()
    if form.validate_on_submit() and done(form, lambda db: _invite(db, form)):
        flash(gettext("Their link to choose a password is on its way to %(email)s.", email=form.email.data), "ok")
        return redirect(url_for(".staff"), 303)
    return render_template("backoffice/staff_new.html", form=form, **_roles_in_words()), answer_status(form)


@backoffice.route("/admin/staff/<public_id>", methods=["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def staff_member(public_id: str):
    form = RolesForm()
    if form.validate_on_submit() and done(form, lambda db: _change_roles(db, public_id, form)):
        return _back(public_id)
    with reading(newest=True) as db:
        member = accounts.member(db, public_id, by=actor())
        if request.method == "GET":
            form.roles.data = [held.role for held in member.roles]
        told = timeline(accounts.account_history(db, member, by=actor(), now=utcnow()))
        page = {"member": member, "days": told, "form": form.shows(member.version)}
        return render_template("backoffice/staff_member.html", **page, **_roles_in_words()), answer_status(form)


@backoffice.route("/admin/staff/<public_id>/disable", methods=["POST"])
@requires(Permission.STAFF_MANAGE)
def staff_disable(public_id: str):
    def close(db: Session, member: Staff) -> None:
        back = accounts.close_account(db, member, by=actor(), now=utcnow())
        flash(gettext("%(name)s can no longer sign in.", name=member.name), "ok")
        _tell_of_leads(back)

    return _act(public_id, close)


@backoffice.route("/admin/staff/<public_id>/enable", methods=["POST"])
@requires(Permission.STAFF_MANAGE)
def staff_enable(public_id: str):
    def open_again(db: Session, member: Staff) -> None:
        accounts.open_account(db, member, by=actor(), now=utcnow())
        flash(gettext("%(name)s can sign in again.", name=member.name), "ok")

    return _act(public_id, open_again)


@backoffice.route("/admin/staff/<public_id>/link", methods=["POST"])
@requires(Permission.STAFF_MANAGE)
def staff_link(public_id: str):
    def send(db: Session, member: Staff) -> None:
        key = request.form.get("key", "")[:100]
        accounts.send_link_again(db, member, by=actor(), now=utcnow(), key=key)
        flash(
            gettext("A new link is on its way to %(email)s. The one before works no longer.", email=member.email), "ok"
        )

    return _act(public_id, send)


@backoffice.route("/admin/staff/<public_id>/sign-out", methods=["POST"])
@requires(Permission.STAFF_MANAGE)
def staff_sign_out(public_id: str):
    def end(db: Session, member: Staff) -> None:
        accounts.sign_out_everywhere(db, member, by=actor(), now=utcnow())
        flash(gettext("%(name)s is signed out in every browser.", name=member.name), "ok")

    return _act(public_id, end)


def _invite(db: Session, form: NewMemberForm) -> None:
    roles = [Role(code) for code in form.roles.data or ()]
    accounts.invite_member(
        db, name=form.name.data, email=form.email.data, roles=roles, by=actor(), now=utcnow(), key=form.key.data
    )


def _change_roles(db: Session, public_id: str, form: RolesForm) -> None:
    member = accounts.member(db, public_id, by=actor(), hold=True)
    back = accounts.change_roles(
        db, member, roles=form.chosen(), seen_version=form.seen_version, by=actor(), now=utcnow()
    )
    flash(gettext("The roles of %(name)s are changed. They sign in again.", name=member.name), "ok")
    _tell_of_leads(back)


def _tell_of_leads(back: int) -> None:
    if back:
        flash(ngettext("%(num)s open lead went back.", "%(num)s open leads went back.", back), "ok")


def _act(public_id: str, act: Callable[[Session, Staff], None]) -> Response:
    with transaction() as db:
        act(db, accounts.member(db, public_id, by=actor(), hold=True))
    return _back(public_id)


def _back(public_id: str) -> Response:
    return redirect(url_for(".staff_member", public_id=public_id), 303)


def _after(db: Session) -> Staff | None:
    """The last one of the page before; a stranger's address begins anew."""
    try:
        return accounts.member(db, request.args["after"], by=actor()) if "after" in request.args else None
    except NotFound:
        return None


def _roles_in_words() -> dict[str, Any]:
    return {"names": dict(role_choices()), "notes": {role.value: note for role, note in ROLE_NOTES.items()}}
