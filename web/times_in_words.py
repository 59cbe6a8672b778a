"""When and how somebody wants to be reached, said back as one sentence (IC-8)."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from babel.dates import format_interval, format_time, get_day_names
from babel.lists import format_list
from flask_babel import gettext
from markupsafe import Markup, escape

from core.identify_contact.answers import PreferenceAnswers
from web.formats import data, writing
from web.forms.zones import zone_label


def filled(text: str, **facts: object) -> Markup:
    """A text of the catalogue with parts that stand in elements of their own."""
    return Markup(escape(text)) % facts  # noqa: S704 -- the text is escaped, and so is every part that is no markup


def times_in_words(answers: PreferenceAnswers) -> Markup:
    """Monday to Friday, 9:00–12:00, Stockholm (UTC+1), not 20 Dec 2026 – 6 Jan 2027."""
    if not answers.do_not_disturb:
        return escape(gettext("At the usual times"))
    parts = [_when(answers)]
    parts += [data(zone_label(answers.zone))] if answers.zone and answers.allowed_spans else []
    if answers.not_then:
        parts.append(filled(gettext("but not %(days)s"), days=data(ranges_in_words(answers.not_then))))
    return Markup(", ").join(parts)


def _when(answers: PreferenceAnswers) -> Markup:
    """Days and times of their own; where they named no times, the usual ones hold."""
    days = data(days_in_words(answers.allowed_days)) if answers.allowed_days else escape(gettext("On every day"))
    if answers.allowed_spans:
        return Markup(", ").join([days, data(spans_in_words(answers.allowed_spans))])
    if answers.allowed_days:
        return filled(gettext("%(days)s, at the usual times"), days=days)
    return escape(gettext("At the usual times"))


def days_in_words(days: Sequence[int]) -> str:
    """Monday – Friday, or the days one by one; ISO weekdays."""
    names = get_day_names("wide", "stand-alone", writing())
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = [_run([names[day - 1] for day in run]) for run in runs]
    return format_list([name for run in said for name in run], locale=writing())


def spans_in_words(spans: Iterable[tuple[str, str]]) -> str:
    """9:00–12:00 and 17:00–19:30."""
    return format_list([f"{_clock(begins)}–{_clock(ends)}" for begins, ends in spans], locale=writing())


def ranges_in_words(ranges: Iterable[tuple[date, date]]) -> str:
    """20 Dec 2026 – 6 Jan 2027, and so on."""
    said = [format_interval(begins, ends, "yMMMd", locale=writing()) for begins, ends in ranges]
    return format_list(said, locale=writing())


def _run(names: list[str]) -> list[str]:
    return [f"{names[0]} – {names[-1]}"] if len(names) > 2 else names


def _clock(text: str) -> str:
    if text == "24:00":
        return text
    return format_time(time.fromisoformat(text), "H:mm", locale=writing())
