"""*Read*: what a machine-readable zone says fills the form; the wrong digit is named (IC-3)."""

from datetime import date
from typing import Any

from core.errors import Invalid, Problem
from core.identify_contact.answers import BasicAnswers, CertificateAnswers
from core.identify_contact.certificate_numbers import read_number
from core.identify_contact.machine_readable_zone import Zone, read_zone
from core.model import Gender
from web.forms.certificate import rules_of
from web.forms.checking import show_invalid


def read_into(form: Any, *, today: date) -> Zone | None:
    """Fills the certificate's fields from its zone; None when a digit is wrong, which then stands beside the zone."""
    zone = sound_zone(form, today=today)
    if zone is None:
        return None
    for name, value in {
        "type_code": zone.document_kind,
        "number": zone.number,
        "issuing_state": zone.issuing_state or None,
        "expires_on": zone.expires,
    }.items():
        field = getattr(form, name)
        field.data, field.typed, field.errors = value, None, []
    return zone


def sound_zone(form: Any, *, today: date) -> Zone | None:
    """What the zone says when every check digit is right; else the form says what is wrong with it."""
    try:
        zone = read_zone(form.zone.data or "", today=today)
    except Invalid as unreadable:
        show_invalid(form, unreadable)
        return None
    if not zone.is_sound:
        show_invalid(form, Invalid(*(_told(problem) for problem in zone.problems[:1])))
        return None
    return zone


def suggested_basic(zone: Zone | None, certificate: CertificateAnswers, *, today: date) -> BasicAnswers | None:
    """What document and number say about the person, for them to look over; None when they say nothing."""
    said = read_number(
        certificate.type_code, certificate.number, country=certificate.issuing_state or None, today=today,
        pattern=rules_of(certificate.type_code).pattern,
    )  # fmt: skip
    if zone is not None and zone.number == certificate.number:
        last, first = _spelled(zone.last_name), _spelled(zone.first_names or "")
        return BasicAnswers(
            last_name=last, first_name=first, one_name=not first, birth_date=zone.birth,
            nationality=zone.nationality, gender=_gender(zone.gender),
        )  # fmt: skip
    if not (said.birth or said.gender or said.nationality):
        return None
    return BasicAnswers(birth_date=said.birth, gender=_gender(said.gender), nationality=said.nationality or "")


def _told(problem: Any) -> Problem:
    code = f"zone_{problem.code}"
    return Problem("zone", code, {"part": problem.field, "line": problem.line, "column": problem.column})


def _gender(code: str | None) -> Gender | None:
    return Gender(code) if code in set(Gender) and code != Gender.UNKNOWN else None


def _spelled(capitals: str) -> str:
    """KOVALENKO as people write it; they correct what is special about their name."""
    return " ".join(word[:1] + word[1:].lower() for word in capitals.split())
