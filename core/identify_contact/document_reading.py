"""*Read*: whatever a document has for machines, as one record: its lines of letters, or a licence's barcode (IC-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.identify_contact.driving_licence_barcode import is_licence, read_licence
from core.identify_contact.machine_readable_zone import ZoneProblem, read_zone

ZONE, BARCODE = "zone", "barcode"


@dataclass(frozen=True)
class DocumentReading:
    """Names in the document's capitals. `problems`: what of a zone is wrong; a barcode has no check digits at all."""

    source: str
    type_code: str
    number: str
    issuing_state: str
    last_name: str
    first_name: str
    names_shortened: bool
    birth: date | None
    gender: str | None
    expires: date | None
    middle_name: str = ""
    nationality: str = ""
    issued: date | None = None
    issuing_authority: str = ""
    address: str = ""
    run_together: bool = False
    """The reader left out what stands between the parts: people compare letter by letter."""
    problems: tuple[ZoneProblem, ...] = ()


def read_document(text: str, *, today: date) -> DocumentReading:
    """What was pasted or typed by a reader. Raises Invalid('zone', …) as read_zone() and read_licence()."""
    return _licence(text) if is_licence(text) else _zone(text, today=today)


def _zone(text: str, *, today: date) -> DocumentReading:
    zone = read_zone(text, today=today)
    return DocumentReading(
        source=ZONE,
        type_code=zone.document_kind,
        number=zone.number,
        issuing_state=zone.issuing_state,
        last_name=zone.last_name,
        first_name=zone.first_names or "",
        names_shortened=zone.names_truncated,
        birth=zone.birth,
        gender=zone.gender,
        expires=zone.expires,
        nationality=zone.nationality,
        problems=zone.problems,
    )


def _licence(text: str) -> DocumentReading:
    card = read_licence(text)
    return DocumentReading(
        source=BARCODE,
        type_code=card.document_kind,
        number=card.number,
        issuing_state=card.issuing_state,
        last_name=card.last_name,
        first_name=card.first_name,
        middle_name=card.middle_name,
        names_shortened=card.names_truncated,
        birth=card.birth,
        gender=card.gender,
        expires=card.expires,
        issued=card.issued,
        issuing_authority=card.issuing_authority,
        address=card.address,
        run_together=card.run_together,
    )
