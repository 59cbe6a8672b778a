"""The labelled data: who is who among twenty thousand registrations, and which of them nobody may tune on.

    from bench.duplicates.labelled import load, write
    write(Path("people.csv"))                 # all; part="tuning" or "held_out" writes one part alone
    rows = load(Path("people.csv"))           # or load() without a file

Both parts are closed worlds: a household is whole in one of them, and pairs across them are not counted.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random

from bench.duplicates.belongings import Taken
from bench.duplicates.corruption import SLIPS_OF_A_FIRST, corrupt
from bench.duplicates.households import Group, draw_group
from bench.duplicates.people import Person
from bench.duplicates.record import FIELDS, LISTS, Record
from bench.duplicates.registering import Clerk, register
from core.normalise import certificate_number, clean, fold

SEED = 20_251
HELD_OUT_SEED = 9_303
"""Decides which groups are held out. Never changed: what was tuned before was tuned on the others."""
HELD_OUT = 1 / 3
SIZE = 20_000
REGISTERED_AGAIN = 0.193
"""Of people; so 35 % of the records have another record of the same person."""
RECORDS_OF_ONE = {2: 80, 3: 15, 4: 5}
FOLDED = ("last_name", "middle_name", "first_name", "latin_name", "locality", "detailed")
"""Stand in the file a second time, folded as the product folds them: folded_last_name and so on."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One registration and the truth about it."""

    id: str
    part: str
    """tuning or held_out."""
    person: str
    group: str
    setting: str
    """What connects the group: alone, couple, family, twins, father_and_son, namesakes, colleagues."""
    corruptions: tuple[str, ...]
    record: Record


LABELS = tuple(one.name for one in fields(Labelled) if one.name != "record")
COLUMNS = (*LABELS, *FIELDS, *(f"folded_{name}" for name in FOLDED))


def labelled(*, size: int = SIZE, seed: int = SEED) -> list[Labelled]:
    """The records in a drawn order, so that their ids tell nothing."""
    chance, taken = Random(seed), Taken()
    found: list[Labelled] = []
    for number in range(size):
        found += _registrations(draw_group(taken, chance), f"G{number:05d}", Clerk(chance, taken))
        if len(found) >= size:
            break
    found = found[:size]
    chance.shuffle(found)
    return [_numbered(one, place) for place, one in enumerate(found)]


def _numbered(one: Labelled, place: int) -> Labelled:
    labels = {name: getattr(one, name) for name in LABELS}
    return Labelled(**{**labels, "id": f"R{place:05d}"}, record=one.record)


def part_of(group: str) -> str:
    """Where a group belongs: decided by its name alone, whatever the size of the data."""
    return "held_out" if Random(f"{HELD_OUT_SEED} {group}").random() < HELD_OUT else "tuning"


def _registrations(group: Group, name: str, clerk: Clerk) -> Iterator[Labelled]:
    for number, person in enumerate(group.people):
        again = clerk.happens(REGISTERED_AGAIN)
        times = clerk.chance.choices(list(RECORDS_OF_ONE), list(RECORDS_OF_ONE.values()))[0] if again else 1
        for time in range(times):
            record, corruptions = _registration(person, clerk, again=time > 0)
            person_name = f"P{name[1:]}.{number}"
            yield Labelled("", part_of(name), person_name, name, group.setting, corruptions, record)


def _registration(person: Person, clerk: Clerk, *, again: bool) -> tuple[Record, tuple[str, ...]]:
    record, states = register(person, clerk)
    if again:
        states += corrupt(record, person, clerk)
    elif clerk.happens(SLIPS_OF_A_FIRST):
        states += corrupt(record, person, clerk, how_many=1)
    return _normalised(record), tuple(states)


def _normalised(record: Record) -> Record:
    for name in FIELDS:
        if name not in LISTS:
            setattr(record, name, clean(getattr(record, name)))
    record.certificate_number = certificate_number(record.certificate_number)
    return record


def write(path: Path, *, size: int = SIZE, seed: int = SEED, part: str = "") -> None:
    """Writes COLUMNS as CSV (UTF-8); several phones, e-mails or corruptions stand with a blank between them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(one) for one in labelled(size=size, seed=seed) if part in {"", one.part})


def _row(one: Labelled) -> list[str]:
    labels = [one.id, one.part, one.person, one.group, one.setting, " ".join(one.corruptions)]
    values = [getattr(one.record, name) for name in FIELDS]
    written = [" ".join(value) if isinstance(value, list) else value for value in values]
    return [*labels, *written, *(fold(getattr(one.record, name)) for name in FOLDED)]


def load(path: Path | None = None, *, part: str = "") -> Sequence[Labelled]:
    """The records of a file, or made anew; `part` leaves the other one out."""
    if path is None:
        return [one for one in labelled() if part in {"", one.part}]
    with path.open(encoding="utf-8", newline="") as file:
        return [_read(row) for row in csv.DictReader(file) if part in {"", row["part"]}]


def _read(row: dict[str, str]) -> Labelled:
    values = {name: row[name].split() if name in LISTS else row[name] for name in FIELDS}
    labels = {name: row[name] for name in LABELS if name != "corruptions"}
    return Labelled(**labels, corruptions=tuple(row["corruptions"].split()), record=Record(**values))
