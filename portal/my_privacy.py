"""What the customer agreed to, and who looked at or changed their data, by role and date (IC-16, AR-2, MC-10)."""

from datetime import datetime
from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext as _

from core.access import ActorKind
from core.database.transaction import reading
from core.history import Event
from core.maintain_contact.who_looked import MOST, Deed, deeds
from core.model import Authority
from portal import portal
from portal._own import own_customer, own_held
from web.access import authorised, signed_in
from web.formats import data, zone
from web.people import actor
from web.timeline import day_heading
from web.wording import label

LOOKED: dict[Event, Any] = {
    Event.CUSTOMER_VIEWED: _("Looked at your details"),
    Event.DOCUMENT_VIEWED: _("Looked at a document of yours"),
    Event.CERTIFICATE_REVEALED: _("Looked at your whole certificate number"),
    Event.LEAD_VIEWED: _("Looked at a request of yours"),
    Event.OPPORTUNITY_VIEWED: _("Looked at a request of yours"),
    Event.ORDER_VIEWED: _("Looked at an order of yours"),
}
CHANGED: dict[Event, Any] = {
    Event.CUSTOMER_REGISTERED: _("Registered"),
    Event.ORDER_SUBMITTED: _("Submitted an order"),
    Event.ORDER_APPLIED: _("Changed your details by an order"),
    Event.ORDER_WITHDRAWN: _("Withdrew an order"),
    Event.PASSWORD_SET: _("Set a new password"),
    Event.QUESTION_SET: _("Set a new security question"),
    Event.DOCUMENT_ADDED: _("Added a document"),
    Event.DOCUMENT_REMOVED: _("Removed a document"),
    Event.CALLER_VERIFIED: _("Checked who was calling: it was you"),
    Event.CALLER_NOT_VERIFIED: _("Checked who was calling: the answers did not fit"),
    Event.REGISTRATION_ACCEPTED: _("Accepted your registration"),
    Event.REGISTRATION_REFUSED: _("Refused your registration"),
    Event.REGISTRATION_ASKED_AGAIN: _("Asked you for more"),
    Event.IDENTITY_CHECKED: _("Checked your identity"),
    Event.LINK_SENT: _("Sent you a link"),
    Event.AUTHORITY_SET: _("Wrote down what a contact may do for you"),
    Event.AUTHORITY_ENDED: _("Ended what a contact may do for you"),
    Event.CONTACT_INVITED: _("Sent a contact of yours a link to sign in"),
    Event.CONSENT_CHANGED: _("Wrote down what you agree to"),
}
OTHER = _("Worked on a request or record of yours")


@portal.route("/me/privacy")
@authorised(look=Authority.CHANGE_ALL)
@signed_in
def my_privacy():
    with reading(newest=True) as db:
        found = deeds(db, own_customer(db), by=actor(), before=_before(request.args.get("before", "")))
    earlier = found[-1].at.isoformat() if len(found) == MOST else None
    return render_template("portal/my_privacy.html", held=own_held(), days=_days(found), earlier=earlier)


def _before(said: str) -> datetime | None:
    """The moment of the last deed that was shown; what is none begins anew."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _days(found: list[Deed]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """By the reader's own days, the same deed of the same role on one day told once."""
    days: dict[Any, list[dict[str, Any]]] = {}
    for deed in found:
        told = {"what": _what(deed), "who": _who(deed), "at": deed.at, "looked": deed.event in LOOKED}
        same_day = days.setdefault(deed.at.astimezone(zone()).date(), [])
        if not any((each["what"], each["who"]) == (told["what"], told["who"]) for each in same_day):
            same_day.append(told)
    return [(day_heading(on), told) for on, told in days.items()]


def _what(deed: Deed) -> str:
    return str(LOOKED.get(deed.event) or CHANGED.get(deed.event) or OTHER)


def _who(deed: Deed) -> Any:
    if deed.contact:
        return data(deed.contact)
    if deed.by is ActorKind.CUSTOMER:
        return data(actor().acts_for) if actor().for_another else str(_("You"))
    return label(deed.role) if deed.role else str(_("One of us"))
