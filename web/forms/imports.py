"""An import said on a page: which file, which column is which field, what is created or changed."""

from pathlib import PurePath
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField
from wtforms.validators import Optional

from core.identify_contact.bulk_import.columns import KEYS, guess_columns
from core.identify_contact.bulk_import.plan import Mode
from core.identify_contact.bulk_import.samples import samples
from core.model import ImportRun
from web.forms.base import FoyerForm
from web.forms.term_choices import OneCountry, OneOf, RadioOf, home

ACCEPTED = ".csv,.txt,.tsv,.xlsx"


def named_as_table(name: str) -> bool:
    """Whether a file is called like what is accepted; a name without an ending says nothing against it."""
    ending = PurePath(name).suffix.lower()
    return not ending or ending in ACCEPTED.split(",")


FIELDS: dict[str, Any] = {
    "external_reference": _("External reference"),
    "customer_code": _("Customer code"),
    "basic.kind": _("Customer type"),
    "basic.legal_name": _("Legal name"),
    "basic.registration_number": _("Registration number"),
    "basic.industry": _("Industry"),
    "basic.one_name": _("I have one name"),
    "basic.last_name": _("Last name"),
    "basic.middle_name": _("Middle name"),
    "basic.first_name": _("First name"),
    "basic.latin_name": _("Name in Latin letters, as in the document"),
    "basic.title": _("Title"),
    "basic.gender": _("Gender"),
    "basic.nationality": _("Nationality"),
    "basic.birth_date": _("Date of birth"),
    "basic.birthplace": _("Place of birth"),
    "basic.social_network": _("Social network"),
    "basic.social_handle": _("Social ID"),
    "basic.email": _("E-mail"),
    "basic.mobile": _("Mobile"),
    "landline": _("Landline"),
    "method.kind": _("Contact method"),
    "method.value": _("Number or address"),
    "certificate.type_code": _("Certificate type"),
    "certificate.number": _("Certificate number"),
    "certificate.effective_on": _("Effective date"),
    "certificate.expires_on": _("Expiration date"),
    "certificate.does_not_expire": _("Does not expire"),
    "certificate.address_on_certificate": _("Address on certificate"),
    "certificate.issuing_authority": _("Issuing authority"),
    "certificate.issuing_state": _("Issuing state"),
    "address.country": _("Country"),
    "address.administrative_area": _("Province or state"),
    "address.locality": _("City"),
    "address.dependent_locality": _("District"),
    "address.detailed": _("Detailed address"),
    "address.postal_code": _("Postal code"),
    "address.building_number": _("Building number"),
    "address.additional_number": _("Additional number"),
    "address.short_address": _("Short address"),
    "address.type_code": _("Address type"),
    "preferences.currency": _("Currency"),
    "preferences.language": _("Language"),
    "preferences.do_not_disturb": _("Do not disturb"),
    "preferences.first_channel": _("First-choice channel"),
    "preferences.zone": _("Time zone"),
}


def field_label(name: str) -> str:
    """What a field is called in the reader's language."""
    return str(FIELDS.get(name, name))


class FileForm(FoyerForm):
    """The file; what it holds is judged by its content."""

    file = FileField(_("File"), render_kw={"accept": ACCEPTED})


def _modes() -> list[tuple[str, str]]:
    return [
        (Mode.CREATE.value, gettext("Create new customers")),
        (Mode.UPDATE.value, gettext("Update customers who are there")),
        (Mode.BOTH.value, gettext("Both: update who is there, create the others")),
    ]


def _keys() -> list[tuple[str, str]]:
    return [("", gettext("Select a key")), *((key, field_label(key)) for key in KEYS)]


def _fields() -> list[tuple[str, str]]:
    return [("", gettext("Nothing: pass over")), *((name, str(label)) for name, label in FIELDS.items())]


class _ColumnsForm(FoyerForm):
    """What every file is asked; columns_form() adds one field a column."""

    mode = RadioOf(_("What to do"), entries=_modes, default=Mode.CREATE.value)
    found_by = OneOf(_("Found by"), [Optional()], entries=_keys)
    country = OneCountry(_("Telephone numbers without a country are dialled in"), render_kw={"translate": "no"})
    keep_unusual = BooleanField(_("Keep numbers and addresses that look unusual"))
    heading: tuple[str, ...] = ()

    def places(self) -> list[Any]:
        """The fields of the columns, in the order of the file."""
        return [self[f"column_{place}"] for place in range(len(self.heading))]

    def columns(self) -> dict[str, str]:
        """Column → field, without those that are passed over."""
        return {name: field.data for name, field in zip(self.heading, self.places(), strict=True) if field.data}

    def wishes(self) -> dict[str, Any]:
        """The rest, as the domain takes it."""
        mode = Mode(self.mode.data) if self.mode.data in set(Mode) else Mode.CREATE
        return {
            "mode": mode, "key": self.found_by.data or "", "country": self.country.data or "",
            "keep_unusual": bool(self.keep_unusual.data),
        }  # fmt: skip


def columns_form(run: ImportRun) -> Any:
    """The form of one file: as it was guessed, or as it was chosen last."""
    heading, options = tuple(run.options["heading"]), run.options
    fields = {f"column_{place}": OneOf(column, [Optional()], entries=_fields) for place, column in enumerate(heading)}
    form: Any = type("ColumnsForm", (_ColumnsForm,), {**fields, "heading": heading})(
        data={
            "mode": options.get("mode"),
            "found_by": options.get("key") or None,
            "country": options.get("country") or home(),
            "keep_unusual": options.get("keep_unusual"),
            **{f"column_{place}": run.columns.get(column) for place, column in enumerate(heading)},
        }
    )
    for field, guess, held in zip(form.places(), guess_columns(heading), samples(run), strict=True):
        field.samples = held
        guessed = guess.field and not guess.sure and field.data == guess.field
        field.doubt = gettext("Guessed: see whether it is right") if guessed else None
    return form
