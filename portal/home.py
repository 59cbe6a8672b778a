"""/me: what is missing heads the list, then requests and what comes next, then what is held (MP-4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from core.clock import utcnow
from core.database.transaction import reading
from core.identify_contact.addresses import lines
from core.identify_contact.service_numbers import services_of
from core.identify_contact.what_is_held import Held, held
from core.maintain_contact.changing.preferences import preference_answers
from core.maintain_contact.orders import orders_of
from core.maintain_contact.who_looked import staff_who_looked
from core.model import Authority, Certificate, CertificateState, Document, DocumentState, OrderState
from core.track_lead.own_requests import own_requests
from portal import portal
from portal._offers import REMEMBERED, request_title
from portal._own import own_customer
from web.access import signed_in
from web.formats import data, day, zone
from web.forms.issuing_states import state_name
from web.people import actor
from web.sessions import visit
from web.terms import term
from web.times_in_words import filled, times_in_words
from web.wording.order_fields import fields_text

SHOWN = 3
WAITS = (OrderState.SUBMITTED, OrderState.APPROVED)


@dataclass(frozen=True, slots=True)
class Todo:
    """Something only the customer can do, and where."""

    title: str | Markup
    text: str | Markup
    icon: str
    act: str
    href: str


@portal.route("/me")
@signed_in
def index_me():
    now = utcnow()
    shown = _shown(now)
    return render_template("portal/home.html", **shown, **_words(shown["held"], now))


def _shown(now: datetime) -> dict[str, Any]:
    month = now.astimezone(zone()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    with reading(newest=True) as db:
        mine = held(db, own_customer(db), by=actor())
        return {
            "held": mine,
            "orders": [order for order in orders_of(db, mine.customer, by=actor()) if order.state in WAITS],
            "looked": staff_who_looked(db, mine.customer, since=month),
            "month": month,
            "requests": [request for request in own_requests(db, by=actor()) if not request.is_over][:SHOWN],
            "services": services_of(db, mine.customer),
        }


def _words(mine: Held, now: datetime) -> dict[str, Any]:
    first = next((each for each in mine.addresses if each.contact_first), next(iter(mine.addresses), None))
    return {
        "greeting": filled(_greeting(now.astimezone(zone()).hour), name=data(_called(mine), direction="auto")),
        "todos": _todos(mine, today=now.date()),
        "address": data(", ".join(lines(first)), direction="auto") if first else None,
        "may_call": times_in_words(preference_answers(mine.preference)),
        "title_of": request_title,
        "today": now.date(),
        "country_name": state_name,
        "envelope": _envelope,
        "fields_text": fields_text,
    }


def _envelope(address: Any) -> str:
    return ", ".join([*lines(address), state_name(address.country)])


def _called(mine: Held) -> str:
    return actor().name if actor().for_another else mine.party.first_name or mine.party.name


def _greeting(hour: int) -> str:
    if 5 <= hour < 12:
        return _("Good morning, %(name)s")
    return _("Good afternoon, %(name)s") if 12 <= hour < 18 else _("Good evening, %(name)s")


def _todos(mine: Held, *, today: date) -> list[Todo]:
    """What is missing, the most pressing first; nothing for who may only look."""
    if not actor().may_for_customer(Authority.CHANGE_ORDINARY):
        return []
    found = [_document_wanted(mine, today), _interest_left_open()]
    if not mine.addresses:
        text = _("We need one before we connect you.")
        found.append(Todo(_("Add where you live"), text, "map-pin", _("Add an address"), url_for(".my_addresses")))
    return [todo for todo in found if todo]


def _document_wanted(mine: Held, today: date) -> Todo | None:
    """A certificate is missing or has expired, or nobody has seen a picture of it yet."""
    rows = [each.row for each in mine.certificates if each.row.state is not CertificateState.REFUSED]
    valid = [row for row in rows if not row.is_expired(today)]
    if valid and (mine.documents or any(row.state is CertificateState.CHECKED for row in valid)):
        return None
    text = _("We need to see a valid document before we connect you. A picture is enough.")
    title: Any = _("Show us a document")
    if rows and not valid:
        if any(_may_replace(document, rows, mine) for document in mine.documents):
            return None
        kind = term("certificate_type", rows[-1].type_code)
        title = filled(_("%(document)s: expired on %(day)s"), document=kind, day=day(rows[-1].expires_on))
    return Todo(title, text, "alert-triangle", _("Show a document"), url_for(".my_documents"))


def _may_replace(document: Document, expired: list[Certificate], mine: Held) -> bool:
    """Whether a document may show what comes in place of all that has expired, and nobody has looked at it yet."""
    if document.state is DocumentState.REFUSED or document.certificate_id in {row.id for row in expired}:
        return False
    if document.id in {each.row.authority_document_id for each in mine.contacts}:
        return False
    looked = [row.checked_at for row in expired if row.checked_at]
    known = [*looked, *(row.created_at for row in expired)]
    expiry = max((row.expires_on for row in expired if row.expires_on), default=date.min)
    return document.uploaded_at > max(known) and document.uploaded_at.date() > expiry


def _interest_left_open() -> Todo | None:
    """What they wanted before we knew who they are."""
    if REMEMBERED not in visit():
        return None
    text = _("You chose something before you signed in. Say when we may call, and it is with us.")
    return Todo(
        _("Finish telling us what interests you"), text, "heart-handshake", _("I'm interested"), url_for(".interest")
    )
