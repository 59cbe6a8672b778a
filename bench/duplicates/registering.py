"""Writing somebody down without a mistake: in which letters, by which document, and what is left out."""

from dataclasses import dataclass
from random import Random

from bench.duplicates.belongings import Taken
from bench.duplicates.people import Person
from bench.duplicates.record import Record

LETTERS = {"at home": (0.35, 0.45, 0.20), "abroad": (0.10, 0.30, 0.60)}
"""People of another script: how many are written in their own letters, in both, in Latin ones."""
LEFT_OUT = {
    "birth_date": 0.12, "certificate": 0.35, "phones": 0.10, "emails": 0.30, "address": 0.30, "gender": 0.10,
    "nationality": 0.15,
}  # fmt: skip
SHARED_PHONE, SHARED_EMAIL = 0.4, 0.45
"""How often somebody gives the number or mailbox of the household or office where there is one."""
ANOTHER_DOCUMENT = 0.25
IN_LATIN, IN_BOTH, OTHER_DOCUMENT = "in_latin_letters", "in_both_letters", "other_document"


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who writes: their luck, and what is somebody's already."""

    chance: Random
    taken: Taken

    def happens(self, share: float) -> bool:
        """True as often as that."""
        return self.chance.random() < share


def register(person: Person, clerk: Clerk) -> tuple[Record, list[str]]:
    """A record without mistakes, and in which state it is of those that make two true records differ."""
    record = Record()
    states = _names(record, person, clerk)
    record.birth_date = person.birth.isoformat()
    record.gender, record.nationality = person.names.gender, person.country.code
    states += _certificate(record, person, clerk)
    record.phones = _of_own_or_shared(person.phones, person.family_phones, SHARED_PHONE, clerk)
    record.emails = _of_own_or_shared(person.emails, person.family_emails, SHARED_EMAIL, clerk)
    write_address(record, person)
    _leave_out(record, clerk)
    if not (record.phones or record.emails or record.certificate_number):
        record.phones = (person.phones or person.family_phones)[:1]
    return record, states


def _names(record: Record, person: Person, clerk: Clerk) -> list[str]:
    names = person.names
    record.last_name, record.middle_name, record.first_name = names.last, names.middle, names.first
    if person.writes_latin:
        return []
    shares = LETTERS["at home" if person.residence == person.country.code else "abroad"]
    state = clerk.chance.choices(("", IN_BOTH, IN_LATIN), shares)[0]
    if state == IN_BOTH:
        record.latin_name = latin_name(person)
    elif state == IN_LATIN:
        record.last_name, record.middle_name, record.first_name = _parts(person)
    return [state] if state else []


def _parts(person: Person) -> tuple[str, str, str]:
    return person.latin.last, person.latin.middle, person.latin.first


def latin_name(person: Person) -> str:
    """The whole name as their document has it, given names first."""
    return " ".join(part for part in (person.latin.first, person.latin.middle, person.latin.last) if part)


def _certificate(record: Record, person: Person, clerk: Clerk) -> list[str]:
    other = len(person.certificates) > 1 and clerk.happens(ANOTHER_DOCUMENT)
    shown = person.certificates[1 if other else 0]
    record.certificate_type, record.certificate_state = shown.type, shown.state
    record.certificate_number = shown.number
    return [OTHER_DOCUMENT] if other else []


def _of_own_or_shared(own: list[str], shared: list[str], share: float, clerk: Clerk) -> list[str]:
    """Their own, the shared one instead, or both."""
    if not shared or not (clerk.happens(share) or not own):
        return list(own)
    return list(shared) if clerk.happens(0.6) or not own else [*own, *shared]


def write_address(record: Record, person: Person) -> None:
    """Where they live, as it is written there."""
    place = person.address
    assert place is not None
    record.country, record.locality = place.country, place.city[0]
    record.postal_code, record.detailed = place.postal_code, place.detailed


def forget_certificate(record: Record) -> None:
    """Nothing was shown."""
    record.certificate_type = record.certificate_state = record.certificate_number = ""


def forget_address(record: Record) -> None:
    """Nothing was said."""
    record.country = record.locality = record.postal_code = record.detailed = ""


def _leave_out(record: Record, clerk: Clerk) -> None:
    for name, share in LEFT_OUT.items():
        if not clerk.happens(share):
            continue
        if name == "certificate":
            forget_certificate(record)
        elif name == "address":
            forget_address(record)
        elif name in {"phones", "emails"}:
            setattr(record, name, [])
        else:
            setattr(record, name, "")
