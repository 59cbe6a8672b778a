"""Choices of a reference list or an enumeration: as a list, cards, chips or ticks, told in our words when wrong."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from web import terms
from web.forms.fields import CountryField, TermField
from web.operator import operator
from web.wording import label

ONE_OF_THEM = _("Select one from the list")
Entries = Callable[[], list[Any]]


class OneTerm(TermField):
    """One entry of a reference list; whatever else is sent is told in our words."""

    def __init__(self, label: Any = None, validators: Any = None, *, kind: str, empty: Any = None, **more: Any) -> None:
        super().__init__(label, validators, kind=kind, empty=empty, invalid_choice_message=ONE_OF_THEM, **more)


class OneCountry(CountryField):
    """A country; the operator's own stands first."""

    def __init__(self, label: Any = None, validators: Any = None, *, empty: Any = None, **more: Any) -> None:
        super().__init__(label, validators, empty=empty, invalid_choice_message=ONE_OF_THEM, **more)


class OneOf(SelectField):
    """One entry of a list that is made when it is needed; nothing chosen is None."""

    def __init__(self, label: Any = None, validators: Any = None, *, entries: Entries, **more: Any) -> None:
        super().__init__(label, validators, choices=entries, coerce=_text, **more)
        self.invalid_choice_message = ONE_OF_THEM


class RadioOf(RadioField):
    """The same as radio buttons; none need be chosen, that is for the domain to say."""

    def __init__(self, label: Any = None, validators: Any = None, *, entries: Entries, **more: Any) -> None:
        super().__init__(label, validators=validators, choices=entries, coerce=_text, **more)
        self.invalid_choice_message = ONE_OF_THEM

    def pre_validate(self, form: Any) -> None:
        """Nothing chosen passes."""
        if self.data is not None:
            super().pre_validate(form)


class TicksOf(SelectMultipleField):
    """Several of a list as ticks, chips or days."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, validators: Any = None, *, entries: Entries, **more: Any) -> None:
        super().__init__(label, validators, choices=entries, **more)
        self.invalid_choice_message = ONE_OF_THEM
        self.label.field_id = False  # type: ignore[assignment]


def listed(kind: str, *, but: frozenset[str] = frozenset(), **attributes: Any) -> Entries:
    """Entries of a reference list, those with these attributes only."""

    def entries() -> list[tuple[str, str]]:
        return [
            (term.code, term.label)
            for term in terms.terms(kind)
            if term.code not in but and all(term.attributes.get(name) == value for name, value in attributes.items())
        ]

    return entries


def enumerated(values: type[StrEnum], *, empty: Any = None) -> Entries:
    """Values of an enumeration in the reader's words."""

    def entries() -> list[tuple[str, str]]:
        first = [("", str(empty))] if empty is not None else []
        return first + [(value.value, label(value)) for value in values]

    return entries


def home() -> str:
    """The operator's own country, which most people choose."""
    return operator().home_country


def _text(value: Any) -> str | None:
    return str(value) if value else None
