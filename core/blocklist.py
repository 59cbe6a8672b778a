"""Which passwords are too easy to guess: common words, walks, repeats, years and the person's own words (R4).

The text is covered as cheaply as a guesser would: a common word costs the logarithm of its rank, a word of the person
or of the brand next to nothing, an unforeseen letter its full worth. What can be covered for less than CHEAP bits is
refused, so that a list of some 90,000 words also answers for whatever is doubled or joined from it. Nothing is asked
of the network.
"""

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anyascii import anyascii
from zxcvbn.adjacency_graphs import ADJACENCY_GRAPHS
from zxcvbn.frequency_lists import FREQUENCY_LISTS

CHEAP = 26.0
"""Bits. Below it stand two common words joined, or one with a year; above it any three words."""

BRAND_WORDS = ("foyer", "meridian", "telecom")
_LONGEST_WORD = 24
_LONGEST_BLOCK = 40
_UNLEET = str.maketrans("0134578@$!|+", "oieastbasilt")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Piece(NamedTuple):
    end: int
    bits: float
    code: str


def weakness(text: str, *, context: Sequence[str] = ()) -> str | None:
    """Why a password is easy to guess, as a code; None when it is not.

    `context` is what is known of the person and the operator: names, e-mail, phone, certificate number, birth date.
    Codes: password_common, password_personal, password_brand, password_keyboard, password_sequence,
    password_repeated, password_predictable.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    known = dict.fromkeys(BRAND_WORDS, "password_brand") | dict.fromkeys(_tokens(context), "password_personal")
    bits, covered = _Guesser(known).cheapest(folded)
    if bits >= CHEAP:
        return None
    code, letters = max(covered.items(), key=lambda pair: pair[1])
    return code if letters * 3 >= len(folded) else "password_predictable"


class _Guesser:
    """Finds the cheapest cover of a text, and so of the blocks that repeat in it."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known
        self._long = [word for word in known if len(word) > _LONGEST_WORD]
        self._blocks: dict[str, float] = {}

    def cheapest(self, text: str) -> tuple[float, Counter[str]]:
        """Bits of the cheapest cover, and how many letters of it each kind of piece covers."""
        plain = text.translate(_UNLEET)
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * len(text)
        for start in range(len(text)):
            for piece in self._pieces(text, plain, start):
                bits = best[start][0] + piece.bits
                if bits < best[piece.end][0]:
                    best[piece.end] = (bits, start, piece.code)
        covered: Counter[str] = Counter()
        end = len(text)
        while end:
            _, start, code = best[end]
            covered[code] += end - start
            end = start
        return best[-1][0], covered

    def _pieces(self, text: str, plain: str, start: int) -> Iterator[_Piece]:
        yield _Piece(start + 1, _worth(text[start]), "password_predictable")
        yield from self._words(text, plain, start)
        if _YEAR.match(text, start):
            yield _Piece(start + 4, 6.0, "password_predictable")
        for steps, code in ((_SEQUENCES, "password_sequence"), (_WALKS, "password_keyboard")):
            end = _run(text, start, steps)
            if end - start >= 4:
                yield _Piece(end, 6.0 + math.log2(end - start), code)
        yield from self._repeats(text, start)

    def _words(self, text: str, plain: str, start: int) -> Iterator[_Piece]:
        ranks, known = _ranks(), self._known
        for end in range(start + 2, min(len(text), start + _LONGEST_WORD) + 1):
            word = text[start:end]
            for spelling, extra in ((word, 0.0), (plain[start:end], 1.0), (word[::-1], 1.0)):
                if spelling in known:
                    yield _Piece(end, 2.0 + extra, known[spelling])
                elif end - start > 2 and spelling in ranks:
                    yield _Piece(end, ranks[spelling] + extra, "password_common")
        for word in self._long:
            if text.startswith(word, start):
                yield _Piece(start + len(word), 2.0, known[word])

    def _repeats(self, text: str, start: int) -> Iterator[_Piece]:
        for size in range(1, min(_LONGEST_BLOCK, (len(text) - start) // 2) + 1):
            block, end = text[start : start + size], start + size
            inside_a_run = size == 1 and text[start - 1 : start] == block
            if inside_a_run or block in (block + block)[1:-1]:
                continue
            while text.startswith(block, end):
                end += size
            if end - start > max(size, 2):
                yield _Piece(end, self._block(block) + math.log2((end - start) / size), "password_repeated")

    def _block(self, block: str) -> float:
        if block not in self._blocks:
            self._blocks[block] = self.cheapest(block)[0]
        return self._blocks[block]


def _run(text: str, start: int, steps: frozenset[str]) -> int:
    end = start + 1
    while end < len(text) and text[end - 1 : end + 1] in steps:
        end += 1
    return end


def _worth(character: str) -> float:
    if character.isdigit():
        return 3.3
    if character.isascii():
        return 4.0 if character.isalpha() else 3.0
    return 7.0


def _tokens(context: Sequence[str]) -> Iterator[str]:
    """How a person's own data turns up: whole, in parts (so a date in any order), in Latin, as digits."""
    for item in context:
        for spelling in {item.casefold(), anyascii(item).casefold()}:
            parts = re.split(r"[\W_]+", spelling)
            yield from (part for part in (spelling, "".join(parts), *parts) if len(part) >= 2)
        digits = re.sub(r"\D", "", item)
        yield from (digits[cut:] for cut in range(max(0, len(digits) - 3)))


@functools.cache
def _ranks() -> dict[str, float]:
    """Bits of each common word: the logarithm of its best rank among passwords, words and names."""
    ranks: dict[str, float] = {}
    for words in FREQUENCY_LISTS.values():
        for rank, word in enumerate(words, 1):
            ranks[word] = min(ranks.get(word, math.inf), 1.0 + math.log2(rank))
    return ranks


def common_passwords(how_many: int) -> list[str]:
    """The commonest passwords there are, most frequent first; also the commonest answers (R11)."""
    return list(FREQUENCY_LISTS["passwords"][:how_many])


def _neighbours() -> Iterator[str]:
    for graph in ("qwerty", "keypad"):
        for key, around in ADJACENCY_GRAPHS[graph].items():
            yield from (key + other for keys in around if keys for other in keys)


_WALKS = frozenset(pair.casefold() for pair in _neighbours())
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SEQUENCES = frozenset(
    row[place : place + 2][::step] for row in _ALPHABETS[:2] for place in range(len(row) - 1) for step in (1, -1)
)
