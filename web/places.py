"""The places of each face, by right; a place that is not built does not show."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _

from core.access import Permission, may
from web.people import actor


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; for everybody signed in, or for those with one of some rights."""

    endpoint: str
    label: Any
    icon: str
    rights: tuple[Permission, ...] = ()
    group: Any = None
    wide: bool = False
    """In the portal: on phones only under More."""


MANAGE, SETTINGS = _("Manage"), _("Settings")
OFFICE = (
    Place("backoffice.index", _("Home"), "home"),
    Place("backoffice.customers", _("Customers"), "users", (Permission.CUSTOMER_FIND,)),
    Place("backoffice.registrations", _("Registrations"), "id", (Permission.IDENTITY_DECIDE,)),
    Place("backoffice.orders", _("Modification orders"), "file-text", (Permission.ORDER_ENTER, Permission.ORDER_SEE)),
    Place("backoffice.duplicates", _("Duplicates"), "copy", (Permission.DUPLICATE_DECIDE,)),
    Place("backoffice.leads", _("Leads"), "target-arrow", (Permission.LEAD_SEE,)),
    Place("backoffice.opportunities", _("Opportunities"), "progress-check", (Permission.OPPORTUNITY_SEE,)),
    Place("backoffice.prospects", _("Prospects"), "users", (Permission.OPPORTUNITY_SEE,)),
    Place("backoffice.teams", _("Teams"), "users-group", (Permission.TEAM_MANAGE,), MANAGE),
    Place("backoffice.people", _("People"), "user", (Permission.SALES_INVITE, Permission.STAFF_MANAGE), MANAGE),
    Place("backoffice.offers", _("Offers"), "package", (Permission.OFFER_MANAGE,), MANAGE),
    Place("backoffice.audit", _("Audit trail"), "history", (Permission.AUDIT_SEE,), SETTINGS),
    Place("backoffice.admin", _("Settings"), "settings", (Permission.STAFF_MANAGE,), SETTINGS),
)
PORTAL = (
    Place("portal.index_me", _("Overview"), "home"),
    Place("portal.my_details", _("Your details"), "user"),
    Place("portal.my_requests", _("Requests"), "message"),
    Place("portal.my_orders", _("Changes"), "file-text"),
    Place("portal.my_offers", _("Offers"), "package", wide=True),
    Place("portal.my_privacy", _("Privacy"), "lock", wide=True),
)


def places() -> list[dict[str, Any]]:
    """Places of the acting person, in their order, the present one marked."""
    return [_shown(place) for place in (*OFFICE, *PORTAL) if _open_to_them(place)]


def _open_to_them(place: Place) -> bool:
    if place.endpoint not in current_app.view_functions:
        return False
    return not place.rights or any(may(actor(), right) for right in place.rights)


def _shown(place: Place) -> dict[str, Any]:
    address = url_for(place.endpoint)
    return {
        "label": str(place.label), "short": None, "href": address, "icon": place.icon, "wide": place.wide,
        "now": _is_here(place, address), "count": None, "group": place.group and str(place.group),
    }  # fmt: skip


def _is_here(place: Place, address: str) -> bool:
    present = request.script_root + request.path
    return present == address or (
        not place.endpoint.endswith((".index", ".index_me")) and present.startswith(address + "/")
    )
