"""What an ordinary order may change, one module per kind of record (MC-3; values.md, Field tiers)."""

from core.maintain_contact.changing.addresses import prepare_address
from core.maintain_contact.changing.change import Change, Difference, Prepared, Subject
from core.maintain_contact.changing.contacts import prepare_contact
from core.maintain_contact.changing.own_fields import prepare_consent, prepare_document, prepare_title
from core.maintain_contact.changing.preferences import prepare_preferences

PREPARE = {
    Subject.PARTY: prepare_title,
    Subject.CONTACT: prepare_contact,
    Subject.ADDRESS: prepare_address,
    Subject.PREFERENCE: prepare_preferences,
    Subject.CONSENT: prepare_consent,
    Subject.DOCUMENT: prepare_document,
}

__all__ = ["PREPARE", "Change", "Difference", "Prepared", "Subject"]
