"""One form for a name that is written in many scripts and spellings: Müller, Mueller, Muller; Юлия, Yulia, Julia.

`plain` keeps what people would call the same spelling, `sound` only what all romanisations agree on: the consonants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from core.normalise import fold

SHORTEST_SOUND = 3
"""Consonants that a sound needs to say anything: Li and Lu are not one name."""

PARTICLES = frozenset(
    {
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "la", "le", "el", "al", "ul",
        "ben", "zu", "af", "av", "y", "e", "st",
    }
)  # fmt: skip
"""Small words within names, which forms and people leave out as they please."""

TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "herr",
        "frau",
        "fru",
        "sr",
        "sra",
        "mme",
        "monsieur",
        "madame",
        "eng",
        "bin",
        "ibn",
        "bint",
        "binti",
    }
)
"""Stand before names where a form has no field for them, or between them."""

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARTICLE = re.compile(r"(?:^|(?<=\s))ال(?=\S{2})")
_SERVANT = re.compile(r"(?:^|(?<=\s))عبد\s*(?:ال)?(?=\S)")
_FIRST_VOWEL = re.compile(r"(?:^|(?<=\s))[اأإآع]")
_LATIN_ARTICLE = re.compile(r"(?:^|(?<=\s))(?:al|el|ad|ar|as|ash|at|an|az)[ -](?=\S{3})")
_LATIN_SERVANT = re.compile(
    r"\b(?:abdool|abdul|abdel|abdal|abdur|abder|abdus|abdu|abd)[ -]*(?:(?:al|el|ul|ur|ar|us|as)[ -])?(?=\w{3})"
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
_LETTERS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("zh", "j"), ("ck", "k"), ("ks", "x"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k"), ("tz", "ts"),
)  # fmt: skip
_GROWN_ON = re.compile(r"^(?:al(?=[bcdfghjkmnqrstwyz][a-z]{4})|(?:dela|delos|vander|vanden|vonder)(?=[a-z]{4}))")
_OPENING = re.compile(r"^[jiy](?=[aeouw])")
_DOUBLED = re.compile(r"(.)\1+")
_EYES = re.compile(r"[ijy]+")
_SOFT_C = re.compile(r"c(?=[ei])")
_HARD_C = re.compile(r"c(?!h)")
_MUTE_W = re.compile(r"(?<=.)w(?=[^aeiouy])")
_VOWELS = re.compile(r"(?<=.)[aeiouyh]")


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """Words of a name in small Latin letters; articles, titles and 'son of' left out."""
    text = _LATIN_SERVANT.sub("abd", text.lower())
    is_arabic = bool(_ARABIC.search(text))
    if is_arabic:
        text = _FIRST_VOWEL.sub("a", _ARTICLE.sub("", _SERVANT.sub("عبد", text)))
    said = fold(_LATIN_ARTICLE.sub("", text))
    said = said.replace("zh", "z") if is_arabic else said  # two letters there, one sound elsewhere
    return _without(said.split(), TITLES)


def family_words(text: str) -> tuple[str, ...]:
    """The same of a family name, without its small words unless nothing else is there."""
    return _without(words(text), PARTICLES)


def _without(said: Sequence[str], left_out: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in said if word not in left_out) or tuple(said)


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A folded word in one spelling: mueller and muller are muler, yuliya and julia are yulia."""
    word = _GROWN_ON.sub("", word)
    for written, short in _UMLAUTS:
        word = word.replace(written, short)
    opening = "y" if _OPENING.match(word) else ""
    word = word[1:] if opening else word
    for written, short in _LETTERS:
        word = word.replace(written, short)
    word = _MUTE_W.sub("", opening + word)[len(opening) :].replace("w", "v")
    word = _HARD_C.sub("k", _SOFT_C.sub("s", word))
    return opening + _DOUBLED.sub(r"\1", _EYES.sub("i", word))


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Consonants of a plain word; what begins with a vowel keeps one for all. Arabic and Hebrew write no more."""
    said = plain(word)
    return ("a" if said[:1] in "aeiou" else said[:1]) + _VOWELS.sub("", said)[1:].replace("z", "s")


@lru_cache(maxsize=100_000)
def heard(word: str) -> str:
    """What a word is met again by: its sound where that says enough, else its plain spelling."""
    short = sound(word)
    return short if len(short) >= SHORTEST_SOUND else plain(word)
