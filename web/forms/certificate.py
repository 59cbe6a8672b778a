"""Certificate info: which document, its number and dates, and *Read* from its machine-readable zone (IC-1, IC-3)."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Optional
from wtforms.widgets import TextArea

from core.identify_contact.answers import CertificateAnswers, examine_certificate
from core.model import Channel
from web.forms.base import FoyerForm, Section
from web.forms.calendars import Dated, DayGone, ExpiryDay
from web.forms.certificate_rules import is_of_organisations, number_says, rules_of, types_of_documents
from web.forms.checking import Doubting, examined
from web.forms.fields import ClearTextField, shown
from web.forms.issuing_states import IssuingState
from web.forms.term_choices import RadioOf, home

COMMON = {
    "passport": "doc-passport",
    "national_id": "doc-card",
    "residence_permit": "doc-permit",
    "driving_licence": "doc-licence",
}
"""Types that nearly everybody has, with their drawings; the others unfold."""


class ZoneField(StringField):
    """Lines copied from a document, or typed by a reader."""

    widget = TextArea()

    def _value(self) -> str:
        return shown(self.data) or ""


class CertificateFields(Dated, Doubting):
    """The fields; names are those of CertificateAnswers."""

    doubtful = ("type_code", "number", "issuing_state")

    type_code: Any = RadioOf(_("Certificate type"), entries=types_of_documents)
    zone = ZoneField(_("Machine-readable zone"), [Optional()])
    number = ClearTextField(_("Certificate number"))
    issuing_state = IssuingState(_("Issuing state"), [Optional()], default=home, render_kw={"translate": "no"})
    expires_on = ExpiryDay(_("Expiration date"))
    does_not_expire = BooleanField(_("Does not expire"))
    effective_on = DayGone(_("Effective date"), [Optional()])
    issuing_authority = ClearTextField(_("Issuing authority"), [Optional()])
    address_on_certificate = ClearTextField(_("Address on certificate"), [Optional()])
    went_on_with = HiddenField()
    as_read = HiddenField()

    def answers(self, *, later: bool = False, with_expired: bool = False) -> CertificateAnswers:
        """What was typed, as the domain takes it."""
        return CertificateAnswers(
            later=later,
            type_code=self.type_code.data or "",
            number=self.number.data or "",
            issuing_state=self.issuing_state.data or "",
            issuing_authority=self.issuing_authority.data or "",
            address_on_certificate=self.address_on_certificate.data or "",
            effective_on=self.effective_on.data,
            expires_on=self.expires_on.data,
            does_not_expire=bool(self.does_not_expire.data),
            continue_with_expired=with_expired or self._still_expired(),
            number_kept=self.kept,
            as_read=self.as_read.data or "",
        )

    def examined(self, *, today: date, door: Channel, with_expired: bool = False) -> CertificateAnswers | None:
        """The certificate as it is kept; None when something is to be mended."""
        answers = self.answers(with_expired=with_expired)
        rules = rules_of(answers.type_code)
        return examined(self, lambda: examine_certificate(answers, today=today, door=door, rules=rules))

    @staticmethod
    def is_of_organisations(type_code: str) -> bool:
        """Whether such documents are held by organisations; they stand together."""
        return is_of_organisations(type_code)

    def say_number(self, *, today: date) -> None:
        """Beside the number, where its public rules say it was given out."""
        said = number_says(self.answers(), today=today)
        self.number.understood = " ".join(part for part in (said.region, said.district) if part) or None

    def _still_expired(self) -> bool:
        return bool(self.went_on_with.data and self.expires_on.data) and (
            self.went_on_with.data == self.expires_on.data.isoformat()
        )


class CertificateSection(CertificateFields, Section):
    """As a part of a larger form."""


class CertificateForm(CertificateFields, FoyerForm):
    """As a page of its own."""
