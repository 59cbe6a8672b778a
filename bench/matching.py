"""Foyer's own matcher on the labelled people: `python -m bench.matching people.csv pairs.csv`; docs/duplicates.md.

Each part alone, by the keys and weights of the product and as `foyer duplicates scan` goes about it: who shares a key
that at most MOST_OF_KEY share is compared, certificates only as the same or not, since no more is stored of them.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from bench.duplicates.labelled import Labelled, load
from core.identify_contact.match_keys import MOST_OF_KEY
from core.identify_contact.matching import Person, Place
from core.identify_contact.matching.keys import keys_of
from core.identify_contact.matching.weighing import bits, likeness_of
from core.model import Gender

LEAST_BITS = -8.0
"""What is less likely is not written: one in 250."""


def main() -> int:
    """Writes left,right,score of every pair worth the name; the score is the sum of bits."""
    source, target = map(Path, sys.argv[1:])
    with target.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(("left", "right", "score"))
        for part in ("tuning", "held_out"):
            lines.writerows(pairs_of([row for row in load(source) if row.part == part]))
    return 0


def pairs_of(rows: Sequence[Labelled]) -> Iterable[tuple[str, str, float]]:
    """Pairs of one closed world."""
    people = [_person(row) for row in rows]
    sharing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (row, person) in enumerate(zip(rows, people, strict=True)):
        for key in keys_of(person):
            sharing[key].append(place)
        if row.record.certificate_number:
            sharing["certificate", _certificate(row)].append(place)
    namesakes = {key: min(len(places), MOST_OF_KEY) for (kind, key), places in sharing.items() if kind == "name"}
    wanted = {pair for places in sharing.values() if len(places) <= MOST_OF_KEY for pair in combinations(places, 2)}
    for left, right in sorted(wanted):
        exact = ["certificate_same"] if _certificate(rows[left]) == _certificate(rows[right]) != "" else []
        borne = max((namesakes[key] for kind, key in keys_of(people[left]) if kind == "name"), default=0)
        total = bits(likeness_of(people[left], people[right], exact=exact), namesakes=borne)
        if total > LEAST_BITS:
            yield rows[left].id, rows[right].id, round(total, 3)


def _certificate(row: Labelled) -> str:
    shown = row.record
    said = (shown.certificate_type, shown.certificate_state, shown.certificate_number)
    return " ".join(said) if shown.certificate_number else ""


def _person(row: Labelled) -> Person:
    said = row.record
    return Person(
        last_name=said.last_name,
        middle_name=said.middle_name,
        first_name=said.first_name,
        latin_name=said.latin_name,
        birth_date=date.fromisoformat(said.birth_date) if said.birth_date else None,
        gender=Gender(said.gender) if said.gender else None,
        emails=tuple(said.emails),
        phones=tuple(said.phones),
        places=(Place(said.country, said.postal_code, said.locality, said.detailed),) if said.country else (),
    )


if __name__ == "__main__":
    sys.exit(main())
