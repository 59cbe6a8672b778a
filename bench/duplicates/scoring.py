"""Judging scored pairs: precision, recall and F1 at every threshold, and which corruptions the misses had.

Scored pairs are a CSV with the columns left, right, score: ids of two records of one part, each pair once in either
order, a higher score for a likelier pair. Pairs that are not in it count as not found.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from bench.duplicates.labelled import Labelled
from bench.duplicates.registering import IN_BOTH, IN_LATIN, OTHER_DOCUMENT

Pair = tuple[str, str]
STATES = frozenset({IN_BOTH, IN_LATIN, OTHER_DOCUMENT})
"""Divide two records only where one of them alone has them."""
MAY_BE_EMPTY = ("birth_date", "certificate_number", "phones", "emails", "detailed")
POINTS = 101
"""At most, of a curve that is kept."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What taking every pair from `threshold` on as a duplicate gives."""

    threshold: float
    precision: float
    recall: float
    f1: float
    taken: int
    right: int
    wanted: int


def pair(left: str, right: str) -> Pair:
    """Two ids in the one order in which they are compared. Raises ValueError for a record with itself."""
    if left == right:
        raise ValueError(f"{left} is paired with itself")
    return (left, right) if left < right else (right, left)


def true_pairs(rows: Iterable[Labelled]) -> set[Pair]:
    """Every two records of one person."""
    records = defaultdict(list)
    for row in rows:
        records[row.person].append(row.id)
    return {pair(*two) for ids in records.values() for two in combinations(ids, 2)}


def read_pairs(path: Path, rows: Sequence[Labelled]) -> dict[Pair, float]:
    """The scored pairs of a file that lie within `rows`; others, of the other part, are left out.

    Raises ValueError where a pair stands twice with two scores.
    """
    known, found = {row.id for row in rows}, {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["left"] in known and line["right"] in known:
                two, score = pair(line["left"], line["right"]), float(line["score"])
                if found.setdefault(two, score) != score:
                    raise ValueError(f"{two} stands there with two scores")
    return found


def figures(scored: Mapping[Pair, float], truth: set[Pair], *, threshold: float) -> Figures:
    """Precision, recall and F1 of the pairs with at least this score."""
    taken = [two for two, score in scored.items() if score >= threshold]
    return _figures(threshold, len(taken), sum(two in truth for two in taken), len(truth))


def _figures(threshold: float, taken: int, right: int, wanted: int) -> Figures:
    precision = right / taken if taken else 1.0
    recall = right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Figures(threshold, precision, recall, f1, taken, right, wanted)


def curve(scored: Mapping[Pair, float], truth: set[Pair]) -> list[Figures]:
    """One point for each score that occurs, the highest first; equal scores are taken together."""
    right_at, taken_at = Counter[float](), Counter[float]()
    for two, score in scored.items():
        taken_at[score] += 1
        right_at[score] += two in truth
    points, taken, right = [], 0, 0
    for threshold in sorted(taken_at, reverse=True):
        taken += taken_at[threshold]
        right += right_at[threshold]
        points.append(_figures(threshold, taken, right, len(truth)))
    return points


def best(points: Sequence[Figures]) -> Figures:
    """The point of the highest F1."""
    return max(points, key=lambda point: point.f1)


def at_precision(points: Sequence[Figures], precision: float) -> Figures | None:
    """The point of the highest recall among those of at least this precision; None: there is none."""
    precise = [point for point in points if point.precision >= precision and point.right]
    return max(precise, key=lambda point: point.recall, default=None)


def average_precision(points: Sequence[Figures]) -> float:
    """The area under the curve of precision over recall, by steps."""
    area, before = 0.0, 0.0
    for point in points:
        area += (point.recall - before) * point.precision
        before = point.recall
    return area


def thinned(points: Sequence[Figures]) -> list[dict[str, float]]:
    """The curve as it is kept: at most POINTS of it, evenly over recall, both ends included."""
    kept: dict[int, Figures] = {}
    for point in points:
        kept.setdefault(int(point.recall * (POINTS - 1)), point)
    return [{name: round(value, 5) for name, value in asdict(point).items()} for point in kept.values()]


def kinds_between(left: Labelled, right: Labelled) -> set[str]:
    """What divides two records of one person: corruptions of either, states of one alone, fields empty in one."""
    kinds = (set(left.corruptions) | set(right.corruptions)) - STATES
    kinds |= (set(left.corruptions) ^ set(right.corruptions)) & STATES
    for name in MAY_BE_EMPTY:
        if bool(getattr(left.record, name)) != bool(getattr(right.record, name)):
            kinds.add(f"{name}_in_one_only")
        elif not getattr(left.record, name):
            kinds.add(f"{name}_in_neither")
    return kinds


def missed_by_kind(
    scored: Mapping[Pair, float], rows: Sequence[Labelled], *, threshold: float
) -> dict[str, tuple[int, int]]:
    """For each kind that divides true pairs: how many such pairs there are, how many of them were missed."""
    by_id = {row.id: row for row in rows}
    there, missed = Counter[str](), Counter[str]()
    for two in true_pairs(rows):
        kinds = kinds_between(by_id[two[0]], by_id[two[1]])
        there.update(kinds)
        if scored.get(two, float("-inf")) < threshold:
            missed.update(kinds)
    return {kind: (count, missed[kind]) for kind, count in there.most_common()}


def wrong_by_setting(scored: Mapping[Pair, float], rows: Sequence[Labelled], *, threshold: float) -> dict[str, int]:
    """Which people were wrongly taken for one: members of a family, twins, namesakes …; 'strangers' have no tie."""
    by_id, truth = {row.id: row for row in rows}, true_pairs(rows)
    wrong = Counter[str]()
    for two, score in scored.items():
        if score >= threshold and two not in truth:
            left, right = by_id[two[0]], by_id[two[1]]
            wrong[left.setting if left.group == right.group else "strangers"] += 1
    return dict(wrong.most_common())
