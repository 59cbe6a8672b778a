"""The registration as staff type it on somebody's behalf: every section on one page (IC-1 to IC-9)."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, MultipleFileField

from core.errors import Invalid
from core.identify_contact.answers import (
    AccessAnswers,
    BasicAnswers,
    CertificateAnswers,
    ConsentAnswers,
    PreferenceAnswers,
    RegistrationAnswers,
)
from core.identify_contact.check import CheckQuery
from core.model import Channel, MediumKind
from core.normalise import email_address
from web.forms.access import QuestionSection
from web.forms.against_document import looked_over
from web.forms.base import FoyerForm
from web.forms.basic import BasicSection
from web.forms.checking import doubts_of
from web.forms.contacts import PRIMARY
from web.forms.desk_sections import DeskCertificate, DeskPreferences, doors
from web.forms.documents import ACCEPTED
from web.forms.preferences import as_given as preferences_given
from web.forms.term_choices import RadioOf, home
from web.languages import locale

SECTIONS = ("certificate", "basic", "preferences", "question")


class DeskForm(FoyerForm):
    """One page; contacts and addresses are rows of the draft with panels of their own. No password anywhere (R7)."""

    draft = HiddenField()
    version = HiddenField()
    channel = RadioOf(_("Where are they?"), entries=doors, default=Channel.SHOP.value)
    certificate = FormField(DeskCertificate)
    basic = FormField(BasicSection)
    files = MultipleFileField(_("Files"), render_kw={"accept": ACCEPTED})
    preferences = FormField(DeskPreferences)
    question = FormField(QuestionSection)

    @property
    def door(self) -> Channel:
        return Channel.PHONE if self.channel.data == Channel.PHONE.value else Channel.SHOP

    def typed(self) -> dict[str, Any]:
        """Every section as it stands, for the draft; the answer to the question is never kept readable."""
        return {
            "certificate": self.certificate.form.answers(),
            "basic": self.basic.form.answers(),
            "preferences": self.preferences.form.answers(),
            "consents": self._consents(),
        }

    def examined(self, kept: RegistrationAnswers, *, today: date) -> RegistrationAnswers | None:
        """Everything as it is registered; None when something is to be mended or looked at once more."""
        door = self.door
        certificate = self.certificate.form.examined(today=today, door=door)
        basic = self.basic.form.examined(today=today, door=door)
        preferences = self.preferences.form.examined()
        access, sound = self.access(kept)
        sound &= self.looked_over(today=today)
        if certificate is None or basic is None or preferences is None or not sound:
            return None
        return replace(
            kept, certificate=certificate, basic=basic, preferences=preferences[0], consents=self._consents(),
            access=access,
        )  # fmt: skip

    def looked_over(self, *, today: date) -> bool:
        """Doubts beside basic info what the document says otherwise; True when nothing is, or it is kept."""
        certificate = self.certificate.form
        certificate.say_number(today=today)
        return looked_over(self.basic.form, certificate.answers(), today=today)

    def access(self, kept: RegistrationAnswers) -> tuple[AccessAnswers | None, bool]:
        """Question and answer by phone, hashed at once; in the shop nobody types them. And whether all is well."""
        question = self.question.form
        chosen = question.question_code.data or ""
        if self.door is not Channel.PHONE:
            return None, True
        if not question.answer.data and kept.access and chosen == kept.access.question_code:
            return kept.access, True
        if not (question.answer.data or chosen):
            return None, True
        access = question.examined(replace(kept, **{name: self.typed()[name] for name in ("certificate", "basic")}))
        return access, access is not None

    def query(self, kept: RegistrationAnswers) -> CheckQuery:
        """What *Check* asks for: everything typed by which somebody may be known already."""
        said, certificate = self.basic.form.answers(), self.certificate.form.answers()
        methods = [method for row in kept.contacts if row.type_code == PRIMARY for method in row.methods]
        emails = [_stored(said.email), *(each.value for each in methods if each.kind is MediumKind.EMAIL)]
        phones = [said.mobile, *(each.value for each in methods if each.kind in _PHONES)]
        return CheckQuery(
            type_code=certificate.type_code, number=certificate.number, issuing_state=certificate.issuing_state,
            emails=tuple(value for value in emails if value), phones=tuple(value for value in phones if value),
            last_name=said.last_name, middle_name=said.middle_name, first_name=said.first_name,
            latin_name=said.latin_name, legal_name=said.legal_name if self.basic.form.is_organisation else "",
            birth_date=said.birth_date, gender=said.gender, addresses=kept.addresses, not_same=kept.not_same,
        )  # fmt: skip

    def doubts(self) -> list[tuple[str, str]]:
        """What looks unusual, in the order of the page."""
        return [doubt for name in SECTIONS for doubt in doubts_of(getattr(self, name).form)]

    def is_readable(self) -> bool:
        """Whether all that was typed can be kept; what cannot be read says so beside its field."""
        unread = [field for name in SECTIONS for field in _fields(getattr(self, name).form) if field.process_errors]
        for field in unread:
            field.errors = list(field.process_errors)
        return not unread

    def _consents(self) -> ConsentAnswers:
        """A yes was said; what was not ticked at the desk was not asked."""
        return ConsentAnswers(lines=tuple(line for line in self.preferences.form.consents().lines if line.given))


_PHONES = frozenset({MediumKind.MOBILE, MediumKind.LANDLINE})


def given(answers: RegistrationAnswers, *, channel: Channel | None) -> dict[str, Any]:
    """A draft's answers as the form takes them."""
    certificate, basic, access = answers.certificate, answers.basic, answers.access
    preferences = answers.preferences or PreferenceAnswers(language=locale().language)
    shown = asdict(certificate or CertificateAnswers())
    return {
        "channel": (channel or Channel.SHOP).value,
        "certificate": shown
        | {"not_shown": shown["later"], "with_expired": shown["continue_with_expired"]}
        | ({} if certificate else {"issuing_state": home()}),
        "basic": asdict(basic or BasicAnswers()),
        "preferences": preferences_given(preferences, answers.consents),
        "question": {"question_code": access.question_code, "own_question": access.own_question} if access else {},
    }


def _fields(form: Any) -> Iterator[Any]:
    for field in form:
        if isinstance(field, FormField):
            yield from _fields(field.form)
        elif isinstance(field, FieldList):
            for entry in field:
                yield from _fields(entry.form)
        else:
            yield field


def _stored(typed: str) -> str:
    try:
        return email_address(typed) if typed else ""
    except Invalid:
        return ""
