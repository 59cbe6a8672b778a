"""What somebody answered, in the words in which it was asked; never the password or the secret answer (IC-10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from core.clock import utcnow
from core.identify_contact.addresses import lines
from core.identify_contact.answers import (
    AddressAnswers,
    BasicAnswers,
    CertificateAnswers,
    ContactAnswers,
    RegistrationAnswers,
)
from core.model import Gender, MediumKind, PartyKind
from web.assets import icon
from web.formats import data, day, phone
from web.forms.issuing_states import state_name
from web.forms.preferences import PURPOSE
from web.languages import NAMES
from web.terms import term
from web.times_in_words import filled, times_in_words
from web.wording import label


@dataclass(frozen=True, slots=True)
class Part:
    """Answers of one step: its name, and what was asked with what was said."""

    step: str
    facts: list[tuple[str, Any]] = field(default_factory=list)


def in_words(answers: RegistrationAnswers, documents: Sequence[Any]) -> list[Part]:
    """Every step that asks something, in order; what was left out does not stand here."""
    contacts = _contacts(answers.contacts)
    addresses = [(_address_title(address), _address(address)) for address in answers.addresses]
    files = Markup("<br>").join(data(document.name) for document in documents)
    parts = [
        Part("certificate", _certificate(answers.certificate)),
        Part("basic", _basic(answers.basic, confirmed=answers.confirmed)),
        Part("contacts", contacts or [(_("Contacts"), _("Only you"))]),
        Part("addresses", addresses or [(_("Addresses"), _("None yet"))]),
        Part("documents", [(_("Files"), files or _("None yet"))]),
        Part("preferences", _preferences(answers)),
        Part("access", _access(answers)),
    ]
    return [Part(part.step, [(asked, said) for asked, said in part.facts if said]) for part in parts]


def contact_name(contact: ContactAnswers) -> Markup:
    """Name of somebody to be reached."""
    return data(" ".join(name for name in (contact.first_name, contact.middle_name, contact.last_name) if name))


def method_value(kind: MediumKind, value: str) -> Markup:
    """A number or address as people read it."""
    if kind in {MediumKind.MOBILE, MediumKind.LANDLINE}:
        return phone(value)
    return data(value, direction="ltr" if kind is MediumKind.EMAIL else "auto")


def _certificate(answers: CertificateAnswers | None) -> list[tuple[str, Any]]:
    if answers is None or answers.later:
        return [(_("Certificate type"), _("You show it later"))]
    kind = term("certificate_type", answers.type_code)
    state = data(state_name(answers.issuing_state))
    return [
        (_("Certificate type"), filled("%(kind)s, %(state)s", kind=kind, state=state) if state else kind),
        (_("Certificate number"), data(answers.number, direction="ltr")),
        (_("Expiration date"), _("Does not expire") if answers.does_not_expire else _until(answers.expires_on)),
        (_("Effective date"), day(answers.effective_on)),
        (_("Issuing authority"), data(answers.issuing_authority)),
        (_("Address on certificate"), data(answers.address_on_certificate)),
    ]


def _until(expires_on: date | None) -> Any:
    """The day, and whether it is over: an expired document is taken, and must be seen to be one."""
    said = day(expires_on)
    over = expires_on is not None and expires_on < utcnow().date()
    return Markup("{} · <b>{}</b>").format(said, _("Expired")) if over else said


def _basic(basic: BasicAnswers | None, *, confirmed: str) -> list[tuple[str, Any]]:
    if basic is None:
        return []
    named = [
        (_("Customer type"), label(basic.kind)),
        (_("Legal name"), data(basic.legal_name)),
        (_("Registration number"), data(basic.registration_number)),
        (_("Industry"), term("industry", basic.industry)),
    ]
    handle = [term("messaging_network", term("social_network", basic.social_network)), data(basic.social_handle)]
    return [
        *(named if basic.kind is PartyKind.ORGANISATION else []),
        (_("Last name"), data(basic.last_name)),
        (_("Middle name"), data(basic.middle_name)),
        (_("First name"), data(basic.first_name)),
        (_("Name in Latin letters"), data(basic.latin_name, direction="ltr")),
        (_("Title"), term("title", basic.title)),
        (_("Gender"), label(basic.gender) if basic.gender in {Gender.FEMALE, Gender.MALE} else ""),
        (_("Nationality"), data(state_name(basic.nationality))),
        (_("Date of birth"), day(basic.birth_date)),
        (_("Place of birth"), data(basic.birthplace)),
        (_("Social ID"), Markup(" ").join(part for part in handle if part) if basic.social_handle else ""),
        (_("E-mail"), _confirmed(data(basic.email, direction="ltr"), basic.email == confirmed)),
        (_("Mobile"), _confirmed(phone(basic.mobile), basic.mobile == confirmed)),
    ]


def _confirmed(said: Markup, is_confirmed: bool) -> Markup:
    state = _("Confirmed") if is_confirmed else _("Not confirmed yet; you can do that after signing in")
    if is_confirmed:
        return said and said + Markup('<br><span class="state is-ok">{}<span>{}</span></span>').format(
            icon("check"), state
        )
    return said and said + Markup('<br><span class="muted">{}</span>').format(state)


def _contacts(contacts: Sequence[ContactAnswers]) -> list[tuple[str, Any]]:
    return [
        (
            term("contact_type", contact.type_code),
            Markup("<br>").join(
                [said for said in [contact_name(contact)] if said]
                + [method_value(method.kind, method.value) for method in contact.methods]
            ),
        )
        for contact in contacts
    ]


def _address_title(address: AddressAnswers) -> str:
    kind = term("address_type", address.type_code)
    return _("%(kind)s, contact first", kind=kind) if address.contact_first else kind


def _address(address: AddressAnswers) -> Markup:
    return data(", ".join([*lines(address), state_name(address.country)]), direction="auto")  # type: ignore[arg-type]


def _preferences(answers: RegistrationAnswers) -> list[tuple[str, Any]]:
    said = answers.preferences
    if said is None:
        return []
    wanted = (
        [line.channel for line in answers.consents.lines if line.given and line.purpose == PURPOSE]
        if answers.consents
        else []
    )
    return [
        (_("When we may call"), times_in_words(said)),
        (_("First-choice channel"), term("consent_channel", said.first_channel)),
        (
            _("Offers"),
            Markup(", ").join(escape(term("consent_channel", code)) for code in wanted) or _("None, thank you"),
        ),
        (_("Language"), data(NAMES.get(said.language, said.language))),
        (_("Currency"), data(said.currency)),
    ]


def _access(answers: RegistrationAnswers) -> list[tuple[str, Any]]:
    if answers.access is None:
        return []
    own = data(answers.access.own_question)
    return [
        (_("Password"), _("Chosen") if answers.access.password_hash else ""),
        (_("Security question"), own or term("security_question", answers.access.question_code)),
    ]
