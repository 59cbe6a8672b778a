"""The answers of each step as plain records. Text is "" where nothing was said; what is typed may be anything.

`examine_…` of the same package returns the record in the form that is stored, or says what to mend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from core.model import Gender, MediumKind, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateAnswers:
    """IC-1. `later`: 'I'll show it later'. `kept_reason`: why staff kept a doubted number, or why none was shown."""

    later: bool = False
    type_code: str = ""
    number: str = ""
    issuing_state: str = ""
    issuing_authority: str = ""
    address_on_certificate: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    does_not_expire: bool = False
    continue_with_expired: bool = False
    number_kept: bool = False
    """The person was warned that the number looks unusual, and says it is right."""
    kept_reason: str = ""
    as_read: str = ""
    """The holder's names as the document's machine-readable part writes them: zone_names.as_written()."""
    shared: bool = False
    """Several people have such a document under one number; the type's rules say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicAnswers:
    """IC-4. Names as written; e-mail and mobile once examined in the form that is compared."""

    kind: PartyKind = PartyKind.PERSON
    last_name: str = ""
    middle_name: str = ""
    first_name: str = ""
    one_name: bool = False
    latin_name: str = ""
    title: str = ""
    gender: Gender | None = None
    nationality: str = ""
    birth_date: date | None = None
    birthplace: str = ""
    social_network: str = ""
    social_handle: str = ""
    email: str = ""
    mobile: str = ""
    legal_name: str = ""
    registration_number: str = ""
    industry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodAnswers:
    """One way to reach a contact; `network` for messaging and social: WhatsApp, WeChat …"""

    kind: MediumKind
    value: str = ""
    network: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnswers:
    """IC-6. A person to be reached. Type 'primary' is the customer in person; `row` names it on the page."""

    row: str = ""
    type_code: str = "primary"
    last_name: str = ""
    middle_name: str = ""
    first_name: str = ""
    title: str = ""
    methods: tuple[MethodAnswers, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressAnswers:
    """IC-7. The fields of core.identify_contact.addresses; `row` names it on the page."""

    row: str = ""
    type_code: str = "home"
    country: str = ""
    administrative_area: str | None = None
    locality: str | None = None
    dependent_locality: str | None = None
    detailed: str | None = None
    postal_code: str | None = None
    building_number: str | None = None
    additional_number: str | None = None
    short_address: str | None = None
    contact_first: bool = False
    kept_as_typed: bool = False
    """The person was warned of an unusual format and kept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceAnswers:
    """IC-8. Days are ISO weekdays, spans pairs of "HH:MM" in `zone`, `not_then` pairs of days, both included."""

    currency: str = ""
    language: str = ""
    do_not_disturb: bool = False
    first_channel: str = ""
    allowed_days: tuple[int, ...] = ()
    allowed_spans: tuple[tuple[str, str], ...] = ()
    not_then: tuple[tuple[date, date], ...] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswer:
    """Yes or no to one purpose over one channel."""

    purpose: str
    channel: str
    given: bool
    words: int = 0
    """Version of the words that were shown, 0 where none were; and in which language."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswers:
    """What was asked and answered; what was not asked does not stand here."""

    lines: tuple[ConsentAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessAnswers:
    """IC-9. Hashes only, made at once; `password_hash` is "" where staff entered the question by phone."""

    password_hash: str = ""
    question_code: str = ""
    own_question: str = ""
    answer_hash: str = ""
    language: str = ""
    """In which the portal is to speak to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswers:
    """IC-16. Which versions were accepted, and in which language they were read."""

    language: str
    privacy: int
    terms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationAnswers:
    """Everything answered so far; a part is None until its step is done."""

    certificate: CertificateAnswers | None = None
    basic: BasicAnswers | None = None
    contacts: tuple[ContactAnswers, ...] = ()
    addresses: tuple[AddressAnswers, ...] = ()
    preferences: PreferenceAnswers | None = None
    consents: ConsentAnswers | None = None
    access: AccessAnswers | None = None
    notices: NoticeAnswers | None = None
    confirmed: str = ""
    """The e-mail or mobile whose code came back."""
    external_reference: str = ""
    """What another system calls the customer."""
    not_same: tuple[str, ...] = ()
    """Codes of customers of whom staff said 'not the same' while registering."""

    @property
    def reached_at(self) -> tuple[str, ...]:
        """E-mail and mobile of basic info, the e-mail first: one of them is to be confirmed."""
        return tuple(value for value in (self.basic.email, self.basic.mobile) if value) if self.basic else ()

    def to_json(self) -> str:
        """As text for the draft, where it stands encrypted."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> RegistrationAnswers:
        """The answers again; fields that a former release knew are passed over."""
        return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[RegistrationAnswers]:
    return TypeAdapter(RegistrationAnswers)
