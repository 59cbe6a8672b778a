"""The back office: where the operator's staff work. Mounted at /office; one module a page, imported below."""

from flask import Blueprint

backoffice = Blueprint("backoffice", __name__)

from backoffice import (  # noqa: E402, F401  one line a page
    activation,
    assignment,
    authority,
    certificate,
    components,
    customer,
    customer_import,
    customers,
    desk,
    document_in_person,
    duplicates,
    hand_over,
    identity,
    lead,
    leads,
    me,
    modification,
    new_customer,
    new_customer_discard,
    new_customer_known,
    new_customer_rows,
    notice,
    notices,
    offers,
    operator,
    opportunities,
    orders,
    people,
    registrations,
    roles,
    set_password,
    signing_in,
    staff,
    teams,
    verification,
)
