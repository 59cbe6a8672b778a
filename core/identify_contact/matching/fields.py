"""How birth dates, contact points, addresses and certificates of two people are alike (IC-2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from core.identify_contact.matching.names import readings
from core.identify_contact.matching.question import Person, Place, Shown
from core.identify_contact.matching.spelling import plain
from core.normalise import fold

SHORTEST_MAILBOX = 5
FIGURES = 7
"""Last figures of a telephone number that are compared where the country's code may be missing."""

_FIGURES = re.compile(r"[0-9]+")
_LIFELONG = frozenset({"national_id", "sa_national_id", "sa_iqama", "gcc_card", "cn_resident_card"})


def birth(left: date | None, right: date | None) -> str:
    """'same', 'swapped' (day and month), 'slip' (one figure, or two that changed places), 'near', 'year', 'differs'.

    'near': two of day, month and year are the same; 'year': one is the first of January, as where only a year is known.
    """
    if left is None or right is None:
        return ""
    if left == right:
        return "same"
    if (left.day, left.month, left.year) == (right.month, right.day, right.year):
        return "swapped"
    if OSA.distance(left.strftime("%Y%m%d"), right.strftime("%Y%m%d")) == 1:
        return "slip"
    if (left.month, left.day) == (right.month, right.day) and abs(left.year - right.year) <= 10:
        return "slip"
    if left.year == right.year and (1, 1) in {(left.month, left.day), (right.month, right.day)}:
        return "year"
    parts = (left.year == right.year) + (left.month == right.month) + (left.day == right.day)
    return "near" if parts == 2 else "differs"


def phones(left: Person, right: Person) -> str:
    """'same', 'slip', or 'differs'."""
    if not left.phones or not right.phones:
        return ""
    if not set(left.phones).isdisjoint(right.phones) or _ends(left.phones) & _ends(right.phones):
        return "same"
    near = any(OSA.distance(mine, theirs) == 1 for mine in left.phones for theirs in right.phones)
    return "slip" if near else "differs"


def _ends(numbers: Iterable[str]) -> set[str]:
    return {number[-FIGURES - 1 :] for number in numbers if len(number) > FIGURES + 1}


def emails(left: Person, right: Person) -> str:
    """'own' (the same, and named after them), 'same', 'mailbox' (the name before the @), 'named', 'slip', 'differs'.

    'named': mailboxes elsewhere that are alike because the names are: they say no more than the names do.
    """
    if not left.emails or not right.emails:
        return ""
    if shared := set(left.emails).intersection(right.emails):
        return "own" if any(is_named(each, left) and is_named(each, right) for each in shared) else "same"
    mine, theirs = {mailbox(each) for each in left.emails}, {mailbox(each) for each in right.emails}
    boxes = [each for each in mine & theirs if len(each) >= SHORTEST_MAILBOX]
    if boxes:
        named = all(each.isalpha() and (is_named(each, left) or is_named(each, right)) for each in boxes)
        return "named" if named else "mailbox"
    near = any(OSA.distance(one, other) <= 1 for one in left.emails for other in right.emails)
    return "slip" if near else "differs"


def is_named(email: str, person: Person) -> bool:
    """Whether a mailbox bears somebody's first name."""
    box = plain(mailbox(email))
    return any(len(word) > 2 and plain(word) in box for reading in readings(person) for word in reading.given)


@lru_cache(maxsize=20_000)
def mailbox(email: str) -> str:
    """The name of a mailbox without what its owner may write or leave: dots, dashes, +tags."""
    return re.sub(r"[._-]", "", email.partition("@")[0].partition("+")[0])


def places(left: Person, right: Person) -> str:
    """'same' (house), 'near' (street, or house of another spelling), 'area' (postal code), or 'differs'."""
    found = {_place(mine, theirs) for mine in left.places for theirs in right.places}
    return next((level for level in ("same", "near", "area", "differs") if level in found), "")


@lru_cache(maxsize=50_000)
def _place(left: Place, right: Place) -> str:
    if left.country and right.country and left.country != right.country:
        return "differs"
    mine, theirs = street(left), street(right)
    area = bool(left.postal_code) and postal(left) == postal(right)
    town = plain(fold(left.locality)) == plain(fold(right.locality)) if left.locality and right.locality else area
    if not (area or town):
        return "differs"
    if not mine or not theirs:
        return "area" if area else ""
    if mine == theirs or _alike(mine, theirs):
        return "same" if house(left) == house(right) else "near"
    return "area" if area else "differs"


def _alike(left: str, right: str) -> bool:
    words, others = set(left.split()), set(right.split())
    if len(words & others) * 2 > max(len(words), len(others)):
        return True
    return OSA.normalized_similarity(left, right) >= 0.75


@lru_cache(maxsize=50_000)
def street(place: Place) -> str:
    """The street's name, folded, without figures."""
    return " ".join(plain(word) for word in _FIGURES.sub(" ", fold(place.street)).split())


@lru_cache(maxsize=50_000)
def house(place: Place) -> str:
    """The first figures of a street address: the house in most countries."""
    found = _FIGURES.search(fold(place.street))
    return found.group() if found else ""


def postal(place: Place) -> str:
    """A postal code without blanks and dashes."""
    return fold(place.postal_code).replace(" ", "")


def other_certificate(left: Iterable[Shown], right: Iterable[Shown]) -> bool:
    """Whether both have shown a checked certificate of one lifelong kind and state, and not the same one."""
    mine = {(each.type_code, each.issuing_state): each.index for each in left if _tells(each)}
    theirs = {(each.type_code, each.issuing_state): each.index for each in right if _tells(each)}
    return any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys())


def _tells(shown: Shown) -> bool:
    return shown.is_checked and bool(shown.index) and shown.type_code in _LIFELONG
