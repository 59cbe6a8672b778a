"""What was typed beside what the document says: names offered for correction, contradictions doubted (IC-1, IC-3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from core.errors import Invalid
from core.identify_contact.answers import CertificateAnswers, needs_latin_name
from core.identify_contact.certificate_numbers import contradictions
from core.identify_contact.zone_names import may_be_written, spelled, spellings, written_names
from core.model import Gender
from core.normalise import fold
from web.formats import day_text
from web.forms.certificate_rules import number_says, rules_of
from web.forms.reading import fill
from web.operator import operator
from web.wording import label, word_problem

NAMES = ("last_name", "first_name")


@dataclass(frozen=True, slots=True)
class Offer:
    """One spelling for one field, taken by a press."""

    field: str
    spelling: str


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names as the document writes them, and how they may be spelled."""

    written: str
    offers: tuple[Offer, ...]


def names_read(form: Any, certificate: CertificateAnswers | None) -> NamesRead | None:
    """What to offer beside the names that stand in the form; None when there is nothing to be said about them."""
    said = written_names(certificate.as_read) if certificate else None
    if certificate is None or said is None:
        return None
    pairs = list(zip(NAMES, (said.last, said.first), strict=True))
    offers = [offer for name, capitals in pairs for offer in _offers(form[name], capitals, certificate.issuing_state)]
    written = ", ".join(part for part in (said.last, said.first) if part)
    return NamesRead(written, tuple(offers)) if offers else None


def take_spelling(form: Any, what: str) -> None:
    """Puts the spelling that was pressed into its field: 'last_name:Müller'."""
    name, _colon, spelling = what.partition(":")
    if name in NAMES:
        fill(form[name], spelling[:100])


def looked_over(form: Any, certificate: CertificateAnswers | None, *, today: date) -> bool:
    """Doubts what the document says otherwise; True when nothing is, or when the person was told and kept it."""
    doubts = dict(_doubts(form, certificate, today=today)) if certificate else {}
    for name, sentence in doubts.items():
        form[name].doubt = sentence
    told = form.kept
    if doubts:
        form.warned()
    return told or not doubts


def _doubts(form: Any, certificate: CertificateAnswers, *, today: date) -> Iterator[tuple[str, str]]:
    if certificate.later:
        return
    said = written_names(certificate.as_read)
    if said is not None and said.shortened:
        for name, capitals in zip(NAMES, (said.last, said.first), strict=True):
            if _is_as_read(form[name], capitals):
                yield name, gettext("The document shortens this name: type it in full")
    reading = number_says(certificate, today=today)
    typed = form.answers()
    for code in contradictions(reading, birth=typed.birth_date, gender=typed.gender):
        shown = {
            "birth": day_text(reading.birth) if reading.birth else "",
            "gender": label(Gender(reading.gender)) if reading.gender else "",
        }
        field = {"birth_differs": "birth_date", "gender_differs": "gender"}[code]
        yield field, word_problem(Invalid.one(field, code, **shown).problems[0])
    age = operator().minimum_age
    if rules_of(certificate.type_code).minors and typed.birth_date and _years(typed.birth_date, today) >= age:
        yield "birth_date", gettext("The document you chose is for people under %(age)s: compare both", age=age)


def _offers(field: Any, capitals: str, state: str) -> Iterator[Offer]:
    typed = field.data or ""
    if not capitals or needs_latin_name(typed):
        return
    if typed and not may_be_written(typed, capitals):
        others = [spelled(capitals), *spellings(capitals, issuing_state=state)]
    elif typed and not _is_as_read(field, capitals):
        return  # corrected already: Müller for MUELLER
    else:
        others = [*spellings(capitals, issuing_state=state)]
    yield from (Offer(field.short_name, other) for other in others if other != typed)


def _is_as_read(field: Any, capitals: str) -> bool:
    return bool(capitals) and fold(field.data or "") == fold(capitals)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
