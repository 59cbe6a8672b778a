"""A page with one form about a lead."""

from flask import render_template, url_for
from flask_babel import lazy_gettext as _

from backoffice._lead_rows import title_of
from core.database.transaction import reading
from core.track_lead.reach import visible_lead
from web.acts import ActForm, answer_status
from web.forms.base import FoyerForm
from web.people import actor

NOTHING_CHOSEN = _("Not said")


def here(number: str) -> str:
    """The lead's page."""
    return url_for(".lead", number=number)


def form_page(name: str, number: str, form: FoyerForm, **more: object):
    """A page with one form about a lead, beside what the lead is."""
    with reading(newest=True) as db:
        lead = visible_lead(db, number, by=actor())
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
