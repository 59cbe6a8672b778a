"""What the operator's list says of a certificate type, and what public rules say of its numbers (IC-1, IC-3)."""

from datetime import date
from typing import Any

from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.certificate_numbers import NumberReading, read_number
from core.identify_contact.certificate_types import TypeRules, rules_from
from web.terms import terms


def types_of_documents() -> list[tuple[str, str]]:
    """Types that a person may hold, then those of organisations."""
    listed = [(is_of_organisations(term.code), term.code, term.label) for term in terms("certificate_type")]
    return [(code, label) for _organisation, code, label in sorted(listed, key=lambda entry: entry[0])]


def rules_of(type_code: str) -> TypeRules:
    """What the list says of a type; the usual where it does not know it."""
    found: Any = next((term for term in terms("certificate_type", only_active=False) if term.code == type_code), None)
    return rules_from(found.attributes if found else {})


def is_of_organisations(type_code: str) -> bool:
    """Whether such a document is held by an organisation."""
    return rules_of(type_code).holder == "organisation"


def number_says(certificate: CertificateAnswers, *, today: date) -> NumberReading:
    """What the public rules say about the number, where they say anything."""
    rules = rules_of(certificate.type_code)
    issuer = rules.state or certificate.issuing_state or None
    return read_number(certificate.type_code, certificate.number, country=issuer, today=today, pattern=rules.pattern)
