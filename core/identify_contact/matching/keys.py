"""What a party is met by again though it is written otherwise: a few short keys, of which one must be the same (IC-2).

Each forgives something: `name` what is not known beside it, `born` either part of the name, `year` the day of birth and
one part, `day` the year and one part, and day and month that changed places, `phone`, `mail` and `house` the name.
Comparing only who shares a key is blocking, as in Newcombe's Automatic Linkage of Vital Records (1959); there are
several keys because one mistake spoils one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.identify_contact.matching.fields import FIGURES, SHORTEST_MAILBOX, house, mailbox, postal
from core.identify_contact.matching.names import Reading, readings
from core.identify_contact.matching.nicknames import full_names
from core.identify_contact.matching.question import Person
from core.identify_contact.matching.spelling import heard, words

LONGEST = 80
Key = tuple[str, str]
"""Kind and key."""
MOST_OF_KIND = 4
"""Keys of one kind a party: somebody with thirty telephones is met by four of them."""


def keys_of(person: Person) -> tuple[Key, ...]:
    """The keys of one person, each once."""
    kinds: dict[str, int] = {}
    found: dict[Key, None] = {}
    for kind, key in (*_of_names(person), *_of_contact(person)):
        if key and (kind, key[:LONGEST]) not in found and kinds.get(kind, 0) < MOST_OF_KIND:
            found[kind, key[:LONGEST]] = None
            kinds[kind] = kinds.get(kind, 0) + 1
    return tuple(found)


def _of_names(person: Person) -> Iterator[Key]:
    born = person.birth_date
    for reading in readings(person):
        family, given = _heard(reading)
        for name in _names(family, given, reading):
            yield "name", name
        if born is None:
            continue
        days = f"{min(born.day, born.month):02d}{max(born.day, born.month):02d}"
        for part, other in ((family, given), (given, family)):
            if part:
                yield "born", f"{born.isoformat()} {part}"
                yield "day", f"{days} {part}"
                yield "year", f"{born.year} {part} {other[:1]}" if other else ""
    if person.legal_name:
        yield "name", " ".join(sorted(heard(word) for word in words(person.legal_name))[:4])


@lru_cache(maxsize=50_000)
def _heard(reading: Reading) -> tuple[str, str]:
    """The first word of either part: what follows is left out as often as not."""
    family = heard(reading.family[0]) if reading.family else ""
    return family, heard(reading.given[0]) if reading.given else ""


def _names(family: str, given: str, reading: Reading) -> Iterator[str]:
    """The name in alphabetical order, so that parts may change places; and with the full names of a short form."""
    yield " ".join(sorted(part for part in (family, given) if part))
    if family and given:
        for full in sorted(full_names(reading.given[0]))[:2]:
            yield " ".join(sorted((family, heard(full))))


def _of_contact(person: Person) -> Iterator[Key]:
    for number in person.phones:
        figures = "".join(mark for mark in number if mark.isdecimal())
        yield "phone", figures[-FIGURES - 1 :] if len(figures) > FIGURES else ""
    for email in person.emails:
        box = mailbox(email)
        yield "mail", box if len(box) >= SHORTEST_MAILBOX else email
    for place in person.places:
        initial = next((family[:1] for family, _given in map(_heard, readings(person)) if family), "")
        if house(place) and postal(place):
            yield "house", f"{place.country} {postal(place)} {house(place)} {initial}"
