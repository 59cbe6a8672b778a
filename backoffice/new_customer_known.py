"""While somebody's basic info is being typed: who may be this person already, said quietly beside it (IC-2)."""

from flask import render_template

from backoffice import backoffice
from core.access import Permission
from core.clock import utcnow
from core.database.transaction import transaction
from core.errors import NotFound
from core.identify_contact.check import Band, CheckQuery, check
from web.access import requires
from web.desk_drafts import Desk, opened
from web.forms.desk_registration import DeskForm
from web.people import actor
from web.resemblance import Resemblance, of_matches

MOST = 3
"""Customers shown while somebody types; *Check* shows them all."""


@backoffice.route("/customers/new/known", methods=["POST"])
@requires(Permission.REGISTER)
def new_customer_known():
    """Certain and likely ones only; nothing is kept but the look."""
    form = DeskForm()
    query = form.query(_desk(form).answers)
    found = _likely(query) if _says_enough(query) else []
    return render_template("backoffice/new_customer_known.html", found=found[:MOST], more=len(found) - MOST)


def _desk(form: DeskForm) -> Desk:
    """The draft of the page, as far as there is one."""
    try:
        return opened(form.draft.data) if form.draft.data else Desk()
    except NotFound:
        return Desk()


def _says_enough(query: CheckQuery) -> bool:
    """A name alone is everybody's; an unreadable date or number counts for nothing yet."""
    named = bool((query.last_name and query.first_name) or query.legal_name)
    return named and bool(query.birth_date or query.emails or query.phones or query.number or query.legal_name)


def _likely(query: CheckQuery) -> list[Resemblance]:
    with transaction() as db:
        matches = check(db, query, by=actor(), now=utcnow())
    return of_matches(match for match in matches if match.band is not Band.WEAK)
