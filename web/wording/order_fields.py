"""Fields of modification orders: what they are called, and their values as a person reads them."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from web.formats import data, day_text, phone, writing
from web.languages import NAMES
from web.terms import term

SUBJECTS: dict[str, Any] = {
    "party": _("Basic info"),
    "contact": _("Contact"),
    "address": _("Address"),
    "preference": _("Preferences"),
    "consent": _("Consent"),
    "document": _("Document"),
}
FIELDS: dict[str, Any] = {
    "party.title": _("Title"),
    "contact.type_code": _("Contact type"),
    "contact.last_name": _("Last name"),
    "contact.middle_name": _("Middle name"),
    "contact.first_name": _("First name"),
    "contact.title": _("Title"),
    "contact.methods": _("Contact method"),
    "address.type_code": _("Address type"),
    "address.country": _("Country"),
    "address.administrative_area": _("Region"),
    "address.locality": _("City"),
    "address.dependent_locality": _("District"),
    "address.detailed": _("Detailed address"),
    "address.postal_code": _("Postal code"),
    "address.building_number": _("Building number"),
    "address.additional_number": _("Additional number"),
    "address.short_address": _("Short address"),
    "address.contact_first": _("Contact first"),
    "preference.currency": _("Currency"),
    "preference.language": _("Language"),
    "preference.do_not_disturb": _("Do not disturb"),
    "preference.first_channel": _("First-choice channel"),
    "preference.allowed_days": _("Allowed days"),
    "preference.allowed_spans": _("From – To"),
    "preference.not_then": _("Not then"),
    "preference.zone": _("Time zone"),
    "document.name": _("Document"),
}
_TERMS = {
    "party.title": "title",
    "contact.title": "title",
    "contact.type_code": "contact_type",
    "address.type_code": "address_type",
    "preference.first_channel": "consent_channel",
}


def field_name(subject: str, field: str) -> str:
    """Label of a field; a consent is called by its purpose and channel."""
    if subject == "consent":
        purpose, _dot, channel = field.partition(".")
        return gettext(
            "%(purpose)s, %(channel)s",
            purpose=term("consent_purpose", purpose),
            channel=term("consent_channel", channel),
        )
    return str(FIELDS.get(f"{subject}.{field}", SUBJECTS.get(subject, field)))


def fields_text(fields: Iterable[str], *, most: int = 4) -> str:
    """Names of "subject.field", none twice; many are cut short."""
    names = list(dict.fromkeys(field_name(*name.split(".", 1)) for name in fields if "." in name))
    shown = ", ".join(names[:most])
    return gettext("%(fields)s and more", fields=shown) if len(names) > most else shown


def field_value(subject: str, field: str, value: Any) -> Markup | None:
    """The value as a person reads it; None where there is nothing."""
    if value is None or value in ("", []):
        return None
    name = f"{subject}.{field}"
    if name in _TERMS:
        return Markup.escape(term(_TERMS[name], value))
    if isinstance(value, bool):
        return Markup.escape(gettext("Yes") if value else gettext("No"))
    return _SPECIAL.get(name, data)(value)


def methods_text(methods: list[dict[str, Any]]) -> Markup:
    """Ways to reach somebody, one after the other."""
    return Markup(", ").join(
        Markup("{} {}").format(term("contact_method", method["kind"]), method_value(method)) for method in methods
    )


def method_value(method: dict[str, Any]) -> Markup:
    """Number or address of one way."""
    return phone(method["value"]) if method["kind"] in ("mobile", "landline") else data(method["value"])


def days_text(days: list[int]) -> Markup:
    """Weekdays by name."""
    names = writing().days["format"]["abbreviated"]
    return data(", ".join(names[day - 1] for day in days))


def spans_text(spans: list[list[str]]) -> Markup:
    """Times of day, from and to."""
    return data(", ".join(f"{begins}–{ends}" for begins, ends in spans), direction="ltr")


def ranges_text(ranges: list[list[str]]) -> Markup:
    """Ranges of days, both included."""
    from datetime import date

    said = (f"{day_text(date.fromisoformat(a))} – {day_text(date.fromisoformat(b))}" for a, b in ranges)
    return data(", ".join(said))


def country_name(code: str | None) -> Markup:
    """A country in the reader's language."""
    return data(writing().territories.get(code or "", code or ""))


def language_name(code: str) -> Markup:
    """A language by its own name."""
    return data(NAMES.get(code, code))


_SPECIAL: dict[str, Callable[[Any], Markup]] = {
    "address.country": country_name,
    "contact.methods": methods_text,
    "preference.allowed_days": days_text,
    "preference.allowed_spans": spans_text,
    "preference.not_then": ranges_text,
    "preference.language": language_name,
}
