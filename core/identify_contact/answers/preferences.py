"""Rules of preferences and consent (IC-8): times that exist, in an order that makes sense, in a known zone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

from core.identify_contact import limits
from core.identify_contact.answers.problems import Problems
from core.identify_contact.answers.records import ConsentAnswers, PreferenceAnswers

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_MOST_CONSENTS = 50


def examine_preferences(answers: PreferenceAnswers) -> PreferenceAnswers:
    """Preferences as they are stored. Fields of spans are named `allowed_spans-<place>`, likewise `not_then`.

    Raises Invalid: time_wrong, span_ends_before_it_begins, too_many_spans, day_unknown, dates_crossed, too_many_dates,
    zone_unknown, currency_unknown, language_unknown, choice_unknown.
    """
    problems = Problems()
    if answers.zone and answers.zone not in _zones():
        problems.add("zone", "zone_unknown")
    if answers.currency and not _CURRENCY.fullmatch(answers.currency):
        problems.add("currency", "currency_unknown")
    if answers.language and not _LANGUAGE.fullmatch(answers.language):
        problems.add("language", "language_unknown")
    problems.code("first_channel", answers.first_channel)
    if not set(answers.allowed_days) <= set(range(1, 8)):
        problems.add("allowed_days", "day_unknown")
    _spans(answers, problems)
    _not_then(answers, problems)
    problems.must_be_none()
    return replace(
        answers,
        allowed_days=tuple(sorted(set(answers.allowed_days))),
        allowed_spans=tuple(sorted(answers.allowed_spans)),
        not_then=tuple(sorted(answers.not_then)),
    )


def examine_consents(answers: ConsentAnswers) -> ConsentAnswers:
    """Consents as they are entered in the ledger. Raises Invalid: choice_unknown, too_many_consents."""
    problems = Problems()
    if len(answers.lines) > _MOST_CONSENTS:
        problems.add("consents", "too_many_consents", most=_MOST_CONSENTS)
    for line in answers.lines[:_MOST_CONSENTS]:
        problems.code("purpose", line.purpose, needed="choice_unknown")
        problems.code("channel", line.channel, needed="choice_unknown")
        if line.language and not _LANGUAGE.fullmatch(line.language):
            problems.add("language", "language_unknown")
    problems.must_be_none()
    return answers


def _spans(answers: PreferenceAnswers, problems: Problems) -> None:
    if len(answers.allowed_spans) > limits.SPANS:
        problems.add("allowed_spans", "too_many_spans", most=limits.SPANS)
    for place, (begins, ends) in enumerate(answers.allowed_spans[: limits.SPANS]):
        if not (_TIME.fullmatch(begins) and _TIME.fullmatch(ends)):
            problems.add(f"allowed_spans-{place}", "time_wrong")
        elif begins >= ends:
            problems.add(f"allowed_spans-{place}", "span_ends_before_it_begins")


def _not_then(answers: PreferenceAnswers, problems: Problems) -> None:
    if len(answers.not_then) > limits.NOT_THEN:
        problems.add("not_then", "too_many_dates", most=limits.NOT_THEN)
    for place, (begins, ends) in enumerate(answers.not_then[: limits.NOT_THEN]):
        if ends < begins:
            problems.add(f"not_then-{place}", "dates_crossed")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
