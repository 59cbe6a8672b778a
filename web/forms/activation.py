"""Activation, and the certificate that somebody shows for it (IC-1, IC-12)."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField, StringField
from wtforms.validators import Optional

from core.identify_contact.activation import ActivationAnswers
from core.identify_contact.activation_needs import Lack
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.what_is_held import Held
from web.forms.base import FoyerForm
from web.forms.certificate import CertificateSection
from web.forms.desk_sections import DeskCertificate
from web.forms.fields import ClearTextField, DayField
from web.forms.identity import Checking

CODE = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}


class ActivationForm(Checking, FoyerForm):
    """Everything that is entered to make a prospect active; what is known already is filled in or not asked."""

    service_number = ClearTextField(_("Service number"), render_kw=CODE)
    customer_name = StringField(_("Customer name"), [Optional()], render_kw={"readonly": True, "translate": "no"})
    account = ClearTextField(_("Default account"), [Optional()], render_kw=CODE)
    birth_date = DayField(_("Date of birth"), [Optional()], render_kw={"autocomplete": "off"})

    def fit(self, held: Held, lacking: tuple[Lack, ...]) -> None:
        """Asks what is missing and shows the name as it is on file."""
        self.customer_name.data = held.party.name
        self.offer(held.certificates)
        self.asks_how, self.asks_birth = Lack.CHECK in lacking, Lack.BIRTH_DATE in lacking

    @property
    def answers(self) -> ActivationAnswers:
        """What was entered."""
        return ActivationAnswers(
            service_number=self.service_number.data or "",
            account=self.account.data or "",
            how=self.way,
            certificate=self.certificate.data or "",
            birth_date=self.birth_date.data,
        )


class ShownCertificate(DeskCertificate):
    """A certificate in the hand of staff: shown, or else there is nothing to add."""

    not_shown: Any = None

    def answers(self, *, later: bool = False, with_expired: bool = False) -> CertificateAnswers:
        """What was typed, with the reason for an unusual number."""
        expired = with_expired or bool(self.with_expired.data)
        said = CertificateSection.answers(self, later=later, with_expired=expired)
        return replace(said, kept_reason=self.kept_reason.data or "")


class PutCertificateForm(FoyerForm):
    """A certificate to add, or in place of another."""

    certificate = FormField(ShownCertificate)
    present = BooleanField(_("The person is here with the document"))
