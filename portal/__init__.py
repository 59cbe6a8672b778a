"""The portal: where prospects and customers serve themselves. One module a page, imported below."""

from flask import Blueprint

portal = Blueprint("portal", __name__)

from portal import (  # noqa: E402, F401  one line a page
    demo_outbox,
    forgotten_password,
    home,
    index,
    interest,
    my_access,
    my_addresses,
    my_consents,
    my_contacts,
    my_details,
    my_documents,
    my_language,
    my_notices,
    my_offers,
    my_orders,
    my_preferences,
    my_privacy,
    my_requests,
    notices,
    registration,
    reset,
    set_password,
    signing_in,
)
