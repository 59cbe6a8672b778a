"""Money is counted in the smallest unit of its currency."""

from decimal import Decimal

import pytest

from core.money import Money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"), [("12.50", "SEK", 1250), ("1250", "JPY", 1250), ("1.250", "KWD", 1250)]
)
def test_the_minor_unit_is_the_currencys(amount: str, currency: str, minor: int) -> None:
    assert Money.of(Decimal(amount), currency) == Money(minor, currency)
    assert Money(minor, currency).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "currency"), [("12.505", "SEK"), ("12.5", "JPY"), ("NaN", "SEK"), ("Infinity", "SEK")]
)
def test_an_amount_finer_than_the_currency_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match="more digits"):
        Money.of(Decimal(amount), currency)


@pytest.mark.parametrize(("minor", "currency"), [(1, "sek"), (1, "SE"), (1.5, "SEK"), (True, "SEK"), (2**63, "SEK")])
def test_what_is_no_money_is_refused(minor: int, currency: str) -> None:
    with pytest.raises(ValueError, match=r"integer|capital"):
        Money(minor, currency)


def test_money_adds_subtracts_and_compares_within_a_currency() -> None:
    assert Money(100, "SEK") + Money(50, "SEK") - Money(25, "SEK") == Money(125, "SEK")
    assert Money(1, "SEK") < Money(2, "SEK")
    assert Money(1, "SEK") <= Money(1, "SEK")


def test_money_of_two_currencies_does_not_mix() -> None:
    with pytest.raises(ValueError, match="different currencies"):
        Money(1, "SEK") + Money(1, "EUR")
    with pytest.raises(ValueError, match="different currencies"):
        assert Money(1, "SEK") < Money(2, "EUR")


def test_a_share_is_rounded_half_to_even() -> None:
    assert Money(25, "SEK").share(50) == Money(12, "SEK")
    assert Money(35, "SEK").share(50) == Money(18, "SEK")
