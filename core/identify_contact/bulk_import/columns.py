"""Which column of a file is which field: by the English labels of the pages, in any case; near misses are guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from core.normalise import fold

NEAR = 86
"""How alike a heading and a label must be, of 100, to be taken for each other."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a customer that a file may fill: its name here, its label, what else people call it."""

    name: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for; `field` "" where nothing fits. `sure`: it has the very label."""

    column: str
    field: str
    sure: bool


def _field(name: str, label: str, *also: str) -> Field:
    return Field(name, label, also)


FIELDS = (
    _field("external_reference", "External reference", "External id", "Customer id", "Customer number", "Reference"),
    _field("customer_code", "Customer code", "Code"),
    _field("basic.kind", "Customer type", "Type", "Kind"),
    _field("basic.legal_name", "Legal name", "Company", "Company name", "Organisation", "Organization"),
    _field("basic.registration_number", "Registration number", "Company number"),
    _field("basic.industry", "Industry", "Sector"),
    _field("basic.one_name", "I have one name", "One name"),
    _field("basic.last_name", "Last name", "Surname", "Family name"),
    _field("basic.middle_name", "Middle name", "Second name"),
    _field("basic.first_name", "First name", "Given name", "Forename"),
    _field("basic.latin_name", "Name in Latin letters, as in the document", "Name in Latin letters", "Latin name"),
    _field("basic.title", "Title", "Salutation"),
    _field("basic.gender", "Gender", "Sex"),
    _field("basic.nationality", "Nationality", "Citizenship"),
    _field("basic.birth_date", "Date of birth", "Birth date", "Birthday", "DOB"),
    _field("basic.birthplace", "Place of birth", "Birthplace"),
    _field("basic.social_network", "Social network"),
    _field("basic.social_handle", "Social ID", "Social handle"),
    _field("basic.email", "E-mail", "E-mail address", "Mail"),
    _field("basic.mobile", "Mobile", "Mobile number", "Mobile phone", "Phone", "Phone number", "Telephone", "Cell"),
    _field("landline", "Landline", "Home phone", "Fixed line"),
    _field("method.kind", "Contact method"),
    _field("method.value", "Number or address"),
    _field("certificate.type_code", "Certificate type", "Document type", "ID type"),
    _field("certificate.number", "Certificate number", "Document number", "ID number", "Passport number"),
    _field("certificate.effective_on", "Effective date", "Issue date", "Valid from"),
    _field("certificate.expires_on", "Expiration date", "Expiry date", "Valid until", "Expires"),
    _field("certificate.does_not_expire", "Does not expire"),
    _field("certificate.address_on_certificate", "Address on certificate"),
    _field("certificate.issuing_authority", "Issuing authority", "Issued by"),
    _field("certificate.issuing_state", "Issuing state", "Issuing country"),
    _field("address.country", "Country"),
    _field("address.administrative_area", "Province", "Region", "State", "County", "Emirate", "Prefecture"),
    _field("address.locality", "City", "Town", "Post town", "Municipality"),
    _field("address.dependent_locality", "District", "Suburb", "Neighbourhood"),
    _field("address.detailed", "Detailed address", "Street", "Street address", "Address", "Address line"),
    _field("address.postal_code", "Postal code", "Postcode", "ZIP", "ZIP code"),
    _field("address.building_number", "Building number"),
    _field("address.additional_number", "Additional number"),
    _field("address.short_address", "Short address"),
    _field("address.type_code", "Address type"),
    _field("preferences.currency", "Currency"),
    _field("preferences.language", "Language", "Preferred language"),
    _field("preferences.do_not_disturb", "Do not disturb"),
    _field("preferences.first_channel", "First-choice channel", "Preferred channel"),
    _field("preferences.zone", "Time zone", "Timezone"),
)
LABELS = {field.name: field.label for field in FIELDS}
KEYS = ("external_reference", "customer_code", "basic.email", "basic.mobile", "certificate.number")
"""By what a customer who is there may be found, to be updated."""
WHAT_IS_WRONG = "What is wrong"
"""Heading of the column that the errors' file adds; it is passed over when the file comes back."""

_EXACT = {label.casefold(): name for name, label in LABELS.items()}
_NAMED = {fold(said).replace(" ", ""): field.name for field in FIELDS for said in (*field.also, field.label)}


def guess_columns(heading: Sequence[str]) -> list[Guess]:
    """For each column the field it seems to be; no field twice, the surest column has it."""
    found: dict[int, tuple[int, str]] = {}
    for place, column in enumerate(heading):
        if column.strip().casefold() != WHAT_IS_WRONG.casefold() and (guess := _guess(column)):
            found[place] = guess
    taken: dict[str, int] = {}
    for place, (_score, name) in sorted(found.items(), key=lambda item: (-item[1][0], item[0])):
        taken.setdefault(name, place)
    return [
        Guess(column, found[place][1], sure=found[place][0] > 100)
        if place in found and taken[found[place][1]] == place
        else Guess(column, "", sure=False)
        for place, column in enumerate(heading)
    ]


def field_named(label: str) -> str | None:
    """The field of a label, as a command names it; None where nothing is like it."""
    guess = _guess(label)
    return guess[1] if guess else None


def _guess(column: str) -> tuple[int, str] | None:
    """How sure, and of which field: over 100 for the label itself."""
    written = " ".join(column.split()).casefold()
    if written in _EXACT:
        return 101, _EXACT[written]
    joined = fold(column).replace(" ", "")
    if joined in _NAMED:
        return 100, _NAMED[joined]
    if len(joined) < 4:
        return None
    score, name = max((fuzz.ratio(joined, said), name) for said, name in _NAMED.items())
    return (int(score), name) if score >= NEAR else None
