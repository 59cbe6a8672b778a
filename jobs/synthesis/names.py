"""Names of sixteen countries in their own scripts, as often as they are borne: by rank, with a long tail."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

ZIPF = 0.85
"""How fast a name gets rarer with its rank; near one for family names everywhere (Zipf 1949)."""
TAIL_SHARE = 0.55
"""How many people bear a family name outside the common ones, where a country has such a tail."""


@dataclass
class Country:
    """One country's people: how many of all, how they write, what they are called."""

    code: str
    share: int
    language: str
    currency: str
    zone: str
    phone: str
    """Mobile number in E.164 with # for a digit."""
    last: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    tail: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    _last_weights: list[float] = field(default_factory=list)
    _first_weights: list[float] = field(default_factory=list)

    def weigh(self) -> None:
        """Prepares drawing, once."""
        self._last_weights = _by_rank(len(self.last))
        self._first_weights = _by_rank(len(self.first))

    def person(self, chance: Random) -> tuple[str, str]:
        """Family name and given name of one person."""
        starts, ends = self.tail
        if starts and chance.random() < TAIL_SHARE:
            last = chance.choice(starts) + chance.choice(ends)
        else:
            last = chance.choices(self.last, cum_weights=self._last_weights)[0]
        return last, chance.choices(self.first, cum_weights=self._first_weights)[0]

    def mobile(self, chance: Random) -> str:
        """A mobile number of the country in E.164."""
        return "".join(str(chance.randrange(10)) if digit == "#" else digit for digit in self.phone)


def _by_rank(count: int) -> list[float]:
    return list(accumulate(1 / rank**ZIPF for rank in range(1, count + 1)))


@cache
def countries() -> list[Country]:
    """All countries of names.txt, ready to draw from."""
    found: list[Country] = []
    for line in _lines():
        word, _, rest = line.partition(" ")
        if word == "last":
            found[-1].last = rest.split()
        elif word == "first":
            found[-1].first = rest.split()
        elif word == "tail":
            starts, _, ends = rest.partition(" × ")
            found[-1].tail = (starts.split(), ends.split())
        else:
            code, share, language, currency, zone, phone = (part.strip() for part in line.split("|"))
            found.append(Country(code, int(share), language, currency, zone, phone))
    for country in found:
        country.weigh()
    return found


def _lines() -> Iterator[str]:
    text = (Path(__file__).parent / "names.txt").read_text()
    return (line for line in text.splitlines() if line and not line.startswith("#"))
