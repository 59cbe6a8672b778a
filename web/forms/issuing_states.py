"""Issuing state: one field for countries and the organisations that issue documents (ICAO 9303-3)."""

import re
from typing import Any

from flask_babel import gettext as _

from web.formats import writing
from web.forms.fields import countries
from web.forms.term_choices import OneOf
from web.terms import choices, term

_OF_A_ZONE = re.compile("[A-Z]{3}")


def issuing_states() -> list[tuple[str, str]]:
    """Countries by name in the reader's language, then the organisations."""
    return [("", _("Select a state")), *countries(writing()), *choices("issuing_organisation")]


class IssuingState(OneOf):
    """One of them; a code that only a document knows is kept as the document writes it."""

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, entries=self._entries, **more)

    def _entries(self) -> list[tuple[str, str]]:
        listed = issuing_states()
        written = getattr(self, "data", None)
        if written and _OF_A_ZONE.fullmatch(written) and written not in dict(listed):
            return [*listed, (written, written)]
        return listed


def state_name(code: str | None) -> str:
    """What a state or organisation is called; the code itself where nobody has named it."""
    named: Any = writing().territories.get(code or "")
    return str(named) if named else term("issuing_organisation", code)
