"""The rows of one party: who they are, how they are reached, their document, where they live."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from core.identify_contact.certificates import sealed_number
from core.identify_contact.match_keys import match_key_rows
from core.identify_contact.matching import Person as Likened
from core.identify_contact.matching import Place
from core.model import CertificateState, MediumKind, PartyKind
from core.normalise import name_latin, search_text, sort_key
from jobs.synthesis.people import Person
from jobs.synthesis.public_ids import public_id

KEYS = 20
"""Keys of `match_key` that are set aside for each party."""
DECIDED_AFTER = timedelta(hours=3)
"""From registering to somebody's look at the document."""


@lru_cache(maxsize=200_000)
def _names(last: str, first: str) -> tuple[str, str, str]:
    """The Latin name where there is another script, what the party is found by, what it is sorted by."""
    latin = name_latin(f"{first} {last}")
    latin = latin if latin != f"{first} {last}" else ""
    return latin, search_text(last, None, first, latin, None), sort_key(None, last, first, None)


def party_row(key: int, who: Person) -> dict[str, Any]:
    """Somebody, with what they are found and sorted by."""
    latin, found_by, sorted_by = _names(who.last, who.first)
    return {
        "id": key,
        "public_id": public_id(),
        "kind": PartyKind.PERSON,
        "last_name": who.last,
        "first_name": who.first,
        "one_name": False,
        "latin_name": latin or None,
        "gender": who.gender,
        "nationality": who.country.code,
        "birth_date": who.birth,
        "language": who.country.language,
        "search_name": found_by,
        "sort_name": sorted_by,
        "created_at": who.registered_at,
        "version": 1,
    }


def medium_row(  # noqa: PLR0917 -- called once
    key: int, party: int, kind: MediumKind, value: str, at: datetime, place: int
) -> dict[str, Any]:
    """An e-mail, confirmed and preferred, or a mobile."""
    return {
        "id": key,
        "public_id": public_id(),
        "party_id": party,
        "kind": kind,
        "value": value,
        "preferred": place == 0,
        "confirmed_at": at if place == 0 else None,
        "created_at": at,
    }


def certificate_row(key: int, party: int, who: Person, *, clerk: int | None) -> dict[str, Any]:
    """A passport, its number sealed as the product seals it."""
    bound_to, issued_by = public_id(), who.country.code
    sealed = sealed_number(who.certificate, bound_to=bound_to, type_code="passport", issuing_state=issued_by)
    number_encrypted, number_index, number_alone_index = sealed
    return {
        "id": key,
        "public_id": bound_to,
        "party_id": party,
        "type_code": "passport",
        "number_encrypted": number_encrypted,
        "number_index": number_index,
        "number_alone_index": number_alone_index,
        "issuing_state": issued_by,
        "expires_on": who.expires,
        "does_not_expire": False,
        "state": CertificateState.CHECKED if clerk else CertificateState.CLAIMED,
        "checked_at": who.registered_at + DECIDED_AFTER if clerk else None,
        "checked_by_id": clerk,
        "created_at": who.registered_at,
        "version": 1,
    }


def key_rows(first: int, party: int, who: Person) -> Iterator[dict[str, Any]]:
    """The match keys of somebody, numbered from `first`; at most KEYS."""
    latin, *_ = _names(who.last, who.first)
    person = Likened(
        last_name=who.last,
        first_name=who.first,
        latin_name=latin,
        birth_date=who.birth,
        emails=(who.email,),
        phones=(who.mobile,),
        places=(Place(who.country.code, who.postal_code, who.city, who.street),),
    )
    for place, row in enumerate(match_key_rows(party, person)[:KEYS]):
        yield {"id": first + place, **row}


def address_row(key: int, party: int, who: Person) -> dict[str, Any]:
    """Where they live."""
    return {
        "id": key,
        "public_id": public_id(),
        "party_id": party,
        "type_code": "home",
        "country": who.country.code,
        "locality": who.city,
        "detailed": who.street,
        "postal_code": who.postal_code,
        "contact_first": True,
        "kept_as_typed": False,
        "created_at": who.registered_at,
        "version": 1,
    }
