"""What the fields of an address are called in its own country, and what to say when one is missing (IC-7)."""

from typing import Any

from flask_babel import lazy_gettext as _

from core.identify_contact.addresses import AddressField

LABELS: dict[str, Any] = {
    "area": _("Area"),
    "city": _("City"),
    "county": _("County"),
    "department": _("Department"),
    "district": _("District"),
    "do_si": _("Province or city"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "neighborhood": _("Neighbourhood"),
    "oblast": _("Oblast"),
    "parish": _("Parish"),
    "post_town": _("Post town"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
    "region": _("Region"),
    "state": _("State"),
    "suburb": _("Suburb"),
    "townland": _("Townland"),
    "village_township": _("Village or township"),
    "street": _("Detailed address"),
    "building_number": _("Building number"),
    "additional_number": _("Additional number"),
    "short_address": _("Short address"),
}
MISSING: dict[str, Any] = {
    "area": _("Enter the area"),
    "city": _("Enter the city"),
    "county": _("Enter the county"),
    "department": _("Enter the department"),
    "district": _("Enter the district"),
    "do_si": _("Enter the province or city"),
    "eircode": _("Enter the Eircode"),
    "emirate": _("Select the emirate"),
    "island": _("Enter the island"),
    "neighborhood": _("Enter the neighbourhood"),
    "oblast": _("Enter the oblast"),
    "parish": _("Enter the parish"),
    "pin": _("Enter the PIN code"),
    "post_town": _("Enter the post town"),
    "postal": _("Enter the postal code"),
    "prefecture": _("Select the prefecture"),
    "province": _("Select the province"),
    "region": _("Select the region"),
    "state": _("Select the state"),
    "suburb": _("Enter the suburb"),
    "townland": _("Enter the townland"),
    "village_township": _("Enter the village or township"),
    "zip": _("Enter the ZIP code"),
    "street": _("Enter the street and house number"),
    "building_number": _("Enter the building number"),
    "additional_number": _("Enter the additional number"),
    "short_address": _("Enter the short address"),
}
HINTS: dict[str, Any] = {
    "street": _("Street, house, flat. In any script."),
    "building_number": _("4 digits, from the National Address."),
    "additional_number": _("4 digits."),
    "short_address": _("4 letters and 4 digits, such as RRRD2929."),
}


def field_label(field: AddressField) -> str:
    """Label of a field; every country's postal code keeps one name but where its people use another."""
    return str(_("Postal code") if field.name == "postal_code" else LABELS[field.label_code])


def hint_of(field: AddressField) -> str | None:
    """What helps to fill it in."""
    hint = HINTS.get(field.label_code)
    return str(hint) if hint else None


def missing_part(facts: dict[str, Any]) -> str:
    """What to do when the country needs this field."""
    return str(MISSING[facts["label"]])
