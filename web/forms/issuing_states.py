"""Issuing state: one field for countries and the organisations that issue documents (ICAO 9303-3)."""

from typing import Any

from flask_babel import gettext as _

from web.formats import writing
from web.forms.fields import countries
from web.terms import choices, term


def issuing_states() -> list[tuple[str, str]]:
    """Countries by name in the reader's language, then the organisations."""
    return [("", _("Select a state")), *countries(writing()), *choices("issuing_organisation")]


def state_name(code: str | None) -> str:
    """What a state or organisation is called; the code itself where nobody has named it."""
    named: Any = writing().territories.get(code or "")
    return str(named) if named else term("issuing_organisation", code)
