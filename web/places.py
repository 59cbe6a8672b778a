"""The places of each face, by right; a place that is not built does not show."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _

from core.access import Permission, may
from core.model import Authority
from web.people import actor


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; for everybody signed in, or for those with one of some rights."""

    endpoint: str
    label: Any
    icon: str
    rights: tuple[Permission, ...] = ()
    group: Any = None
    short: Any = None
    """For the bar of a phone, where the label is too long for it."""
    authority: Authority = Authority.ASK
    """What somebody who acts for a customer must hold to see it."""
    wide: bool = False
    """In the portal: on phones only under More."""


MANAGE = _("Manage")
OFFICE = (
    Place("backoffice.index", _("Desk"), "headset"),
    Place("backoffice.customers", _("Customers"), "users", (Permission.CUSTOMER_FIND,)),
    Place("backoffice.registrations", _("Registrations"), "id", (Permission.IDENTITY_DECIDE,)),
    Place(
        "backoffice.orders", _("Modification orders"), "file-text", (Permission.ORDER_ENTER, Permission.ORDER_SEE),
        short=_("Orders"),
    ),
    Place("backoffice.duplicates", _("Duplicates"), "copy", (Permission.DUPLICATE_DECIDE,)),
    Place("backoffice.leads", _("Leads"), "target-arrow", (Permission.LEAD_SEE,)),
    Place("backoffice.opportunities", _("Opportunities"), "progress-check", (Permission.OPPORTUNITY_SEE,)),
    Place("backoffice.teams", _("Teams"), "users-group", (Permission.TEAM_MANAGE,), MANAGE),
    Place("backoffice.people", _("People"), "user", (Permission.SALES_INVITE,), MANAGE),
    Place("backoffice.offers", _("Offers"), "package", (Permission.OFFER_MANAGE,), MANAGE),
    Place("backoffice.staff", _("Staff"), "user", (Permission.STAFF_MANAGE,)),
    Place("backoffice.operator", _("Operator"), "building", (Permission.OPERATOR_MANAGE,)),
    Place("backoffice.notices", _("Notices"), "file-text", (Permission.OPERATOR_MANAGE,)),
    Place("backoffice.roles", _("Roles"), "shield", (Permission.STAFF_MANAGE,)),
)  # fmt: skip
PORTAL = (
    Place("portal.index_me", _("Overview"), "home"),
    Place("portal.my_requests", _("Requests"), "heart-handshake"),
    Place("portal.my_orders", _("Orders"), "history", wide=True),
    Place("portal.my_offers", _("Offers"), "gift", wide=True),
    Place("portal.my_details", _("Details"), "user"),
    Place("portal.my_contacts", _("Contacts"), "users", wide=True),
    Place("portal.my_addresses", _("Addresses"), "map-pin", wide=True),
    Place("portal.my_documents", _("Documents"), "file-text", wide=True),
    Place("portal.my_preferences", _("Preferences"), "bell", wide=True),
    Place("portal.my_access", _("Access"), "key", wide=True),
    Place("portal.my_privacy", _("Privacy"), "shield-check", wide=True, authority=Authority.CHANGE_ALL),
)


def standing() -> tuple[Hashable, ...]:
    """All that places() depends on: who is asked for, by which rights, and at which place."""
    return actor().roles, actor().authority, request.script_root, _present()


def places() -> list[dict[str, Any]]:
    """Places of the acting person, in their order, the present one marked."""
    present = _present()
    return [_shown(place, address, present) for address, place in _built().items() if _open_to_them(place)]


def _built() -> dict[str, Place]:
    """The places of this face by their addresses, asked for once."""
    known: dict[str, dict[str, Place]] = current_app.extensions.setdefault("foyer.places", {})
    root = request.script_root
    if root not in known:
        built = [place for place in (*OFFICE, *PORTAL) if place.endpoint in current_app.view_functions]
        known[root] = {url_for(place.endpoint): place for place in built}
    return known[root]


def _present() -> str:
    """Address of the place that this page is, or lies beneath; first pages have nothing beneath them."""
    built, path = _built(), request.script_root + request.path
    if path in built:
        return path
    while path := path.rpartition("/")[0]:
        if path in built and not built[path].endpoint.endswith((".index", ".index_me")):
            return path
    return ""


def _open_to_them(place: Place) -> bool:
    if not actor().may_for_customer(place.authority):
        return False
    return not place.rights or any(may(actor(), right) for right in place.rights)


def _shown(place: Place, address: str, present: str) -> dict[str, Any]:
    return {
        "label": str(place.label), "short": place.short and str(place.short), "group": place.group and str(place.group),
        "href": address, "icon": place.icon, "wide": place.wide, "now": address == present, "count": None,
    }  # fmt: skip
