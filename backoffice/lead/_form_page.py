"""A page with one form about a lead."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from backoffice._lead_rows import title_of
from core.access import Permission
from core.database.transaction import reading
from core.errors import Conflict
from core.model import Lead
from core.track_lead.reach import ensure_reaches, visible_lead
from web.acts import ActForm, answer_status
from web.forms.base import FoyerForm
from web.people import actor
from web.wording import word

NOTHING_CHOSEN = _("Not said")


def here(number: str) -> str:
    """The lead's page."""
    return url_for(".lead", number=number)


def must_be_open(_db: Session, lead: Lead) -> None:
    """What most forms ask of their lead; raises WrongStatus."""
    lead.must_be_open()


def form_page(
    name: str,
    number: str,
    form: FoyerForm,
    *,
    right: Permission = Permission.LEAD_WORK,
    must: Callable[[Session, Lead], None] = must_be_open,
    **more: object,
) -> Any:
    """A page with one form about a lead, beside what the lead is; never a form that would only be refused.

    Who has not the `right` to this lead gets a 403; where `must` refuses, the lead's page says why.
    """
    with reading(newest=True) as db:
        lead = visible_lead(db, number, by=actor())
        ensure_reaches(actor(), right, lead)
        if request.method == "GET" and (instead := not_now(db, lead, must)):
            return instead
        whose = lead.owner or lead.team
        shown = {
            "lead": lead,
            "title": title_of(lead),
            "party": lead.customer.party,
            "owner": whose and whose.name,
            **more,
        }
    if isinstance(form, ActForm):
        form.shows(lead.version)
    return render_template(f"backoffice/lead/{name}.html", form=form, **shown), answer_status(form)


def not_now(db: Session, lead: Lead, must: Callable[[Session, Lead], None] = must_be_open) -> Any:
    """The way to the lead with a notice, where its state does not allow what a form is for; else None."""
    try:
        must(db, lead)
    except Conflict as refused:
        flash(word(refused), "warn")
        return redirect(here(lead.number), 303)
    return None
