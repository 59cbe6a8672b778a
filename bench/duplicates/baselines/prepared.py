"""What the libraries get: the same normalised fields, and pairs that are worth a comparison.

Every record has its names in all forms that are known of them: as folded from its own script and as the document has
them in Latin letters. Two records are compared when they have a key in common.
"""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

PARTS = ("tuning", "held_out")
CROWD = 300
"""A key that more records have says nothing."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One record as it is compared."""

    id: str
    part: str
    person: str
    group: str
    last: tuple[str, ...]
    first: tuple[str, ...]
    """Each with its other forms."""
    middle: str
    full: tuple[str, ...]
    """All words of the name in the order of the alphabet, each form."""
    birth: str
    gender: str
    nationality: str
    certificate: str
    """Type and state; then the number."""
    number: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    country: str
    locality: str
    postal: str
    detailed: str


def read(path: Path) -> list[Prepared]:
    """All records of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_prepared(row) for row in csv.DictReader(file)]


def _prepared(row: dict[str, str]) -> Prepared:
    last, middle, first = (row[f"folded_{part}_name"] for part in ("last", "middle", "first"))
    latin = row["folded_latin_name"].split()
    whole = " ".join(sorted(f"{last} {middle} {first}".split()))
    gender = row["gender"] if row["gender"] in {"male", "female"} else ""
    number = row["certificate_number"]
    return Prepared(
        row["id"], row["part"], row["person"], row["group"],
        last=_forms(last, last.replace(" ", ""), latin[-1] if latin else "", " ".join(latin[-2:])),
        first=_forms(first, first.replace(" ", ""), *first.split()[:1], *latin[:1], " ".join(latin[:2])),
        middle=middle,
        full=_forms(whole, " ".join(sorted(latin))),
        birth=row["birth_date"], gender=gender, nationality=row["nationality"],
        certificate=f"{row['certificate_type']} {row['certificate_state']}" if number else "", number=number,
        phones=tuple(row["phones"].split()), emails=tuple(row["emails"].split()),
        country=row["country"], locality=row["folded_locality"],
        postal=re.sub(r"\W", "", row["postal_code"]), detailed=row["folded_detailed"],
    )  # fmt: skip


def _forms(*forms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))


def local(email: str) -> str:
    """What stands before the @, without a tag."""
    return email.partition("@")[0].partition("+")[0]


def keys(one: Prepared) -> set[str]:
    """What two records must share one of, to be compared."""
    words = {word for form in one.full for word in form.split() if len(word) > 1}
    heads = {word[:3] for word in words}
    found = {f"phone {phone}" for phone in one.phones} | {f"number {one.number}"} - {"number "}
    found |= {f"email {email}" for email in one.emails} | {f"local {local(email)}" for email in one.emails}
    called = words | {word for email in one.emails for word in re.split(r"[._\d]+", local(email)) if len(word) > 1}
    found |= {f"names {left} {right}" for left, right in combinations(sorted(called), 2)}
    found |= {f"name {word} {other[:2]}" for word in words for other in words if word != other}
    found |= {f"phone's end {phone[-4:]} {head}" for phone in one.phones for head in heads}
    found |= {f"number's end {one.number[-4:]} {head}" for head in heads if one.number}
    found |= {f"number's start {one.number[:5]} {head}" for head in heads if one.number}
    if one.birth:
        year, month, day = one.birth.split("-")
        found |= {f"birth {one.birth}", f"birth {year} {min(month, day)} {max(month, day)}"}
        found |= {f"year {year} {head}" for head in heads} | {f"day {month} {day} {head}" for head in heads}
    if one.detailed:
        found |= {f"street {one.detailed} {one.postal[:3]}", f"street {one.detailed} {one.locality[:3]}"}
        found |= {f"postal {one.postal} {head}" for head in heads}
    return found


def candidates(records: list[Prepared]) -> list[Pair]:
    """The pairs that are compared, in the order of their ids."""
    having = defaultdict(list)
    for one in records:
        for key in keys(one):
            having[key].append(one.id)
    found = {two for ids in having.values() if len(ids) <= CROWD for two in combinations(sorted(ids), 2)}
    return sorted(found)


def how_many_have(records: list[Prepared]) -> Counter[str]:
    """How many records have each phone and e-mail: one that a household shares says less."""
    return Counter(thing for one in records for thing in (*one.phones, *one.emails))


def write_scores(path: Path, scores: list[tuple[str, str, float]]) -> None:
    """left, right, score."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("left", "right", "score"))
        writer.writerows((left, right, f"{score:.6f}") for left, right, score in scores)
