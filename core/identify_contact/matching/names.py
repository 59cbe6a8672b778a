"""How the names of two people are alike: in whatever order, spelling, script and length they are written (IC-2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import permutations, product

from rapidfuzz.distance import OSA, JaroWinkler

from core.identify_contact.matching.nicknames import are_one_name, family_of
from core.identify_contact.matching.question import Person
from core.identify_contact.matching.spelling import family_words, plain, sound, words

ALIKE = 0.9
"""Jaro-Winkler from which two longer words count as one with a slip or two (Winkler 1990)."""


MOST_WORDS = 4
"""Words of one part that are held against one another."""


class Alike(IntEnum):
    """How one part of a name is alike; the higher the more."""

    UNKNOWN = -1
    DIFFERENT = 0
    INITIAL = 1
    PART = 2
    NICKNAME = 3
    SLIP = 4
    SOUND = 5
    SPELLING = 6
    SAME = 7


@dataclass(frozen=True, slots=True)
class Names:
    """How family and given names are alike, the better way round; `swapped`: each stands in the other's place."""

    family: Alike = Alike.UNKNOWN
    given: Alike = Alike.UNKNOWN
    swapped: bool = False
    merged: bool = False
    """All of it is the same when written without blanks."""
    legal: Alike = Alike.UNKNOWN

    @property
    def are_alike(self) -> bool:
        """Whether they may be one person's names, all in all."""
        if self.legal is not Alike.UNKNOWN:
            return self.legal >= Alike.SLIP
        return self.merged or (self.family >= Alike.PART and self.given >= Alike.NICKNAME)

    @property
    def rank(self) -> int:
        """To choose the better of two readings."""
        return 2 * (max(self.family, 0) + max(self.given, 0)) + 20 * self.merged - self.swapped


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read somebody's name: the family's and the given ones', in words."""

    family: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def joined(self) -> tuple[str, str]:
        """All of it without blanks, either part first."""
        family, given = "".join(self.family), "".join(self.given)
        return family + given, given + family


def readings(person: Person) -> tuple[Reading, ...]:
    """The name as it is written, and in Latin letters as its document has it."""
    return _readings(person.last_name, person.first_name, person.middle_name, person.latin_name)


@lru_cache(maxsize=50_000)
def _readings(last: str, first: str, middle: str, latin: str) -> tuple[Reading, ...]:
    family, given = _family(family_words(last)), words(f"{first} {middle}".strip())
    found = [Reading(family, given)] if family or given else []
    if len(family + given) > 1 and not (family and given):  # all of it in one field
        found += [Reading(each[-1:], each[:-1]) for each in (family + given, tuple(reversed(family + given)))]
    spelt = words(latin)
    if spelt and spelt not in {reading.family + reading.given for reading in found}:
        cut = max(1, len(spelt) - len(words(last))) if last and len(spelt) > 1 else len(spelt) - 1
        found.append(Reading(_family(family_words(" ".join(spelt[cut:]))), spelt[:cut]))
    return tuple(dict.fromkeys(reading for reading in found if reading.family or reading.given))


def _family(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(family_of, said))


def compare_names(left: Person, right: Person) -> Names:
    """The likest of all readings of both."""
    if left.legal_name and right.legal_name:
        return Names(legal=_part(words(left.legal_name), words(right.legal_name)))
    pairs = [_either_way(mine, theirs) for mine, theirs in product(readings(left), readings(right))]
    return max(pairs, key=lambda names: names.rank, default=Names())


@lru_cache(maxsize=200_000)
def _either_way(left: Reading, right: Reading) -> Names:
    straight = _compared(left, right, swapped=False)
    if min(straight.family, straight.given) >= Alike.SLIP:
        return straight
    return max(straight, _compared(left, right, swapped=True), key=lambda names: names.rank)


def _compared(left: Reading, right: Reading, *, swapped: bool) -> Names:
    theirs = Reading(right.given, right.family) if swapped else right
    family, given = _part(left.family, theirs.family), _part(left.given, theirs.given)
    differs = min(family, given) < Alike.SLIP
    merged = differs and not swapped and _is_merged(left, right)
    return Names(family, given, swapped, merged)


def _is_merged(left: Reading, right: Reading) -> bool:
    if min(len(text) for text in (*left.joined, *right.joined)) < 5:
        return False
    pairs = product(left.joined[:1], right.joined)
    return any(mine == theirs or _word(mine, theirs) >= Alike.SPELLING for mine, theirs in pairs)


@lru_cache(maxsize=200_000)
def _part(left: tuple[str, ...], right: tuple[str, ...]) -> Alike:
    """Family against family, given against given; of several words one that both have is a part."""
    if not left or not right:
        return Alike.UNKNOWN
    whole = _word("".join(left), "".join(right))
    if whole >= Alike.SLIP or len(left) == len(right) == 1:
        return whole
    return _of_several(left, right, whole)


def _of_several(left: tuple[str, ...], right: tuple[str, ...], whole: Alike) -> Alike:
    """All words of the shorter are in the longer: a part, or as like as the least like where both have as many."""
    fewer, more = sorted((left[:MOST_WORDS], right[:MOST_WORDS]), key=len)
    each = max(
        (tuple(map(_word, fewer, order)) for order in permutations(more, len(fewer))),
        key=lambda levels: (min(levels), sum(levels)),
    )
    if min(each) is Alike.DIFFERENT:
        return whole
    if len(fewer) == len(more):
        return max(whole, min(each))
    return max(whole, Alike.PART if min(each) >= Alike.SLIP else min(each))


@lru_cache(maxsize=500_000)
def _word(left: str, right: str) -> Alike:
    if left == right and len(left) > 1:
        return Alike.SAME
    if len(left) == 1 or len(right) == 1:
        return Alike.INITIAL if left[0] == right[0] else Alike.DIFFERENT
    mine, theirs = plain(left), plain(right)
    if mine == theirs:
        return Alike.SPELLING
    if _sounds_alike(mine, theirs, sound(left), sound(right)):
        return Alike.SOUND
    if _is_slip(left, right) or _is_slip(mine, theirs):
        return Alike.SLIP
    return Alike.NICKNAME if are_one_name(left, right) else Alike.DIFFERENT


def _sounds_alike(left: str, right: str, mine: str, theirs: str) -> bool:
    """The same consonants, and vowels that are alike or not written at all."""
    if mine != theirs or len(mine) < 2:
        return False
    vowelless = len(left) - len(mine) <= 1 or len(right) - len(theirs) <= 1
    return vowelless or (len(mine) > 2 and OSA.distance(left, right) <= 1 + len(mine) // 3)


def _is_slip(left: str, right: str) -> bool:
    """A letter too many, too few, another or in the other's place; two in a long name."""
    shorter = min(len(left), len(right))
    if shorter < 4:
        return shorter == 3 and OSA.distance(left, right) <= 1 and left[0] == right[0] and len(left) != len(right)
    slips = OSA.distance(left, right)
    return slips <= 1 or (shorter >= 7 and slips <= 2 and JaroWinkler.similarity(left, right) >= ALIKE)
