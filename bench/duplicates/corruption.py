"""Which corruption a record gets: drawn by how often each happens, several at once, as in life."""

import copy
from collections.abc import Callable
from typing import NamedTuple

from bench.duplicates import of_contact as contact
from bench.duplicates import of_facts as facts
from bench.duplicates import of_letters as letters
from bench.duplicates import of_names as names
from bench.duplicates.people import Person
from bench.duplicates.record import Record
from bench.duplicates.registering import Clerk

HOW_MANY = {1: 12, 2: 22, 3: 24, 4: 19, 5: 12, 6: 7, 7: 4}
"""Corruptions of a second record."""
SLIPS_OF_A_FIRST = 0.12
"""How many records of people who are stored once have one, too."""
TRIES = 12


class Field(NamedTuple):
    """A part of a record: how often something happens there, at most how often in one record, and what."""

    share: float
    most: int
    kinds: dict[Callable[[Record, Person, Clerk], bool], float]


FIELDS = {
    "name": Field(5.0, 3, {
        letters.name_typo: 3, letters.other_spelling: 9, letters.marks_lost: 5, letters.capitals: 0.8,
        letters.read_from_the_zone: 0.8, letters.misread_name: 0.5, letters.input_method: 4,
        names.nickname: 1.8, names.swapped: 1.1, names.parts_merged: 1.5, names.parts_split: 1.5,
        names.middle_dropped: 2, names.initials: 0.7, names.married: 0.9, names.family_name_shortened: 3,
        names.form_of_the_other_gender: 1.2, names.title_in_name: 0.3, names.whole_name_in_one_field: 0.4,
        names.given_name_missing: 0.25,
    }),
    "birth": Field(1.2, 1, {
        facts.day_and_month_swapped: 3, facts.birth_year_wrong: 2, facts.birth_day_wrong: 2, facts.first_of_january: 1,
    }),
    "phone": Field(1.9, 1, {contact.other_phone: 4, contact.phone_typo: 2, contact.shared_phone: 2}),
    "email": Field(1.9, 1, {
        contact.other_mailbox: 2.5, contact.other_provider: 2, contact.email_typo: 2, contact.email_tagged: 0.4,
    }),
    "address": Field(1.9, 2, {contact.moved: 4, contact.address_otherwise: 2, contact.address_typo: 2}),
    "certificate": Field(1.2, 1, {facts.document_renewed: 2, facts.number_typo: 2, facts.number_misread: 1}),
    "other": Field(0.4, 1, {facts.gender_wrong: 1, facts.gender_not_said: 1, facts.other_nationality: 1}),
}  # fmt: skip
KINDS = tuple(kind.__name__ for field in FIELDS.values() for kind in field.kinds)


def corrupt(record: Record, person: Person, clerk: Clerk, *, how_many: int = 0) -> list[str]:
    """Changes the record and says how; `how_many` 0: as often as HOW_MANY has it. None happens twice."""
    wanted = how_many or clerk.chance.choices(list(HOW_MANY), list(HOW_MANY.values()))[0]
    done: list[tuple[str, str]] = []
    for _ in range(wanted):
        for _ in range(TRIES):
            open_to = {name: one for name, one in FIELDS.items() if sum(at == name for at, _ in done) < one.most}
            at = clerk.chance.choices(list(open_to), [one.share for one in open_to.values()])[0]
            kind = clerk.chance.choices(list(FIELDS[at].kinds), list(FIELDS[at].kinds.values()))[0]
            if (at, kind.__name__) not in done and _happens(kind, record, person, clerk):
                done.append((at, kind.__name__))
                break
    return [kind for _, kind in done]


def _happens(kind: Callable[[Record, Person, Clerk], bool], record: Record, person: Person, clerk: Clerk) -> bool:
    """Tries one; a try that fails leaves the record as it was."""
    tried = copy.deepcopy(record)
    if not kind(tried, person, clerk) or not (tried.last_name or tried.first_name):
        return False
    for name in Record.__slots__:
        setattr(record, name, getattr(tried, name))
    return True
