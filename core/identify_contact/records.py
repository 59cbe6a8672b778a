"""From answers to rows: the party, its ways to be reached, and its contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.identify_contact.answers import BasicAnswers, ContactAnswers, MethodAnswers
from core.model import Authority, Contact, ContactMedium, MediumKind, Party, PartyKind
from core.normalise import search_text, sort_key

_BASIC = (
    "last_name", "middle_name", "first_name", "latin_name", "title", "nationality", "birthplace", "social_network",
    "social_handle", "legal_name", "registration_number", "industry",
)  # fmt: skip


def index_names(party: Party) -> None:
    """Writes what a party is found and sorted by; after every change of a name."""
    names = (party.last_name, party.middle_name, party.first_name)
    party.search_name = search_text(*names, party.latin_name, party.legal_name)
    party.sort_name = sort_key(party.legal_name, party.last_name, party.first_name, party.middle_name)


def party_of(basic: BasicAnswers, *, language: str, now: datetime) -> Party:
    """Somebody as they described themselves."""
    party = Party(
        kind=basic.kind,
        one_name=basic.one_name,
        gender=basic.gender,
        birth_date=basic.birth_date,
        language=language,
        created_at=now,
        **{name: getattr(basic, name) or None for name in _BASIC},
    )
    index_names(party)
    return party


def media_of(
    basic: BasicAnswers, contacts: Iterable[ContactAnswers], *, confirmed: str, now: datetime
) -> list[ContactMedium]:
    """Ways to reach the customer in person: basic info's and those of the contact row 'primary', none twice."""
    methods = [MethodAnswers(kind=MediumKind.EMAIL, value=basic.email)] if basic.email else []
    methods += [MethodAnswers(kind=MediumKind.MOBILE, value=basic.mobile)] if basic.mobile else []
    methods += [method for contact in contacts if _in_person(contact, basic) for method in contact.methods]
    media = _media(methods, now=now)
    if media and not any(medium.preferred for medium in media):
        media[0].preferred = True
    for medium in media:
        if confirmed and medium.value == confirmed:
            medium.confirmed_at = now
    return media


def other_contacts(
    basic: BasicAnswers, contacts: Iterable[ContactAnswers], *, language: str, now: datetime
) -> list[Contact]:
    """Contacts beside the customer in person; each a party of its own, with no authority yet."""
    return [
        Contact(
            party=_other_party(contact, language=language, now=now),
            type_code=contact.type_code,
            authority=Authority.NONE,
            created_at=now,
        )
        for contact in contacts
        if not _in_person(contact, basic)
    ]


def _in_person(contact: ContactAnswers, basic: BasicAnswers) -> bool:
    """Whether the row is the customer themselves; an organisation's named primary contact is a person of its own."""
    named = bool(contact.last_name or contact.middle_name or contact.first_name)
    return contact.type_code == "primary" and not (basic.kind is PartyKind.ORGANISATION and named)


def _other_party(contact: ContactAnswers, *, language: str, now: datetime) -> Party:
    party = Party(
        last_name=contact.last_name or None,
        middle_name=contact.middle_name or None,
        first_name=contact.first_name or None,
        title=contact.title or None,
        language=language,
        created_at=now,
    )
    index_names(party)
    party.media = _media(contact.methods, now=now)
    return party


def _media(methods: Iterable[MethodAnswers], *, now: datetime) -> list[ContactMedium]:
    media: dict[tuple[MediumKind, str], ContactMedium] = {}
    for method in methods:
        found = media.setdefault(
            (method.kind, method.value),
            ContactMedium(
                kind=method.kind,
                value=method.value,
                network=method.network or None,
                preferred=method.preferred,
                created_at=now,
            ),
        )
        found.preferred = found.preferred or method.preferred
    return list(media.values())
