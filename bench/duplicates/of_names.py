"""What happens to whole names: each function changes the record, or says that it could not."""

from functools import cache

from bench.duplicates.countries import family_name
from bench.duplicates.of_letters import in_latin, rewrite
from bench.duplicates.people import Person, draw_names, spelled
from bench.duplicates.record import Record, lines
from bench.duplicates.registering import Clerk
from bench.duplicates.spelling import is_latin, spellings


@cache
def _nicknames() -> dict[tuple[str, str], list[str]]:
    found, country = {}, ""
    for line in lines("nicknames"):
        words = line.split()
        if len(words) == 1 and words[0].isupper() and words[0].isascii():
            country = words[0]
        else:
            found[country, words[0]] = words[1:]
    return found


def nickname(record: Record, person: Person, clerk: Clerk) -> bool:
    """Bill for William, Маша for Мария; also the form of a neighbouring language, or an adopted English name."""
    first = person.names.first
    known = _nicknames().get((person.country.code, first.replace("-", " ").split(" ")[0] if first else ""))
    if not known:
        return False
    name = clerk.chance.choice(known)
    if in_latin(record) and not is_latin(name):
        name = spellings(name, person.country.code)[0]
    return rewrite(record, first_name=name)


def swapped(record: Record, person: Person, clerk: Clerk) -> bool:
    """Given and family name in each other's field."""
    return rewrite(record, last_name=record.first_name, first_name=record.last_name)


def parts_merged(record: Record, person: Person, clerk: Clerk) -> bool:
    """Anna-Karin is Annakarin, da Silva is Dasilva; or the middle name stands in the field of the first."""
    if record.middle_name and clerk.happens(0.5):
        joined = f"{record.first_name} {record.middle_name}".strip()
        return rewrite(record, first_name=joined, middle_name="")
    for name in ("first_name", "last_name"):
        words = getattr(record, name).replace("-", " ").split()
        if len(words) > 1:
            return rewrite(record, **{name: "".join(words).capitalize()})
    return False


def parts_split(record: Record, person: Person, clerk: Clerk) -> bool:
    """Anna-Karin is Anna Karin, or Karin is in the middle; Xiaoming is Xiao Ming."""
    words = record.first_name.replace("-", " ").split()
    if len(words) > 1 and not record.middle_name and clerk.happens(0.6):
        return rewrite(record, first_name=words[0], middle_name=" ".join(words[1:]))
    if len(words) > 1:
        return rewrite(record, first_name=" ".join(words))
    last = record.last_name.replace("-", " ").split()
    if len(last) > 1 and not record.middle_name:
        return rewrite(record, middle_name=" ".join(last[:-1]), last_name=last[-1])
    return False


def whole_name_in_one_field(record: Record, person: Person, clerk: Clerk) -> bool:
    parts = [record.first_name, record.middle_name, record.last_name]
    if clerk.happens(0.5):
        parts = [record.last_name, record.first_name, record.middle_name]
    whole = " ".join(part for part in parts if part)
    return bool(record.first_name) and rewrite(record, last_name=whole, middle_name="", first_name="")


def middle_dropped(record: Record, person: Person, clerk: Clerk) -> bool:
    return rewrite(record, middle_name="")


def initials(record: Record, person: Person, clerk: Clerk) -> bool:
    """A. Andersson, or Anna K. Andersson."""
    if not in_latin(record) and person.country.code in {"CN", "JP", "KR", "TH"}:
        return False
    name = "middle_name" if len(record.middle_name) > 2 and clerk.happens(0.6) else "first_name"
    text = getattr(record, name)
    return len(text) > 2 and rewrite(record, **{name: text[0] + ("." if clerk.happens(0.7) else "")})


def married(record: Record, person: Person, clerk: Clerk) -> bool:
    """Another family name, or one added with a hyphen; women oftener than men."""
    if person.names.gender == "male" and not clerk.happens(0.2):
        return False
    gained = draw_names(person.country, clerk.chance, gender=person.names.gender)
    before, new = record.last_name, gained.last
    if in_latin(record) and not is_latin(new):
        new = spelled(gained, person.country.code, clerk.chance).last
    doubled = before and clerk.happens(0.35) and person.country.code not in {"CN", "JP", "KR"}
    if record.latin_name:
        record.latin_name = ""
    return rewrite(record, last_name=f"{before}-{new}" if doubled else new)


def family_name_shortened(record: Record, person: Person, clerk: Clerk) -> bool:
    """The second of two family names is left out; so is the first, seldom; 'da', 'Al-' and 'bin' too."""
    name = record.last_name
    for article in ("Al-", "El-", "Al ", "El ", "da ", "dos ", "bin ", "Al", "ال"):
        if name.startswith(article) and len(name) > len(article) + 2:
            rest = name.removeprefix(article)
            return rewrite(record, last_name=rest[0].upper() + rest[1:])
    words = name.split()
    return len(words) > 1 and rewrite(record, last_name=words[0] if clerk.happens(0.75) else words[-1])


def form_of_the_other_gender(record: Record, person: Person, clerk: Clerk) -> bool:
    """Иванова is written Иванов, Kowalska Kowalski, by somebody who does not know."""
    other = person.names.base
    if person.names.gender == "male":
        other = family_name(person.names.base, person.country.code, "female")
    if other == person.names.last or record.last_name not in {person.names.last, person.latin.last}:
        return False
    if in_latin(record) and not is_latin(other):
        other = spellings(other, person.country.code, family=True)[0]
    return rewrite(record, last_name=other)


def title_in_name(record: Record, person: Person, clerk: Clerk) -> bool:
    title = clerk.chance.choice(("Dr. ", "Prof. ", "Mrs " if person.names.gender == "female" else "Mr "))
    return bool(record.first_name) and in_latin(record) and rewrite(record, first_name=title + record.first_name)


def given_name_missing(record: Record, person: Person, clerk: Clerk) -> bool:
    return bool(record.last_name) and rewrite(record, first_name="", middle_name="", latin_name="")
