"""Numbering: by the operator's scheme, every single wrong figure noticed, nothing odd taken."""

import pytest

from core.errors import Conflict, Invalid
from core.numbering import ACCOUNTS, CUSTOMERS, CheckDigit, Numbering, Scheme, read_numbering
from core.numbers import code_of, is_code

SCHEMES = [CUSTOMERS, ACCOUNTS, Scheme("C-", 8, CheckDigit.LUHN), Scheme("KD-12", 10), Scheme("", 6)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_code_fits_its_scheme_and_with_any_one_figure_wrong_it_does_not(scheme: Scheme) -> None:
    code = scheme.code(1482)
    assert scheme.fits(code)
    begins = len(scheme.prefix)
    for place in range(begins, len(code)):
        for figure in "0123456789":
            if figure != code[place]:
                assert not scheme.fits(code[:place] + figure + code[place + 1 :])


def test_unless_the_operator_says_otherwise_codes_are_as_ever() -> None:
    assert code_of(1) == CUSTOMERS.code(1) == "40000000015"
    assert code_of(1, first="7") == ACCOUNTS.code(1)
    assert is_code("40000000015")
    assert not is_code("40000000016")
    assert not is_code("٤٠٠٠٠٠٠٠٠١٥")
    assert read_numbering({}) == Numbering()


def test_codes_of_former_schemes_are_still_codes() -> None:
    changed = read_numbering({"customer": {"prefix": "C-", "digits": 8}, "former": [{"prefix": "9", "digits": 9}]})
    for scheme in (Scheme("C-", 8), Scheme("9", 9), CUSTOMERS):
        assert changed.is_customer_code(scheme.code(12))
    assert not changed.is_customer_code(Scheme("8", 9).code(12))


@pytest.mark.parametrize(
    "said",
    [
        {"prefix": "12345"}, {"prefix": "<b>"}, {"digits": 5}, {"digits": 40}, {"digits": "11"}, {"check": "crc"},
        {"prefix": "1234", "digits": 7},
    ],
)  # fmt: skip
def test_a_scheme_that_cannot_be_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        read_numbering({"customer": said})


def test_when_every_number_is_given_nobody_gets_a_longer_one() -> None:
    with pytest.raises(Conflict):
        Scheme("4", 6).code(10_000)
