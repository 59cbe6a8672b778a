"""How customers and accounts are numbered: a prefix, so many figures, a check digit; the operator may say how (IC-12).

`Operator.settings["numbering"]` holds {"customer": {…}, "account": {…}, "former": [{…}]}, each as
{"prefix": "4", "digits": 11, "check": "mod_11_10"}; what is not said is as ever. Codes of former schemes stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session
from stdnum import luhn
from stdnum.iso7064 import mod_11_10

from core.errors import Conflict, Invalid
from core.operator import operator_settings

_PREFIX = re.compile(r"[A-Z]{0,4}-?[0-9]{0,4}")
_FEWEST, _MOST = 6, 18
_REMEMBERED = "numbering"


class CheckDigit(StrEnum):
    """How the last figure is worked out of the others."""

    MOD_11_10 = "mod_11_10"
    LUHN = "luhn"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scheme:
    """`digits` counts every figure: those of the prefix, the number itself, the check digit."""

    prefix: str
    digits: int = 11
    check: CheckDigit = CheckDigit.MOD_11_10

    def code(self, count: int) -> str:
        """The code with this number. Raises Conflict('numbers_used_up')."""
        width = self._width
        if count >= 10**width:
            raise Conflict("numbers_used_up", digits=self.digits)
        body = f"{self.prefix}{count:0{width}d}"
        return body + self._check_digit(_figures(body))

    def fits(self, text: str) -> bool:
        """Whether a text is a code of this scheme; a wrong figure is noticed."""
        figures = text.removeprefix(self._letters)
        if not (text.startswith(self.prefix) and figures.isascii() and figures.isdigit()):
            return False
        return len(figures) == self.digits and figures[-1:] == (self._check_digit(figures[:-1]) or figures[-1:])

    @property
    def _letters(self) -> str:
        return self.prefix.rstrip("0123456789")

    @property
    def _width(self) -> int:
        return self.digits - len(_figures(self.prefix)) - (self.check is not CheckDigit.NONE)

    def _check_digit(self, figures: str) -> str:
        if self.check is CheckDigit.MOD_11_10:
            return str(mod_11_10.calc_check_digit(figures))
        return str(luhn.calc_check_digit(figures)) if self.check is CheckDigit.LUHN else ""


CUSTOMERS, ACCOUNTS = Scheme("4"), Scheme("7")
"""As long as the operator says nothing else."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The schemes in use, and those of codes that were given before."""

    customer: Scheme = CUSTOMERS
    account: Scheme = ACCOUNTS
    former: tuple[Scheme, ...] = ()

    def is_customer_code(self, text: str) -> bool:
        """Whether a text can be the code of a customer, also of one numbered long ago."""
        return any(scheme.fits(text) for scheme in (self.customer, CUSTOMERS, *self.former))


def numbering_of(db: Session) -> Numbering:
    """How this operator numbers; asked for once a session."""
    known: Numbering | None = db.info.get(_REMEMBERED)
    if known is None:
        known = db.info[_REMEMBERED] = read_numbering(operator_settings(db).get("numbering") or {})
    return known


def read_numbering(said: Mapping[str, Any]) -> Numbering:
    """Schemes as the settings say them. Raises Invalid('numbering', 'numbering_wrong') with what cannot be."""
    former = tuple(_scheme(each, CUSTOMERS) for each in said.get("former") or ())
    return Numbering(
        _scheme(said.get("customer") or {}, CUSTOMERS), _scheme(said.get("account") or {}, ACCOUNTS), former
    )


def _scheme(said: Mapping[str, Any], usual: Scheme) -> Scheme:
    prefix, digits = str(said.get("prefix", usual.prefix)).upper(), said.get("digits", usual.digits)
    check = str(said.get("check", usual.check.value))
    sound = _PREFIX.fullmatch(prefix) and isinstance(digits, int) and _FEWEST <= digits <= _MOST
    if not sound or check not in set(CheckDigit) or digits - len(_figures(prefix)) < _FEWEST - 1:
        raise Invalid.one("numbering", "numbering_wrong")
    return Scheme(prefix, digits, CheckDigit(check))


def _figures(text: str) -> str:
    return re.sub("[^0-9]", "", text)
