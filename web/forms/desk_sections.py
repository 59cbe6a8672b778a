"""Sections of registration that ask more, or otherwise, when staff type them (IC-1, IC-8)."""

from dataclasses import replace
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import Optional

from core.identify_contact.answers import CertificateAnswers
from core.model import Channel
from web.forms.certificate import CertificateSection
from web.forms.fields import ClearTextField
from web.forms.preferences import OFFERED, PreferenceSection
from web.forms.reading import sound_reading
from web.forms.term_choices import OneOf, OneTerm, TicksOf, listed
from web.terms import term


def doors() -> list[tuple[str, str]]:
    """Where the person is."""
    return [(Channel.SHOP.value, gettext("In the shop")), (Channel.PHONE.value, gettext("On the phone"))]


class DeskCertificate(CertificateSection):
    """Staff may keep what its country's rule doubts, and register without a document, each with a reason."""

    type_code = OneTerm(
        _("Certificate type"), [Optional()], kind="certificate_type", empty=_("Select a type")
    )  # people's and organisations'
    not_shown = BooleanField(_("Not shown"))
    with_expired = BooleanField(_("Continue with the expired one"))
    kept_reason = ClearTextField(_("Reason"), [Optional()])

    def answers(self, *, later: bool = False, with_expired: bool = False) -> CertificateAnswers:
        """What was typed; the reason counts for whichever needs one."""
        said = super().answers(
            later=later or bool(self.not_shown.data), with_expired=with_expired or bool(self.with_expired.data)
        )
        return replace(said, kept_reason=self.kept_reason.data or "")

    def examined(self, *, today: date, door: Channel, with_expired: bool = False) -> CertificateAnswers | None:
        """The certificate as it is kept; a number that is doubted asks for its reason, a wrong check digit stops."""
        answers = super().examined(today=today, door=door, with_expired=with_expired)
        if self.zone.data and not self.not_shown.data and sound_reading(self, today=today) is None:
            answers = None
        if answers is None and getattr(self.number, "doubt", None) and not self.kept_reason.data:
            self.kept_reason.errors = [gettext("Mend the certificate number, or enter why it is kept")]
        return answers

    @property
    def has_expired(self) -> bool:
        """Whether the question of the expired document stands open."""
        return bool(self.with_expired.data) or bool(self.expires_on.data and self.expires_on.errors)


def first_channels() -> list[tuple[str, str]]:
    """By what they are called first; as a list, since the page has a field E-mail already."""
    return [("", gettext("No preference")), *listed("consent_channel")()]


def desk_offers() -> list[tuple[str, str]]:
    """Each with what it is for."""
    return [(code, gettext("Offers by %(channel)s", channel=term("consent_channel", code))) for code in OFFERED]


class DeskPreferences(PreferenceSection):
    """On a page with every other section each label still is one control."""

    first_channel = OneOf(_("First-choice channel"), [Optional()], entries=first_channels)
    offers = TicksOf(_("They want to hear of"), [Optional()], entries=desk_offers)
