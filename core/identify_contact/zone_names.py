"""Names as a document's machine-readable part writes them, and how they may be spelled outside it (ICAO 9303-3, 6).

The zone has A to Z only: Müller is written MUELLER or MULLER, Ñúñez NUNEZ or NXXUNXXEZ. Nothing tells which, so the
spellings here are offered and never taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from core.normalise import without_marks

MOST_OFFERS = 3
_MOST_PLACES = 4
_SHAPE = re.compile(r"(?:[^\W\d_]|[<'.\-]){1,140}")

_GERMAN = {"AE": "Ä", "OE": "Ö", "UE": "Ü"}
_SWEDISH = {"AE": "Ä", "OE": "Ö", "AA": "Å"}
_DANISH = {"AE": "Æ", "OE": "Ø", "AA": "Å"}
_LETTERS = {
    **dict.fromkeys(("DE", "AT"), _GERMAN | {"SS": "ß"}),
    **dict.fromkeys(("CH", "LI", "LU", "HU", "TR", "EE"), _GERMAN),
    **dict.fromkeys(("SE", "FI"), _SWEDISH),
    **dict.fromkeys(("DK", "NO", "FO", "GL"), _DANISH),
    "IS": {"AE": "Æ", "OE": "Ö", "TH": "Þ"},
}
"""Pairs of letters that stand for one, by issuing state; elsewhere SAMUEL and JOEL are nothing but themselves."""
_ANYWHERE = {"NXX": "Ñ", "UXX": "Ü"}
# Names in which the pair is two letters: Michael, Bauer, Enrique.
_TWO_LETTERS = re.compile(
    r"(?<=[AEOQ])UE|(?<=[GMN])UE(?=L\b)|(?<=[BFHR])AE(?=L\b)|(?<=[JNZ])OE\b|(?<=[JN])OE(?=L\b)|\bAA(?=RON)"
)
_ONE = re.compile("AE|OE|UE|AA|SS|TH|NXX|UXX")


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """`last` and `first` in the document's capitals, words apart; `shortened`: the field may have been too short."""

    last: str
    first: str
    shortened: bool


def as_written(last: str, first: str, *, shortened: bool) -> str:
    """One text to remember the names by: 'MUELLER<<JUERGEN<', without the last filler where they were cut."""
    said = "<<".join("<".join(part.split()) for part in (last, first) if part)
    return said if shortened else f"{said}<"


def written_names(as_read: str) -> WrittenNames | None:
    """What as_written() made; None for anything else."""
    if not _SHAPE.fullmatch(as_read):
        return None
    last, _, first = as_read.rstrip("<").partition("<<")
    return WrittenNames(_words(last), _words(first), shortened=not as_read.endswith("<"))


def spelled(capitals: str) -> str:
    """KOVALENKO as people write it: each word, and what follows a hyphen, with a capital."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1] + word[0][1:].lower(), capitals)


def spellings(capitals: str, *, issuing_state: str) -> tuple[str, ...]:
    """How else a name may be spelled: MUELLER of Germany is offered as Müller; the likeliest first, never itself."""
    letters = _ANYWHERE | _LETTERS.get(issuing_state, {})
    both = {place.start() for place in _TWO_LETTERS.finditer(capitals)}
    pattern = re.compile("|".join(sorted(letters, key=len, reverse=True)))
    places = [place for place in pattern.finditer(capitals) if place.start() not in both][:_MOST_PLACES]
    offered = {}
    for chosen in product((True, False), repeat=len(places)):
        taken = [place for place, take in zip(places, chosen, strict=True) if take]
        if taken:
            sharp = sum(place[0] == "SS" for place in taken)
            offered[_with(capitals, taken, letters)] = (-(len(taken) - sharp), sharp)
    return tuple(sorted(offered, key=lambda name: offered[name])[:MOST_OFFERS])


def may_be_written(name: str, capitals: str) -> bool:
    """Whether a zone may write the name so: Müller as MUELLER or MULLER."""
    return _bare(name) == _bare(capitals)


def _with(capitals: str, taken: list[re.Match[str]], letters: dict[str, str]) -> str:
    made = capitals
    for place in reversed(taken):
        made = made[: place.start()] + letters[place[0]] + made[place.end() :]
    return spelled(made)


def _bare(name: str) -> str:
    """Without marks, blanks and signs, and with one letter for each pair that may stand for one."""
    letters = without_marks(name.upper()).translate(_PLAIN)
    return _ONE.sub(lambda pair: pair[0][0], re.sub(r"[\W\d_]", "", letters))


_PLAIN = str.maketrans({"Æ": "AE", "Ø": "OE", "Œ": "OE", "Þ": "TH", "Ð": "D", "Ł": "L", "Đ": "D", "ẞ": "SS", "ß": "SS"})


def _words(written: str) -> str:
    return " ".join(written.replace("<", " ").split())
