"""*Read* on the page of the desk: what a document or its number says goes into the fields, for staff to compare."""

from datetime import date
from typing import Any

from flask_babel import gettext

from core.identify_contact.document_reading import ZONE
from core.model import PartyKind
from web.formats import day_text
from web.forms.certificate_rules import number_says, rules_of
from web.forms.reading import fill, read_into, suggested_basic
from web.wording import label

FROM_DOCUMENT = ("birth_date", "nationality", "gender", "middle_name")
NAMES = ("last_name", "first_name")

Found = tuple[str, tuple[str, ...]]
"""What kind of answer it is, and what was read in words."""


def read_the_document(form: Any, *, today: date) -> Found | None:
    """Fills the certificate and basic info; a name that stands there is left, its other spelling is offered."""
    certificate, basic = form.certificate.form, form.basic.form
    read = read_into(certificate, today=today)
    if read is None:
        return None
    said = suggested_basic(read, certificate.answers(), today=today)
    for name in FROM_DOCUMENT:
        if value := getattr(said, name, None):
            fill(basic[name], value)
    if not any(basic[name].data for name in NAMES):
        for name in NAMES:
            fill(basic[name], getattr(said, name, "") or None)
        basic.one_name.data = not read.first_name
    if read.source == ZONE:
        return "read", ()
    return "run-together" if read.run_together else "barcode", ()


def read_the_number(form: Any, *, today: date) -> Found:
    """What the number itself says fills what is empty; what stands there otherwise is doubted beside its field."""
    form.certificate.form.as_read.data = ""
    certificate, basic = form.certificate.form.answers(), form.basic.form
    if state := rules_of(certificate.type_code).state:
        fill(form.certificate.form.issuing_state, state)
    reading, said = number_says(certificate, today=today), suggested_basic(None, certificate, today=today)
    if said and said.kind is PartyKind.ORGANISATION:
        basic.kind.data = said.kind.value
    for name in ("birth_date", "gender", "nationality", "registration_number"):
        value = getattr(said, name, None)
        if value and not basic[name].data:
            fill(basic[name], value)
    shown = [
        gettext("born on %(day)s", day=day_text(reading.birth)) if reading.birth else "",
        label(said.gender) if said and said.gender else "",
        " ".join(part for part in (reading.region, reading.district) if part),
    ]
    return "number", tuple(part for part in shown if part)
