"""What somebody may have meant by the words in the search box (MC-8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.errors import Invalid
from core.identify_contact.service_numbers import read_service_number
from core.normalise import certificate_number, clean, digits_latin, email_address, fold, phone_number
from core.numbering import Numbering

SHORTEST_NAME = 2
SHORTEST_PHONE = 6
"""Figures: with fewer a number says nothing about whose it is (R44)."""
SHORTEST_CERTIFICATE = 4
LONGEST = 200

_NUMBER = re.compile(r"([LOM])[\s-]*([0-9]{1,7})", re.IGNORECASE)
_PHONE = re.compile(r"[+0-9().\s/\-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """The readings of one text; those that it cannot be are empty."""

    name: tuple[str, ...] = ()
    """Folded fragments, all of which a name must hold; one that begins with a blank begins a word."""
    code: str | None = None
    number: str | None = None
    """Of a lead (L-), an opportunity (O-) or an order (M-)."""
    email: str | None = None
    phone: str | None = None
    """E.164, where the figures make a whole number at home."""
    figures: str | None = None
    certificate: str | None = None
    service: str | None = None
    """The number somebody is served under, as it is compared."""

    @property
    def kinds(self) -> list[str]:
        """Names of the readings, for the record of the search: never what was typed."""
        return [kind for kind in self.__slots__ if getattr(self, kind)]


def read_terms(text: str, *, region: str | None, numbering: Numbering = Numbering()) -> SearchTerms:  # noqa: B008 -- frozen
    """Every reading of what was typed; phones are read as dialled in `region`, codes as the operator numbers.

    Never raises: nonsense finds nobody.
    """
    try:
        typed = digits_latin(clean(text[:LONGEST]))
    except Invalid:
        return SearchTerms()
    if "@" in typed:
        return SearchTerms(email=_email(typed))
    if number := _NUMBER.fullmatch(typed):
        return SearchTerms(
            number=f"{number[1].upper()}-{int(number[2]):07d}",
            code=_code(typed, numbering),
            certificate=_certificate(typed),
            service=read_service_number(typed, region=region),
        )
    figures = re.sub("[^0-9]", "", typed)
    if _PHONE.fullmatch(typed):
        return SearchTerms(
            code=_code(figures, numbering),
            phone=_phone(typed, region) if len(figures) >= SHORTEST_PHONE else None,
            figures=_national(typed, figures),
            certificate=_certificate(typed),
            service=read_service_number(typed, region=region),
        )
    return SearchTerms(
        name=_fragments(typed),
        code=_code(typed, numbering),
        certificate=_certificate(typed),
        service=read_service_number(typed, region=region),
    )


def _code(typed: str, numbering: Numbering) -> str | None:
    """Codes may begin with letters, and people write them with blanks."""
    code = "".join(typed.split()).upper()
    return code if numbering.is_customer_code(code) else None


def _fragments(typed: str) -> tuple[str, ...]:
    """Two letters begin a word; three and more stand anywhere."""
    words = fold(typed).split()
    if not any(len(word) >= SHORTEST_NAME for word in words):
        words = ["".join(words)]
    if len(words[0] if words else "") < SHORTEST_NAME and len(words) == 1:
        return ()
    return tuple(word if len(word) > SHORTEST_NAME else f" {word}" for word in words if word)


def _email(typed: str) -> str | None:
    try:
        return email_address(typed)
    except Invalid:
        return None


def _phone(typed: str, region: str | None) -> str | None:
    try:
        return phone_number(typed, region)
    except Invalid:
        return None


def _national(typed: str, figures: str) -> str | None:
    """The figures as they stand inside E.164: without the zeros that are dialled before them."""
    if len(figures) < SHORTEST_PHONE:
        return None
    return figures if typed.startswith("+") else figures.lstrip("0") or None


def _certificate(typed: str) -> str | None:
    number = certificate_number(typed)
    fits = SHORTEST_CERTIFICATE <= len(number) <= 40 and any(sign.isdigit() for sign in number)
    return number if fits else None
