"""Rules of certificate info (IC-1): impossible dates are refused, expired ones need a word, doubted numbers warn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.identify_contact import limits
from core.identify_contact.answers.problems import Problems
from core.identify_contact.answers.records import CertificateAnswers
from core.identify_contact.certificate_numbers import read_number
from core.identify_contact.certificate_types import ANY_TYPE, TypeRules
from core.identify_contact.zone_names import written_names
from core.model import Channel
from core.normalise import certificate_number

DESK = frozenset({Channel.SHOP, Channel.PHONE})
"""Doors at which a member of staff sees or hears of the document."""


def examine_certificate(
    answers: CertificateAnswers, *, today: date, door: Channel = Channel.PORTAL, rules: TypeRules = ANY_TYPE
) -> CertificateAnswers:
    """The certificate as it is stored; `rules` are those of its type.

    Raises Invalid with every problem: certificate_type_missing, certificate_never_alone, certificate_number_missing,
    issuing_state_missing, issuing_state_not_of_type, number_… (doubts; portal: number_kept, desk: kept_reason),
    certificate_not_yet_valid, certificate_dates_crossed, certificate_too_early, expiry_too_far, expiry_and_never,
    certificate_expired (unless continue_with_expired) and, at the desk, not_shown_reason_missing. `later` skips all
    the rest.
    """
    problems = Problems()
    reason = problems.text("kept_reason", answers.kept_reason, most=limits.REASON)
    if answers.later:
        if door in DESK and not reason:
            problems.add("kept_reason", "not_shown_reason_missing")
        problems.must_be_none()
        return CertificateAnswers(later=True, kept_reason=reason)
    examined = replace(
        answers,
        type_code=problems.code("type_code", answers.type_code, needed="certificate_type_missing"),
        number=_number(answers, problems),
        issuing_state=_state(answers, problems, rules),
        issuing_authority=problems.text("issuing_authority", answers.issuing_authority, most=limits.SHORT_TEXT),
        address_on_certificate=problems.text(
            "address_on_certificate", answers.address_on_certificate, most=limits.ADDRESS_LINE, lines=True
        ),
        kept_reason=reason,
        does_not_expire=answers.does_not_expire or not (rules.expires or answers.expires_on),
        shared=not rules.unique,
        as_read=answers.as_read if written_names(answers.as_read) else "",
    )
    if not rules.alone:
        problems.add("type_code", "certificate_never_alone")
    _doubts(examined, problems, today=today, door=door, pattern=rules.pattern)
    _dates(examined, problems, today=today)
    problems.must_be_none()
    return examined


def _number(answers: CertificateAnswers, problems: Problems) -> str:
    typed = problems.text("number", answers.number, most=limits.CERTIFICATE_NUMBER * 2)
    number = certificate_number(typed)
    if not answers.number.strip():
        problems.add("number", "certificate_number_missing")
    elif len(number) > limits.CERTIFICATE_NUMBER:
        problems.add("number", "too_long", most=limits.CERTIFICATE_NUMBER)
    return number


def _state(answers: CertificateAnswers, problems: Problems, rules: TypeRules) -> str:
    """Who issued it; where one state alone issues such documents nobody is asked."""
    state = rules.state or problems.state("issuing_state", answers.issuing_state)
    if not state and answers.number.strip():
        problems.add("issuing_state", "issuing_state_missing")
    elif state and not rules.is_from(state):
        problems.add("issuing_state", "issuing_state_not_of_type")
    return state


def _doubts(
    answers: CertificateAnswers, problems: Problems, *, today: date, door: Channel, pattern: str | None
) -> None:
    kept = answers.kept_reason if door in DESK else answers.number_kept
    if not answers.number or kept:
        return
    reading = read_number(
        answers.type_code, answers.number, country=answers.issuing_state or None, today=today, pattern=pattern
    )
    for doubt in reading.doubts:
        problems.add("number", doubt)


def _dates(answers: CertificateAnswers, problems: Problems, *, today: date) -> None:
    begins, ends = answers.effective_on, answers.expires_on
    if begins is not None and begins > today:
        problems.add("effective_on", "certificate_not_yet_valid")
    if begins is not None and begins.year < limits.EARLIEST_YEAR:
        problems.add("effective_on", "certificate_too_early", year=limits.EARLIEST_YEAR)
    if ends is None:
        return
    if answers.does_not_expire:
        problems.add("expires_on", "expiry_and_never")
    elif ends.year < limits.EARLIEST_YEAR:
        problems.add("expires_on", "certificate_too_early", year=limits.EARLIEST_YEAR)
    elif begins is not None and ends < begins:
        problems.add("expires_on", "certificate_dates_crossed")
    elif ends.year > today.year + limits.LATEST_EXPIRY_YEARS:
        problems.add("expires_on", "expiry_too_far", years=limits.LATEST_EXPIRY_YEARS)
    elif ends < today and not answers.continue_with_expired:
        problems.add("expires_on", "certificate_expired", on=ends)
