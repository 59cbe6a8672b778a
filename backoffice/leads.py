"""The list of leads: views as tabs, filters in the address, pages by key, chosen rows to assign (TL-4, TL-10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from flask import render_template, request
from flask_babel import lazy_gettext as _
from wtforms import Form

from backoffice import backoffice
from backoffice._lead_rows import worded
from core.access import Actor, Permission
from core.clock import utcnow
from core.database.transaction import looking
from core.model import LeadSource, LeadStatus
from core.track_lead.queues import MOST_COUNTED, Filters, PageOfLeads, Place, View, page_of, views_of
from web.access import requires
from web.formats import number
from web.forms.term_choices import OneOf, enumerated
from web.navigation import address
from web.people import actor
from web.wording import label

ANY = _("Any")
Chosen = TypeVar("Chosen", bound=StrEnum)


class FilterForm(Form):
    """What narrows a view; ordinary filters may stand in the address."""

    status = OneOf(_("Status"), entries=enumerated(LeadStatus, empty=ANY))
    source = OneOf(_("Source"), entries=enumerated(LeadSource, empty=ANY))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what it misspells counts as not asked."""

    view: View
    filters: Filters
    after: Place | None
    before: Place | None

    @classmethod
    def of(cls, given: Mapping[str, str], by: Actor) -> "Asked":
        """Reads an address; a view that the reader does not have is their first one."""
        views, said = views_of(by), {name: given[name] for name in given}
        view = said.get("view")
        filters = Filters(_one_of(LeadStatus, said.get("status")), _one_of(LeadSource, said.get("source")))
        asked = view if view in views else views[0]
        return cls(View(asked), filters, _place(said.get("after")), _place(said.get("before")))

    def address(self, **changed: Any) -> str:
        """The same list with something else."""
        asked = {"view": self.view.value, "status": self.filters.status, "source": self.filters.source, **changed}
        return address(".leads", **{name: str(value) for name, value in asked.items() if value})


@backoffice.route("/leads")
@requires(Permission.LEAD_SEE)
def leads():
    me, now = actor(), utcnow()
    asked = Asked.of(request.args, me)
    with looking() as db:
        page = page_of(
            db, asked.view, filters=asked.filters, by=me, now=now, after=asked.after, before=asked.before, counted=True
        )  # fmt: skip
    rows = worded(page.rows, now=now)
    tabs = _tabs(asked, page.counts, me)
    return render_template("backoffice/leads.html", asked=asked, tabs=tabs, rows=rows, **_around(asked, page))


def _tabs(asked: Asked, counts: Mapping[View, int], by: Actor) -> list[dict[str, Any]]:
    return [
        {
            "label": label(view),
            "href": asked.address(view=view.value),
            "count": _counted(counts[view]) if view in counts else None,
            "now": view is asked.view,
            "late": view is View.OVERDUE and counts.get(view, 0) > 0,
        }
        for view in views_of(by)
        if view is not View.DELETED
    ]


def _counted(count: int) -> Any:
    return number(MOST_COUNTED) + "+" if count > MOST_COUNTED else number(count)


def _around(asked: Asked, page: PageOfLeads) -> dict[str, Any]:
    """The filter form and the ways to the pages before and after."""
    filters = asked.filters
    return {
        "filter_form": partial(FilterForm, data={"status": filters.status, "source": filters.source}),
        "set": sum(one is not None for one in (filters.status, filters.source)),
        "previous": asked.address(before=_said(page.first)) if page.more_before and page.first else None,
        "next": asked.address(after=_said(page.last)) if page.more_after and page.last else None,
    }


def _one_of(values: type[Chosen], text: str | None) -> Chosen | None:
    return values(text) if text in set(values) else None


def _said(place: Place | None) -> str:
    return f"{place.at.astimezone(UTC):%Y%m%dT%H%M%S%f}~{place.number}" if place else ""


def _place(text: str | None) -> Place | None:
    moment, _, lead = (text or "").partition("~")
    try:
        at = datetime.strptime(moment, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Place(at, lead) if lead else None
