"""What makes two people one: evidence, its weight, and the band it falls into (IC-2). No database here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from core.model import Customer, Party
from core.normalise import fold, sort_key

WEIGHTS = {
    "certificate_same": 0.97,
    "certificate_number_same": 0.60,
    "email_same": 0.75,
    "phone_same": 0.55,
    "name_and_birth_same": 0.85,
    "name_same": 0.35,
}
"""How likely each piece alone makes them the same; together they add up as independent chances."""

AGAINST = {"name_differs": 0.75, "birth_date_differs": 0.6}
"""What lowers it, unless the certificate itself is the same."""

CERTAIN, LIKELY = 95, 70
_MOST_PARTS = 4


class Band(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, as a code that the web words; facts hold no personal data."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A customer who may be the person asked about. `score` 0 to 100."""

    customer: Customer
    evidence: tuple[Evidence, ...]
    score: int
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuery:
    """What is known of the person asked about, in stored form; "" and None where nothing is.

    `customer_id`: a customer who is known already: they themselves and whoever was said to be somebody else are left
    out; `not_same`: codes of customers whom staff ruled out before there was a customer.
    """

    type_code: str = ""
    number: str = ""
    issuing_state: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    last_name: str = ""
    middle_name: str = ""
    first_name: str = ""
    latin_name: str = ""
    legal_name: str = ""
    birth_date: date | None = None
    customer_id: int | None = None
    not_same: tuple[str, ...] = ()

    @property
    def asked(self) -> list[str]:
        """Names of what was asked for, for the history."""
        said = {
            "certificate": self.number,
            "email": self.emails,
            "phone": self.phones,
            "name": self.last_name or self.first_name or self.legal_name,
            "birth_date": self.birth_date,
        }
        return [name for name, value in said.items() if value]


def sort_keys(query: CheckQuery) -> list[str]:
    """How the person may stand in the books: parts in any order, with and without the middle name, in Latin letters."""
    parts = [query.last_name, query.first_name]
    written = [[part for part in (*parts, query.middle_name) if part], [part for part in parts if part]]
    written += [query.latin_name.split()] if query.latin_name else []
    written += [[query.legal_name]] if query.legal_name else []
    orders = (order for parts in written for order in itertools.permutations(parts[:_MOST_PARTS]))
    keys = dict.fromkeys(sort_key(*order) for order in orders if order)
    return [key for key in keys if key]


def weigh(query: CheckQuery, party: Party, found: Iterable[str]) -> tuple[tuple[Evidence, ...], int, Band]:
    """Evidence, score and band for one party; `found` are the codes that the search itself gave."""
    codes = list(dict.fromkeys(found))
    alike, differs = _names_alike(query, party)
    born_alike = query.birth_date is not None and query.birth_date == party.birth_date
    if alike:
        codes.append("name_and_birth_same" if born_alike else "name_same")
    against = ["name_differs"] if differs else []
    if query.birth_date and party.birth_date and not born_alike:
        against.append("birth_date_differs")
    chance = 1 - math.prod(1 - WEIGHTS[code] for code in codes)
    if "certificate_same" not in codes:
        chance *= math.prod(AGAINST[code] for code in against)
    score = round(chance * 100)
    band = Band.CERTAIN if score >= CERTAIN else Band.LIKELY if score >= LIKELY else Band.WEAK
    return tuple(Evidence(code) for code in (*codes, *against)), score, band


def _names_alike(query: CheckQuery, party: Party) -> tuple[bool, bool]:
    """Whether the names are the same, and whether they have no word in common."""
    asked = _words(query.last_name, query.first_name, query.legal_name)
    asked_latin = _words(query.latin_name)
    kept = _words(party.last_name, party.first_name, party.legal_name)
    kept_latin = _words(party.latin_name)
    pairs = [(left, right) for left in (asked, asked_latin) for right in (kept, kept_latin) if left and right]
    middle = _words(query.middle_name, party.middle_name)
    same = any(left | middle == right | middle for left, right in pairs)
    return same, bool(pairs) and not any(left & right for left, right in pairs)


def _words(*parts: str | None) -> frozenset[str]:
    return frozenset(word for part in parts if part for word in fold(part).split())
