"""Money: integer minor units and a currency; formatting is the web's."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

# ISO 4217 minor units where they are not two. A table of our own: other lists follow usage rather than the
# standard and change, and stored amounts must not shift with a library.
_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = dict.fromkeys(_WITHOUT.split(), 0) | dict.fromkeys(_WITH_THREE.split(), 3) | {"CLF": 4, "UYW": 4}

_CURRENCY = re.compile(r"[A-Z]{3}")
_LARGEST = 2**63 - 1  # a bigint column


def minor_digits(currency: str) -> int:
    """How many digits of the amount are minor units (ISO 4217): SEK 2, JPY 0, KWD 3."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` in the smallest unit of `currency` (ISO 4217, capital letters).

    Adds, subtracts and compares within one currency; raises ValueError across currencies or beyond 64 bits.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int or abs(self.minor) > _LARGEST:
            raise ValueError("minor units are a 64-bit integer")
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError("a currency is three capital letters")

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Self:
        """Money from an amount in major units; raises ValueError when it has more digits than the currency."""
        scaled = amount.scaleb(minor_digits(currency))
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise ValueError("more digits than the currency has")
        return cls(int(scaled), currency)

    @property
    def amount(self) -> Decimal:
        """In major units: 12.50 for Money(1250, "SEK")."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def share(self, percent: int) -> Self:
        """That many per cent of it, rounded half to even: the weighted amount of an opportunity."""
        part = (Decimal(self.minor) * percent / 100).to_integral_value(ROUND_HALF_EVEN)
        return type(self)(int(part), self.currency)

    def __add__(self, other: Self) -> Self:
        return type(self)(self._with(other, operator.add), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self._with(other, operator.sub), self.currency)

    def __lt__(self, other: Self) -> bool:
        return bool(self._with(other, operator.lt))

    def __le__(self, other: Self) -> bool:
        return bool(self._with(other, operator.le))

    def _with(self, other: Self, act: Callable[[int, int], int]) -> int:
        if self.currency != other.currency:
            raise ValueError("amounts of different currencies")
        return act(self.minor, other.minor)
