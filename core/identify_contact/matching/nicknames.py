"""Which given names are said of one person: Bill and William, Sasha and Aleksandr (IC-2).

English ones come from the package `nicknames` (Northern and Crews, Apache licence), others from nicknames.txt beside
this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from nicknames import NickNamer

from core.identify_contact.matching.spelling import plain


@lru_cache(maxsize=100_000)
def are_one_name(left: str, right: str) -> bool:
    """Whether two folded names are a name and its short form, or two short forms of one name."""
    if left == right:
        return True
    mine, theirs = _names_of(left), _names_of(right)
    return not mine.isdisjoint(theirs)


@lru_cache(maxsize=100_000)
def _names_of(word: str) -> frozenset[str]:
    """Full names that a word may stand for, in plain spelling, itself among them."""
    spelt = plain(word)
    return frozenset({spelt}) | _table().get(spelt, frozenset())


def full_names(word: str) -> frozenset[str]:
    """Full names that a short form may stand for, in plain spelling; none for what is no short form."""
    return _table().get(plain(word), frozenset()) - {plain(word)}


@lru_cache(maxsize=50_000)
def family_of(word: str) -> str:
    """A family name in the spelling of most passports: Gim is Kim."""
    return _families().get(word, word)


@cache
def _table() -> dict[str, frozenset[str]]:
    """Short form → full names."""
    found: dict[str, set[str]] = {}
    english = [(full, *shorts) for full, shorts in NickNamer.default_lookup().items()]
    for full, *shorts in (*english, *(line[1:] for line in _lines())):
        for short in shorts:
            found.setdefault(plain(short), set()).add(plain(full))
    return {short: frozenset(names) for short, names in found.items()}


@cache
def _families() -> dict[str, str]:
    """Other spelling → the one that stands first."""
    found: dict[str, str] = {}
    for heading, first, *others in _lines():
        if heading == "family names":
            found |= dict.fromkeys(others, first)
    return found


def _lines() -> Iterator[list[str]]:
    """Heading, full name, short forms."""
    heading = ""
    for line in (Path(__file__).parent / "nicknames.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            yield [heading, *line.split()]
