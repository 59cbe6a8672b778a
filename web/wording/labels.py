"""Words for the values of enumerations; builders of a process add their own below."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from core.access import Role
from core.model import Channel, CustomerStatus, Gender, IdentityState, PartyKind

LABELS: dict[type[StrEnum], dict[str, Any]] = {
    Role: {
        Role.AGENT: _("Shop agent"),
        Role.CSR: _("Customer service"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.SALES: _("Salesperson"),
        Role.MANAGER: _("Sales manager"),
        Role.ADMIN: _("Administrator"),
        Role.AUDITOR: _("Auditor"),
    },
    PartyKind: {PartyKind.PERSON: _("Person"), PartyKind.ORGANISATION: _("Organisation")},
    Gender: {Gender.FEMALE: _("Female"), Gender.MALE: _("Male"), Gender.UNKNOWN: _("Not said")},
    CustomerStatus: {
        CustomerStatus.PROSPECT: _("Prospect"),
        CustomerStatus.ACTIVE: _("Active"),
        CustomerStatus.CLOSED: _("Closed"),
        CustomerStatus.MERGED: _("Merged"),
        CustomerStatus.ERASED: _("Erased"),
    },
    IdentityState: {
        IdentityState.NOT_CHECKED: _("Not checked"),
        IdentityState.CHECKED: _("Checked"),
        IdentityState.REFUSED: _("Refused"),
    },
    Channel: {
        Channel.PORTAL: _("Portal"),
        Channel.SHOP: _("Shop"),
        Channel.PHONE: _("Telephone"),
        Channel.IMPORT: _("Import"),
        Channel.API: _("API"),
        Channel.SALES: _("Sales"),
    },
}


def label(value: StrEnum | None) -> str:
    """The value in the reader's language; raises KeyError for an enumeration nobody has worded."""
    return "" if value is None else str(LABELS[type(value)][value])
