"""How a name is written in Latin letters: by the document, and by all the others who have to write it."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

from bench.duplicates.letters import ALPHABETS, in_latin, without_marks
from bench.duplicates.oriental import chinese, japanese, korean
from bench.duplicates.record import sections

TABLES = {"SA": "arabic", "EG": "arabic", "IL": "hebrew", "IN": "devanagari", "TH": "thai", "JP": "japanese"}
MOST = 6
"""Spellings of one name."""


@lru_cache(maxsize=50_000)
def spellings(name: str, country: str, *, family: bool = False) -> tuple[str, ...]:
    """A name of `country` in Latin letters, the most usual spelling first; () for "".

    A name that is in Latin letters is its own first spelling; those without its marks follow.
    """
    words = [_word(word, country, family=family) for word in name.split()]
    if not words:
        return ()
    forms = [" ".join(word[min(place, len(word) - 1)] for word in words) for place in range(max(map(len, words)))]
    return tuple(dict.fromkeys(forms))[:MOST]


def is_latin(name: str) -> bool:
    """Whether every letter of it is."""
    return all(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in name)


def _word(word: str, country: str, *, family: bool) -> Sequence[str]:
    if is_latin(word):
        return (word, *without_marks(word))
    if country == "CN":
        return chinese(word, family=family)
    if country == "KR":
        return korean(word, family=family)
    if country in ALPHABETS:
        return in_latin(word, country)
    found = _listed(word, TABLES[country])
    if country == "JP":
        return japanese(found)
    return tuple(form[:1].upper() + form[1:] for form in found)


@cache
def _table(script: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The spellings of whole names, prefixes, first halves and second halves."""
    table: dict[str, dict[str, tuple[str, ...]]] = {"whole": {}, "prefix": {}, "start": {}, "end": {}}
    for heading, line in sections("spellings"):
        if heading != script:
            continue
        kind, _, rest = line.partition(" ")
        if kind not in table:
            kind, rest = "whole", line
        for entry in rest.split(" | "):
            name, *forms = entry.split(" ")
            table[kind][name] = tuple(form.replace("_", " ") for form in forms)
    return table


def _listed(word: str, script: str) -> tuple[str, ...]:
    """By the table: the whole word, what follows a prefix, or two halves. Raises KeyError for a word unknown to it."""
    table = _table(script)
    if word in table["whole"]:
        return table["whole"][word]
    for prefix, written in table["prefix"].items():
        rest = table["whole"].get(word.removeprefix(prefix)) if word.startswith(prefix) else None
        if rest:
            return tuple(_after(written[place], rest[place % len(rest)]) for place in range(len(written)))
    for place in range(1, len(word)):
        start, end = table["start"].get(word[:place]), table["end"].get(word[place:])
        if start and end:
            return tuple(left + right for left, right in product(start, end))
    raise KeyError(word)


def _after(prefix: str, name: str) -> str:
    """'Al-' + 'Hamdan', 'Abdul' + 'rahman': joined ones lose the capital."""
    if not prefix.strip():
        return name
    return prefix + (name.lower() if prefix[-1].isalpha() else name)
