"""What happens to the letters of a name: slips, other standards, other keyboards. See `of_names`."""

from bench.duplicates.letters import without_marks
from bench.duplicates.mistyping import misread, mistyped
from bench.duplicates.oriental import characters, homophones, traditional
from bench.duplicates.people import Person
from bench.duplicates.record import Record
from bench.duplicates.registering import Clerk
from bench.duplicates.spelling import is_latin, spellings

PARTS = ("last_name", "middle_name", "first_name")


def rewrite(record: Record, **values: str) -> bool:
    """Writes what differs; False where nothing does."""
    changed = any(getattr(record, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(record, name, value)
    return changed


def in_latin(record: Record) -> bool:
    """Whether the name stands in Latin letters."""
    return is_latin(record.last_name + record.first_name)


def name_typo(record: Record, person: Person, clerk: Clerk) -> bool:
    names = ("last_name", "first_name", "last_name", "first_name", "middle_name", "latin_name")
    name = clerk.chance.choice(names)
    words = getattr(record, name).split(" ")
    place = clerk.chance.randrange(len(words))
    words[place] = mistyped(words[place], clerk.chance)
    return rewrite(record, **{name: " ".join(words)})


def misread_name(record: Record, person: Person, clerk: Clerk) -> bool:
    name = clerk.chance.choice(("last_name", "first_name"))
    word = getattr(record, name)
    return bool(word) and is_latin(word) and rewrite(record, **{name: misread(word, clerk.chance)})


def other_spelling(record: Record, person: Person, clerk: Clerk) -> bool:
    """By another standard of transliteration; one part of the name or all."""
    if person.writes_latin or not (in_latin(record) or record.latin_name):
        return False
    names = person.names
    true = dict(zip(PARTS, (names.last, names.middle, names.first), strict=True))
    own = dict(zip(PARTS, (person.latin.last, person.latin.middle, person.latin.first), strict=True))
    only = clerk.chance.choice(("last_name", "first_name", "", ""))
    written = dict(own)
    for part in PARTS:
        forms = spellings(true[part], person.country.code, family=part == "last_name")
        others = [form for form in forms if form != own[part]]
        if others and only in {"", part}:
            written[part] = clerk.chance.choice(others)
    if in_latin(record):
        kept = {part: text for part, text in written.items() if getattr(record, part) == own[part]}
        return rewrite(record, **kept)
    whole = " ".join(written[part] for part in ("first_name", "middle_name", "last_name") if written[part])
    return rewrite(record, latin_name=whole)


def marks_lost(record: Record, person: Person, clerk: Clerk) -> bool:
    """Müller is Muller or Mueller throughout."""
    if not in_latin(record):
        return False
    choice = clerk.chance.random()
    values = {}
    for part in PARTS:
        forms = without_marks(getattr(record, part))
        values[part] = forms[int(choice * len(forms))] if forms else getattr(record, part)
    return rewrite(record, **values)


def capitals(record: Record, person: Person, clerk: Clerk) -> bool:
    """All capitals, or none."""
    change = str.upper if clerk.happens(0.7) else str.lower
    return rewrite(record, **{part: change(getattr(record, part)) for part in PARTS})


def read_from_the_zone(record: Record, person: Person, clerk: Clerk) -> bool:
    """As a machine-readable zone has it: capitals A to Z, no hyphens, cut after thirty signs."""
    written = (person.latin.last, person.latin.middle, person.latin.first)
    plain = []
    for part in written:
        spelled_so = without_marks(part)[-1] if without_marks(part) else part
        plain.append(spelled_so.replace("-", " ").replace("'", "").upper())
    last = plain[0][: clerk.chance.choice((14, 20, 30))]
    given = " ".join(part for part in (plain[2], plain[1]) if part)[: max(30 - len(last) - 2, 1)]
    return rewrite(record, last_name=last, first_name=given.strip(), middle_name="", latin_name="")


def input_method(record: Record, person: Person, clerk: Clerk) -> bool:
    """Another character of the same sound, or the traditional forms."""
    if person.country.code != "CN" or in_latin(record):
        return False
    if clerk.happens(0.5):
        return rewrite(record, last_name=traditional(record.last_name), first_name=traditional(record.first_name))
    name = record.first_name
    places = [place for place, one in enumerate(name) if one in characters() and homophones()[one]]
    if not places:
        return False
    place = clerk.chance.choice(places)
    return rewrite(record, first_name=name[:place] + clerk.chance.choice(homophones()[name[place]]) + name[place + 1 :])
