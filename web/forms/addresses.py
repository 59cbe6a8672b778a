"""Addresses: country first, then that country's own fields in its own order, with lists where there are some (IC-7)."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import Choice as Entry  # type: ignore[attr-defined]
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import Select

from core.database.transaction import reading
from core.identify_contact import limits
from core.identify_contact.addresses import AddressField, Choice, fields_for
from core.identify_contact.answers import AddressAnswers, examine_address
from core.identify_contact.places_known import places_known
from web.forms.base import FoyerForm, Section
from web.forms.checking import Doubting, examined
from web.forms.fields import ClearTextField
from web.forms.term_choices import ONE_OF_THEM, OneCountry, OneTerm, home
from web.wording.addresses import field_label, hint_of

PARTS = (
    "administrative_area", "locality", "dependent_locality", "detailed", "postal_code", "building_number",
    "additional_number", "short_address",
)  # fmt: skip
PLACES = ("administrative_area", "locality", "dependent_locality")
FILLS = {
    "administrative_area": "address-level1", "locality": "address-level2", "dependent_locality": "address-level3",
    "detailed": "street-address", "postal_code": "postal-code",
}  # fmt: skip


class PartField(ClearTextField):
    """One part of an address: free text, or one of the country's list."""

    offered: Sequence[Choice] | None = None

    def fit(self, wanted: AddressField) -> None:
        """Becomes what the country calls it, with its list."""
        self.label.text = field_label(wanted)
        self.hint = hint_of(wanted)
        if not wanted.required:
            self.validators = [Optional()]
            self.flags.optional = True
        if wanted.choices is not None:
            self.offered, self.widget = wanted.choices, Select()  # type: ignore[assignment]
            self.iter_choices = self._iter_choices_normalized = self._entries
            self.has_groups, self.render_kw = (lambda: False), {"translate": "no"}

    def pre_validate(self, form: Any) -> None:
        """Of a list only what it holds."""
        if self.offered is not None and self.data and self.data not in {choice.value for choice in self.offered}:
            self.data = None
            raise ValidationError(str(ONE_OF_THEM))

    def _entries(self) -> list[Entry]:
        blank = Entry(value="", label=str(_("Select one")), selected=not self.data, render_kw={})
        listed = [
            Entry(choice.value, " · ".join(choice.names), choice.value == self.data, {})
            for choice in self.offered or ()
        ]
        return [blank, *listed]


class AddressFields(Doubting):
    """The fields; those of the country are kept, the others go. Names are those of AddressAnswers."""

    doubtful = ("country", "postal_code", "building_number", "additional_number", "short_address")

    row = HiddenField()
    country = OneCountry(
        _("Country"), empty=_("Select a country"), render_kw={"autocomplete": "country", "translate": "no"}
    )
    administrative_area = PartField()
    locality = PartField()
    dependent_locality = PartField()
    detailed = PartField()
    postal_code = PartField()
    building_number = PartField()
    additional_number = PartField()
    short_address = PartField()
    type_code = OneTerm(_("Address type"), kind="address_type")
    contact_first = BooleanField(_("Contact first"))

    def process(self, *given: Any, **more: Any) -> None:
        """Reads the country, then shows its own fields in its own order."""
        super().process(*given, **more)  # type: ignore[misc]
        self.parts = self._fitted()

    def answers(self) -> AddressAnswers:
        """What was typed into the fields of this country."""
        said = {part.short_name: part.data for part in self.parts}
        return AddressAnswers(
            row=(self.row.data or "")[: limits.SHORT_TEXT],
            type_code=self.type_code.data or "",
            country=self.country.data or "",
            contact_first=bool(self.contact_first.data),
            kept_as_typed=self.kept,
            **said,
        )

    def suggested(self, part: PartField) -> list[str]:
        """Names that many others gave, where there is no list to choose from; of the area that was chosen from one."""
        if part.short_name not in PLACES or part.offered is not None:
            return []
        area = getattr(self, "administrative_area", None)
        inside = area.data if part.short_name == "locality" and area is not None and area.offered else ""
        inside = self.locality.data if part.short_name == "dependent_locality" else inside
        with reading() as db:
            return places_known(db, country=self.country.data or "", field=part.short_name, inside=inside or "")

    def one_more(self) -> None:
        """The country or a part of it was changed: the fields follow already."""

    def examined(self) -> AddressAnswers | None:
        """The address as it is kept; None when something is to be mended, or looked at once more."""
        return examined(self, lambda: examine_address(self.answers()))

    def _fitted(self) -> list[PartField]:
        country = self.country.data if self.country.data in _codes(self.country) else None
        wanted = self._wanted(country) if country else []
        parts = []
        for field in wanted:
            part = getattr(self, field.name)
            part.fit(field)
            part.render_kw = {**(part.render_kw or {}), "autocomplete": FILLS.get(field.name, "off")}
            parts.append(part)
        for name in {*PARTS} - {field.name for field in wanted}:
            delattr(self, name)
        return parts

    def _wanted(self, country: str) -> list[AddressField]:
        """Lists hang on what was chosen above; a choice of another country's list is none."""
        area, locality = self.administrative_area.data, self.locality.data
        for name, chosen in (("administrative_area", area), ("locality", locality)):
            fields = fields_for(country, administrative_area=area, locality=locality)
            listed = next((field.choices for field in fields if field.name == name), None)
            if chosen and listed is not None and chosen not in {choice.value for choice in listed}:
                area, locality = (None, None) if name == "administrative_area" else (area, None)
        return fields_for(country, administrative_area=area, locality=locality)


def _codes(field: Any) -> set[str]:
    return {code for code, *_more in field.choices}


class AddressSection(AddressFields, Section):
    """As a part of a larger form."""


class AddressForm(AddressFields, FoyerForm):
    """As a panel of its own."""


def new_address(row: str, rows: Sequence[AddressAnswers]) -> AddressAnswers:
    """A blank one at home; the first is where contact goes first."""
    return AddressAnswers(row=row, country=home(), contact_first=not rows)


def with_address(rows: Sequence[AddressAnswers], changed: AddressAnswers) -> tuple[AddressAnswers, ...]:
    """The rows with one changed in its place, or added; at most one is where contact goes first."""
    others = [
        replace(row, contact_first=False) if changed.contact_first and row.row != changed.row else row for row in rows
    ]
    if any(row.row == changed.row for row in rows):
        return tuple(changed if row.row == changed.row else row for row in others)
    return (*others, changed)


def as_given(address: AddressAnswers) -> dict[str, Any]:
    """The same as a form takes it."""
    return {name: value for name, value in asdict(address).items() if name != "kept_as_typed"}
