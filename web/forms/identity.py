"""What staff say about who somebody is: how the identity was checked, what becomes of a registration (IC-15)."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Optional

from core.identify_contact.checked_identity import HowChecked
from core.identify_contact.registration_desk import Said
from core.identify_contact.what_is_held import HeldCertificate
from core.model import Certificate, CertificateState
from web.acts import ActForm
from web.formats import data, day_text
from web.forms.base import FoyerForm
from web.forms.issuing_states import state_name
from web.forms.term_choices import OneOf, RadioOf
from web.resemblance import Resemblance
from web.terms import term


def ways() -> list[tuple[str, str]]:
    """How an identity can be checked, each with what it means."""
    return [
        (HowChecked.IN_PERSON.value, gettext("In person: I compared the person with the document in their hand")),
        (HowChecked.DOCUMENT.value, gettext("From the document sent: it fits what was typed")),
        (HowChecked.TWO_WAYS.value, gettext("By two ways: I have just verified them in two different ways")),
    ]


def ways_or_none() -> list[tuple[str, str]]:
    """The same, and not at all for now."""
    return [("", gettext("Not checked now")), *ways()]


def _told(row: Certificate) -> str:
    """Type, issuing state and expiration: of the number nothing, since callers are verified by it."""
    kind, until = term("certificate_type", row.type_code), day_text(row.expires_on) if row.expires_on else ""
    return ", ".join(str(part) for part in (kind, state_name(row.issuing_state), until) if part)


class Checking:
    """How, and which certificate where there are several."""

    how: Any = RadioOf(_("How the identity was checked"), entries=ways)
    certificate: Any = OneOf(
        _("Which certificate"), [Optional()], entries=list, id="which-certificate", render_kw={"translate": "no"}
    )

    @property
    def way(self) -> HowChecked | None:
        """How it was checked; None: it was not."""
        return HowChecked(self.how.data) if self.how.data in set(HowChecked) else None

    def offer(self, certificates: tuple[HeldCertificate, ...]) -> None:
        """Certificates to choose from; of one there is no choice."""
        shown = [each for each in certificates if each.masked and each.row.state is not CertificateState.REFUSED]
        worded = [(each.row.public_id, f"{place}. {_told(each.row)}") for place, each in enumerate(shown, 1)]
        self.certificate.choices = [("", gettext("Select a certificate")), *worded]
        self.several = len(worded) > 1


class CheckForm(Checking, FoyerForm):
    """*Check identity* of somebody whose registration is past."""


class DecisionForm(Checking, ActForm):
    """Accept, ask again, link or refuse; one reason for asking and refusing."""

    how = RadioOf(_("How the identity was checked"), entries=ways_or_none)
    known = RadioOf(_("Who they are already"), entries=list)
    sure = BooleanField(_("I am sure who it is: their way to sign in and to be reached comes along"))
    reason = TextAreaField(_("Reason"), [Optional()], render_kw={"rows": 3, "translate": "no"})

    def resembling(self, others: list[Resemblance]) -> None:
        """Whom the registration may be linked to."""
        self.known.choices = [
            (one.customer.code, Markup(" · ").join([data(one.customer.party.name), data(one.customer.code)]))
            for one in others
            if one.may_be_one
        ]

    @property
    def said(self) -> Said:
        """What goes with the decision."""
        return Said(
            words=self.reason.data or "",
            how=self.way,
            certificate=self.certificate.data or "",
            known=self.known.data or "",
            sure=bool(self.sure.data),
        )
