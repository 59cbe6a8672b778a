"""What somebody answers at registration, step by step, and the rules each answer must satisfy (IC-1 to IC-9)."""

from core.identify_contact.answers.access import examine_access
from core.identify_contact.answers.addresses import examine_address, examine_addresses
from core.identify_contact.answers.basic import examine_basic, needs_latin_name
from core.identify_contact.answers.certificate import examine_certificate
from core.identify_contact.answers.contacts import examine_contact, examine_contacts
from core.identify_contact.answers.preferences import examine_consents, examine_preferences
from core.identify_contact.answers.records import (
    AccessAnswers,
    AddressAnswers,
    BasicAnswers,
    CertificateAnswers,
    ConsentAnswer,
    ConsentAnswers,
    ContactAnswers,
    MethodAnswers,
    NoticeAnswers,
    PreferenceAnswers,
    RegistrationAnswers,
)

__all__ = [
    "AccessAnswers",
    "AddressAnswers",
    "BasicAnswers",
    "CertificateAnswers",
    "ConsentAnswer",
    "ConsentAnswers",
    "ContactAnswers",
    "MethodAnswers",
    "NoticeAnswers",
    "PreferenceAnswers",
    "RegistrationAnswers",
    "examine_access",
    "examine_address",
    "examine_addresses",
    "examine_basic",
    "examine_certificate",
    "examine_consents",
    "examine_contact",
    "examine_contacts",
    "examine_preferences",
    "needs_latin_name",
]
