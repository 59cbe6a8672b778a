"""*Read*: what a document says to machines fills the form; the wrong digit is named (IC-3)."""

from datetime import date
from typing import Any

from core.errors import Invalid, Problem
from core.identify_contact.answers import BasicAnswers, CertificateAnswers
from core.identify_contact.document_reading import DocumentReading, read_document
from core.identify_contact.zone_names import as_written, spelled
from core.model import Gender, PartyKind
from core.normalise import certificate_number
from web.formats import writing
from web.forms.certificate_rules import is_of_organisations, number_says
from web.forms.checking import show_invalid
from web.forms.fields import countries


def read_into(form: Any, *, today: date) -> DocumentReading | None:
    """Fills the certificate's fields from what was read; None when a digit is wrong, which then stands beside it."""
    read = sound_reading(form, today=today)
    if read is None:
        return None
    said = {
        "type_code": read.type_code,
        "number": read.number,
        "issuing_state": read.issuing_state or None,
        "expires_on": read.expires,
        "effective_on": read.issued,
        "issuing_authority": read.issuing_authority or None,
        "address_on_certificate": read.address or None,
    }
    for name, value in said.items():
        if value or name in {"type_code", "number", "issuing_state", "expires_on"}:
            fill(getattr(form, name), value)
    form.as_read.data = as_written(read.last_name, read.first_name, shortened=read.names_shortened)
    return read


def fill(field: Any, value: Any) -> None:
    """What was read takes the place of what was typed."""
    field.data, field.typed, field.errors, field.process_errors = value, None, [], []


def sound_reading(form: Any, *, today: date) -> DocumentReading | None:
    """What the document says when every check digit is right; else the form says what is wrong with it."""
    try:
        read = read_document(form.zone.data or "", today=today)
    except Invalid as unreadable:
        show_invalid(form, unreadable)
        return None
    if read.problems:
        show_invalid(form, Invalid(*(_told(problem) for problem in read.problems[:1])))
        return None
    return read


def suggested_basic(
    read: DocumentReading | None, certificate: CertificateAnswers, *, today: date
) -> BasicAnswers | None:
    """What document and number say about the person, for them to look over; None when they say nothing."""
    if read is not None and certificate_number(read.number) == certificate_number(certificate.number):
        return BasicAnswers(
            last_name=spelled(read.last_name), first_name=spelled(read.first_name),
            middle_name=spelled(read.middle_name), one_name=not read.first_name, birth_date=read.birth,
            nationality=_nationality(read.nationality), gender=_gender(read.gender),
        )  # fmt: skip
    if is_of_organisations(certificate.type_code):
        return BasicAnswers(kind=PartyKind.ORGANISATION, registration_number=certificate.number)
    said = number_says(certificate, today=today)
    if not (said.birth or said.gender or said.nationality):
        return None
    return BasicAnswers(birth_date=said.birth, gender=_gender(said.gender), nationality=said.nationality or "")


def _told(problem: Any) -> Problem:
    code = f"zone_{problem.code}"
    return Problem("zone", code, {"part": problem.field, "line": problem.line, "column": problem.column})


def _gender(code: str | None) -> Gender | None:
    return Gender(code) if code in set(Gender) and code != Gender.UNKNOWN else None


def _nationality(state: str) -> str:
    """'' for what is nobody's nationality in a list: stateless, the United Nations, Utopia."""
    return state if state in dict(countries(writing())) else ""
