"""Finding duplicates among all customers, batch by batch in the order of their match keys (IC-2).

Everybody who shares a key is compared once a key, as *Check* would compare them. What was decided before does not come
up again. A search goes on wherever it stood: a Position is all it remembers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import Session

from core.identify_contact.match_keys import MOST_OF_KEY, mend_match_keys, people
from core.identify_contact.matching import Person, Weighed, fields, weigh
from core.identify_contact.matching.keys import keys_of
from core.model import Certificate, Customer, CustomerStatus, DuplicateCandidate, DuplicateState, MatchKey

BATCH = 5_000
"""Rows of keys read at a time."""
MENDED = 1_000
"""Customers whose keys are looked over at a time."""

_CERTIFICATE = "certificate"
_GONE = (CustomerStatus.MERGED, CustomerStatus.ERASED)

Position = tuple[str, str]
"""Kind and key of the last group that was searched; keys of certificates come first."""
BEGINNING: Position = ("", "")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers who may be one, named as the outside knows them: by external reference or else by code."""

    left_id: int
    right_id: int
    left: str
    right: str
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of one batch, and where to go on; None: that was the end."""

    pairs: Sequence[Pair]
    after: Position | None


def mend_keys(db: Session, *, after: int = 0, limit: int = MENDED) -> int | None:
    """Looks over the keys of the next customers and writes what is missing; returns where to go on, None at the end."""
    rows = db.execute(
        select(Customer.id, Customer.party_id)
        .where(Customer.id > after, Customer.status.not_in(_GONE))
        .order_by(Customer.id)
        .limit(limit)
    ).all()
    mend_match_keys(db, people(db, [row.party_id for row in rows]))
    return rows[-1].id if len(rows) == limit else None


def search(db: Session, *, after: Position = BEGINNING, limit: int = BATCH) -> Batch:
    """The next batch of pairs, each once in it, the lesser key left; nothing is written.

    Keys that more than MOST_OF_KEY share say too little to compare all with all; other keys bring those together.
    """
    groups, following = _groups(db, after, limit)
    wanted = {pair for group in groups if len(group) <= MOST_OF_KEY for pair in combinations(sorted(group), 2)}
    customers = _customers(db, {party for pair in wanted for party in pair})
    known = people(db, customers)
    likely = [pair for pair in wanted if pair[0] in known and pair[1] in known and _is_worth(*(known[p] for p in pair))]
    namesakes = _namesakes(db, [known[party] for pair in likely for party in pair])
    found = []
    for one, other in likely:
        left, right = sorted((customers[one], customers[other]), key=lambda row: row.id)
        weighed = _weighed(known[left.party_id], known[right.party_id], namesakes)
        if weighed.band:
            found.append(Pair(left.id, right.id, _name(left), _name(right), weighed))
    decided = _ruled_out(db, found)
    pairs = sorted((pair for pair in found if (pair.left_id, pair.right_id) not in decided), key=_order)
    return Batch(pairs, following)


def _order(pair: Pair) -> tuple[int, int]:
    return pair.left_id, pair.right_id


def _groups(db: Session, after: Position, limit: int) -> tuple[list[list[int]], Position | None]:
    """Parties by key, whole groups only."""
    rows = db.execute(_rows(after).limit(limit)).all()
    if not rows and after[0] in {"", _CERTIFICATE}:
        return [], ("a", "")
    groups = [(key, [row.party_id for row in group]) for key, group in groupby(rows, key=_position)]
    if len(rows) < limit:
        following = ("a", "") if after[0] in {"", _CERTIFICATE} else None
    elif len(groups) == 1:  # one key fills the batch: too common to be compared
        return [], groups[0][0]
    else:
        groups.pop()
        following = groups[-1][0]
    return [list(dict.fromkeys(group)) for _key, group in groups if len(group) > 1], following


def _position(row: Any) -> Position:
    return row.kind, row.key


def _rows(after: Position) -> Any:
    if after[0] in {"", _CERTIFICATE}:
        index = Certificate.number_index
        rows = select(literal(_CERTIFICATE).label("kind"), index.label("key"), Certificate.party_id)
        return rows.where(index > after[1], Certificate.removed_at.is_(None)).order_by(index, Certificate.party_id)
    place = MatchKey.kind, MatchKey.key
    return select(*place, MatchKey.party_id).where(tuple_(*place) > after).order_by(*place, MatchKey.party_id)


def _customers(db: Session, parties: Collection[int]) -> dict[int, Any]:
    chosen = select(Customer.id, Customer.party_id, Customer.code, Customer.external_reference)
    living = chosen.where(Customer.party_id.in_(parties), Customer.status.not_in(_GONE))
    return {row.party_id: row for row in db.execute(living)} if parties else {}


def _name(customer: Any) -> str:
    return str(customer.external_reference or customer.code)


def _is_worth(left: Person, right: Person) -> bool:
    """Birth dates that have nothing in common and no way to be reached either: whatever their names, they are two."""
    if fields.birth(left.birth_date, right.birth_date) != "differs" or _shown(left) & _shown(right):
        return True
    return "same" in {fields.phones(left, right), fields.emails(left, right)}


def _shown(person: Person) -> set[str]:
    return {shown.index for shown in person.certificates if shown.index}


def _weighed(left: Person, right: Person, namesakes: Mapping[str, int]) -> Weighed:
    exact = ["certificate_same"] if _shown(left) & _shown(right) else []
    borne = max((namesakes[key] for kind, key in keys_of(left) if kind == "name" and key in namesakes), default=0)
    return weigh(left, right, exact=exact, namesakes=borne)


def _namesakes(db: Session, known: Sequence[Person]) -> dict[str, int]:
    """How many customers bear each name, as far as *Check* would count them."""
    names = {key for person in known for kind, key in keys_of(person) if kind == "name"}
    counted = select(MatchKey.key, func.count()).where(MatchKey.kind == "name", MatchKey.key.in_(names))
    found: dict[str, int] = defaultdict(int)
    for key, number in db.execute(counted.group_by(MatchKey.key)) if names else ():
        found[key] = min(number, MOST_OF_KEY)
    return found


def _ruled_out(db: Session, pairs: Sequence[Pair]) -> set[tuple[int, int]]:
    """Pairs of which somebody has said that they are two."""
    left, right = DuplicateCandidate.left_id, DuplicateCandidate.right_id
    said = select(left, right).where(left.in_({pair.left_id for pair in pairs}))
    decided = said.where(DuplicateCandidate.state == DuplicateState.NOT_SAME)
    return {(row.left_id, row.right_id) for row in db.execute(decided)} if pairs else set()


def all_pairs(batches: Iterator[Batch]) -> Iterator[Pair]:
    """Every pair once, though several batches found it."""
    seen: set[tuple[int, int]] = set()
    for batch in batches:
        for pair in batch.pairs:
            if _order(pair) not in seen:
                seen.add(_order(pair))
                yield pair
