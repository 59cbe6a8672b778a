"""From answers to rows: the party, its ways to be reached, and its contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.identify_contact.answers import BasicAnswers, ContactAnswers, MethodAnswers
from core.model import Authority, Contact, ContactMedium, MediumKind, Party, PartyKind
from core.normalise import search_text, sort_key

_BASIC = (
    "last_name", "middle_name", "first_name", "latin_name", "title", "nationality", "birthplace", "social_network",
    "social_handle", "legal_name", "registration_number", "industry",
)  # fmt: skip
_NAMES = ("last_name", "middle_name", "first_name", "latin_name", "legal_name")


def index_names(party: Party) -> None:
    """Writes what a party is found and sorted by; after every change of a name."""
    names = (party.last_name, party.middle_name, party.first_name, party.latin_name, party.legal_name)
    party.search_name, party.sort_name = _found_by(*names)


def _found_by(
    last: str | None, middle: str | None, first: str | None, latin: str | None, legal: str | None
) -> tuple[str, str]:
    return search_text(last, middle, first, latin, legal), sort_key(legal, last, first, middle)


def party_of(basic: BasicAnswers, *, language: str, now: datetime) -> Party:
    """Somebody as they described themselves."""
    return Party(**party_values(basic, language=language, now=now))


def party_values(basic: BasicAnswers, *, language: str, now: datetime) -> dict[str, Any]:
    """The same by column, for bulk loads."""
    said = {name: getattr(basic, name) or None for name in _BASIC}
    search_name, sort_name = _found_by(*(said[name] for name in _NAMES))
    return said | {
        "kind": basic.kind,
        "one_name": basic.one_name,
        "gender": basic.gender,
        "birth_date": basic.birth_date,
        "language": language,
        "created_at": now,
        "search_name": search_name,
        "sort_name": sort_name,
    }


def media_of(
    basic: BasicAnswers, contacts: Iterable[ContactAnswers], *, confirmed: str, now: datetime
) -> list[ContactMedium]:
    """Ways to reach the customer in person: basic info's and those of the contact row 'primary', none twice."""
    return [ContactMedium(**values) for values in media_values(basic, contacts, confirmed=confirmed, now=now)]


def media_values(
    basic: BasicAnswers, contacts: Iterable[ContactAnswers], *, confirmed: str, now: datetime
) -> list[dict[str, Any]]:
    """The same by column, for bulk loads."""
    methods = [MethodAnswers(kind=MediumKind.EMAIL, value=basic.email)] if basic.email else []
    methods += [MethodAnswers(kind=MediumKind.MOBILE, value=basic.mobile)] if basic.mobile else []
    methods += [method for contact in contacts if _in_person(contact, basic) for method in contact.methods]
    media = _media(methods, now=now)
    if media and not any(medium["preferred"] for medium in media):
        media[0]["preferred"] = True
    for medium in media:
        if confirmed and medium["value"] == confirmed:
            medium["confirmed_at"] = now
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
    party.media = [ContactMedium(**values) for values in _media(contact.methods, now=now)]
    return party


def _media(methods: Iterable[MethodAnswers], *, now: datetime) -> list[dict[str, Any]]:
    media: dict[tuple[MediumKind, str], dict[str, Any]] = {}
    for method in methods:
        values = {"kind": method.kind, "value": method.value, "network": method.network or None, "created_at": now}
        found = media.setdefault((method.kind, method.value), {**values, "preferred": method.preferred})
        found["preferred"] = found["preferred"] or method.preferred
    return list(media.values())
