"""Basic info: who somebody is and where we reach them (IC-4)."""

from dataclasses import fields
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import Optional

from core.identify_contact import limits
from core.identify_contact.answers import BasicAnswers, examine_basic, needs_latin_name
from core.model import Channel, Gender, PartyKind
from core.normalise import name_latin
from web.forms.base import FoyerForm, Section
from web.forms.calendars import BirthDay, Dated
from web.forms.checking import Doubting, examined
from web.forms.fields import ClearTextField, PhoneField
from web.forms.term_choices import OneCountry, OneOf, OneTerm, RadioOf, enumerated, home
from web.languages import locale
from web.terms import choices

LAST_NAME_FIRST = frozenset({"zh", "ja", "ko", "hu", "vi"})
_AGAIN = _("Compare our spelling with your document, then continue")


def genders() -> list[tuple[str, str]]:
    """In the words of a form: nobody has to say."""
    return [
        ("", gettext("Prefer not to say")),
        (Gender.FEMALE.value, gettext("Female")),
        (Gender.MALE.value, gettext("Male")),
    ]


def networks() -> list[tuple[str, str]]:
    """Social networks and messengers of which a handle may be kept."""
    return [("", gettext("Select a network")), *choices("social_network"), *choices("messaging_network")]


class BasicFields(Dated, Doubting):
    """The fields; names are those of BasicAnswers."""

    doubtful = ("birth_date", "gender", "last_name", "first_name")

    kind = RadioOf(_("Customer type"), entries=enumerated(PartyKind), default=PartyKind.PERSON.value)
    legal_name = ClearTextField(_("Legal name"), render_kw={"autocomplete": "organization"})
    registration_number = ClearTextField(_("Registration number"), [Optional()])
    industry = OneTerm(_("Industry"), [Optional()], kind="industry", empty=_("Select an industry"))
    last_name = ClearTextField(_("Last name"), render_kw={"autocomplete": "family-name"})
    middle_name = ClearTextField(_("Middle name"), [Optional()], render_kw={"autocomplete": "additional-name"})
    first_name = ClearTextField(_("First name"), render_kw={"autocomplete": "given-name"})
    one_name = BooleanField(_("I have one name"))
    latin_name = ClearTextField(_("Name in Latin letters, as in the document"))
    birth_date = BirthDay(_("Date of birth"), [Optional()], render_kw={"autocomplete": "bday"})
    email = ClearTextField(
        _("E-mail"),
        render_kw={
            "type": "email", "inputmode": "email", "autocomplete": "email", "autocapitalize": "none", "dir": "ltr",
            "spellcheck": "false",
        },
    )  # fmt: skip
    mobile = PhoneField(_("Mobile"), render_kw={"autocomplete": "tel"})
    title = OneTerm(_("Title"), [Optional()], kind="title", empty=_("Select a title"))
    gender = OneOf(_("Gender"), [Optional()], entries=genders)
    nationality = OneCountry(_("Nationality"), [Optional()], empty=_("Select a country"), render_kw={"translate": "no"})
    birthplace = ClearTextField(_("Place of birth"), [Optional()])
    social_network = OneOf(_("Social network"), [Optional()], entries=networks)
    social_handle = ClearTextField(_("Social ID"), [Optional()])

    def answers(self) -> BasicAnswers:
        """What was typed, as the domain takes it."""
        said: dict[str, Any] = {
            field.name: getattr(self, field.name).data or "" for field in fields(BasicAnswers) if field.type == "str"
        }
        one_name = bool(self.one_name.data)
        return BasicAnswers(
            kind=PartyKind(self.kind.data) if self.kind.data in set(PartyKind) else PartyKind.PERSON,
            gender=Gender(self.gender.data) if self.gender.data in set(Gender) else None,
            birth_date=self.birth_date.data,
            one_name=one_name,
            **said | ({"first_name": "", "middle_name": ""} if one_name and said["last_name"] else {}),
        )

    def examined(self, *, today: date, door: Channel) -> BasicAnswers | None:
        """Basic info as it is kept; None when something is to be mended or the Latin spelling is to be looked at."""
        suggested = self.suggest_latin()
        answers = examined(self, lambda: examine_basic(self.answers(), today=today, door=door, region=home()))
        if not suggested:
            return answers
        self.latin_name.doubt = str(_AGAIN)
        return None

    def suggest_latin(self, *, anew: bool = False) -> bool:
        """Where the name has another script and no Latin spelling was typed, ours is offered once (IC-4).

        `anew`: while somebody types, the spelling follows as long as it is ours.
        """
        parts = [self.legal_name.data] if self.is_organisation else [self.first_name.data, self.last_name.data]
        said = " ".join(part for part in parts if part)
        ours = name_latin(said)[: limits.NAME] if needs_latin_name(said) else ""
        if anew and set((self.latin_name.data or "").split()) <= set(ours.split()):
            self.latin_name.data = None
        if self.latin_name.data or self.latin_name.errors or not ours:
            return False
        self.latin_name.data = self.latin_name.typed = ours
        return self.latin_name.data is not None

    @property
    def is_organisation(self) -> bool:
        return self.kind.data == PartyKind.ORGANISATION.value

    @property
    def asks_latin(self) -> bool:
        """Whether the Latin spelling stands open: it is needed, or there already."""
        said = (self.last_name.data, self.middle_name.data, self.first_name.data, self.legal_name.data)
        written = needs_latin_name(*(part for part in said if part))
        return written or bool(self.latin_name.data or self.latin_name.errors) or locale().language in {"zh", "ar"}

    @property
    def last_name_first(self) -> bool:
        """The order of the two names in the reader's language."""
        return locale().language in LAST_NAME_FIRST

    @property
    def uses_mobile(self) -> bool:
        """Whether the mobile stands open beside the e-mail."""
        return bool(self.mobile.data or self.mobile.errors or (self.mobile.raw_data and self.mobile.raw_data[0]))


class BasicSection(BasicFields, Section):
    """As a part of a larger form."""


class BasicForm(BasicFields, FoyerForm):
    """As a page of its own."""
