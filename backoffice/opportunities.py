"""Opportunities (MP-2, as a list and a simple page): what came of leads."""

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _
from wtforms import Form

from backoffice import backoffice
from backoffice._lead_rows import title_of
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.manage_prospect.opportunities import list_opportunities, opportunity_page
from core.model import Stage
from core.money import Money
from web.access import requires
from web.formats import money
from web.forms.term_choices import OneOf, enumerated
from web.people import actor
from web.timeline import timeline

STAGES = (None, Stage.DEVELOP, Stage.PROPOSE)
"""Places in the stage bar after Qualify; won and lost stand at Close."""


class FilterForm(Form):
    """What narrows the list."""

    stage = OneOf(_("Stage"), entries=enumerated(Stage, empty=_("Any")))


@backoffice.route("/opportunities")
@requires(Permission.OPPORTUNITY_SEE)
def opportunities():
    stage = next((one for one in Stage if one.value == request.args.get("stage")), None)
    with reading() as db:
        found, more = list_opportunities(db, stage=stage, after=request.args.get("after"), by=actor())
    onward = url_for(".opportunities", stage=stage, after=found[-1].number) if more else None
    form = FilterForm(data={"stage": stage})
    return render_template(
        "backoffice/opportunities.html", found=found, form=form, stage=stage, next=onward, **_words()
    )


@backoffice.route("/opportunities/<number>")
@requires(Permission.OPPORTUNITY_SEE)
def opportunity(number: str):
    with transaction() as db:
        page = opportunity_page(db, number, by=actor(), now=utcnow())
    stage = page.opportunity.stage
    place = STAGES.index(stage) if stage in STAGES else len(STAGES)
    days = timeline(page.history)
    return render_template("backoffice/opportunity.html", page=page, place=place, days=days, now=utcnow(), **_words())


def _words():
    return {"amount": lambda minor, currency: money(Money(minor, currency)), "title_of": title_of}
