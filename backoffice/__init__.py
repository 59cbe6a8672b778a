"""The back office: where the operator's staff work. Mounted at /office; one module a page, imported below."""

from flask import Blueprint

backoffice = Blueprint("backoffice", __name__)

from backoffice import components, duplicates, index, registrations, set_password, signing_in  # noqa: E402, F401  one line a page
