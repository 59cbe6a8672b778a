"""Preferences: when and how somebody wants to be reached, and what they want to hear of (IC-8)."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField
from wtforms.validators import Optional

from core.errors import Invalid, Problem
from core.identify_contact import limits
from core.identify_contact.answers import (
    ConsentAnswer,
    ConsentAnswers,
    PreferenceAnswers,
    examine_consents,
    examine_preferences,
)
from web.forms.base import FoyerForm, Section
from web.forms.checking import show_invalid
from web.forms.currencies import currencies
from web.forms.fields import DayField
from web.forms.preference_choices import (
    MINE,
    OFFERED,
    PURPOSE,
    USUAL,
    WEEKDAYS,
    channels,
    disturbances,
    languages,
    offer_channels,
    weekdays,
)
from web.forms.term_choices import OneOf, RadioOf, TicksOf
from web.forms.times import TimeField
from web.forms.zones import zones
from web.languages import locale
from web.operator import operator
from web.wording.consents import SHOWN, now_shown

__all__ = ["MINE", "OFFERED", "PURPOSE", "USUAL", "PreferenceForm", "PreferenceSection", "as_given"]


class SpanSection(Section):
    """From and to, on any allowed day."""

    begins = TimeField(_("From"), render_kw={"inputmode": "numeric", "dir": "ltr"})
    ends = TimeField(_("To"), render_kw={"inputmode": "numeric", "dir": "ltr"})


class DatesSection(Section):
    """Days on which nobody calls, both included."""

    begins = DayField(_("First day"))
    ends = DayField(_("Last day"))


class PreferenceFields:
    """The fields; names are those of PreferenceAnswers where they are one control."""

    disturb = RadioOf(_("Do not disturb"), entries=disturbances, default=USUAL)
    first_channel: Any = RadioOf(_("First-choice channel"), [Optional()], entries=channels)
    allowed_days = TicksOf(_("Allowed days"), [Optional()], entries=weekdays)
    allowed_spans = FieldList(FormField(SpanSection), min_entries=1, max_entries=limits.SPANS)
    zone = OneOf(_("Time zone"), entries=zones, default=lambda: operator().zone, render_kw={"translate": "no"})
    not_then = FieldList(FormField(DatesSection), min_entries=1, max_entries=limits.NOT_THEN)
    offers = TicksOf(SHOWN[PURPOSE][-1], [Optional()], entries=offer_channels)
    language = OneOf(_("Language"), entries=languages, render_kw={"translate": "no"})
    currency = OneOf(
        _("Currency"), entries=currencies, default=lambda: operator().currency, render_kw={"translate": "no"}
    )

    def answers(self) -> PreferenceAnswers:
        """What was typed; times are kept only where somebody wants their own."""
        own = self.disturb.data == MINE
        days = tuple(int(day) for day in self.allowed_days.data or () if day in WEEKDAYS)
        spans = tuple((entry.form.begins.data or "", entry.form.ends.data or "") for entry in _said(self.allowed_spans))
        dates = tuple((entry.form.begins.data, entry.form.ends.data) for entry in _whole(self.not_then))
        return PreferenceAnswers(
            currency=self.currency.data or "",
            language=self.language.data or "",
            do_not_disturb=own,
            first_channel=(self.first_channel.data or "") if own else "",
            allowed_days=days if own else (),
            allowed_spans=spans if own else (),
            not_then=dates if own else (),
            zone=self.zone.data or "",
        )

    def consents(self) -> ConsentAnswers:
        """Yes or no for each channel asked about: what was not ticked is a no."""
        wanted, words, spoken = self.offers.data or (), now_shown(PURPOSE), locale().language
        codes = [code for code, _name in offer_channels()]
        lines = [
            ConsentAnswer(purpose=PURPOSE, channel=c, given=c in wanted, words=words, language=spoken) for c in codes
        ]
        return ConsentAnswers(lines=tuple(lines))

    def examined(self) -> tuple[PreferenceAnswers, ConsentAnswers] | None:
        """Both as they are kept; None when something is to be mended."""
        sound = self.validate()  # type: ignore[attr-defined]
        if self.disturb.data == MINE:
            sound = self._halves_are_wrong() and sound
        try:
            both = examine_preferences(self.answers()), examine_consents(self.consents())
        except Invalid as invalid:
            show_invalid(self, Invalid(*(self._placed(problem) for problem in invalid.problems)))
            return None
        return both if sound else None

    def change_lines(self, act: str) -> bool:
        """`span` and `range` add a blank line, `less:not_then:0` takes one away; whether it was such an act."""
        verb, name, place = [*act.split(":"), "", ""][:3]
        if verb in ("span", "range"):
            self.one_more_span() if verb == "span" else self.one_more_range()
        elif verb == "less" and name in ("allowed_spans", "not_then"):
            self._take_away(getattr(self, name), place)
        else:
            return False
        return True

    def one_more_span(self) -> None:
        """Another From and To, as long as there is room."""
        if len(self.allowed_spans.entries) < limits.SPANS:
            self.allowed_spans.append_entry()

    def one_more_range(self) -> None:
        """Another first and last day, as long as there is room."""
        if len(self.not_then.entries) < limits.NOT_THEN:
            self.not_then.append_entry()

    def _take_away(self, lines: Any, place: str) -> None:
        if place.isdecimal() and int(place) < len(lines.entries):
            lines.pop_entry(int(place))
        if not lines.entries:
            lines.append_entry()

    def _halves_are_wrong(self) -> bool:
        """A range of days needs both its ends."""
        halves = [e for e in _said(self.not_then) if not (e.form.begins.data and e.form.ends.data)]
        for entry in halves:
            missing = entry.form.ends if entry.form.begins.data else entry.form.begins
            if not missing.errors:
                missing.errors = [gettext("Enter the first and the last day; for one day the same twice")]
        return not halves

    def _placed(self, problem: Problem) -> Problem:
        """A span or range is told beside its first field; blank lines were left out before."""
        name, _dash, place = problem.field.partition("-")
        if name not in ("allowed_spans", "not_then"):
            return problem
        lines = getattr(self, name)
        said = _said(lines) if name == "allowed_spans" else _whole(lines)
        entry = said[int(place)] if place else lines.entries[0]
        first_is_right = entry.form.begins.data and problem.code == "time_wrong"
        part = "ends" if first_is_right or problem.code in {"span_ends_before_it_begins", "dates_crossed"} else "begins"
        return Problem(f"{name}-{lines.entries.index(entry)}-{part}", problem.code, problem.facts)


class PreferenceSection(PreferenceFields, Section):
    """As a part of a larger form."""


class PreferenceForm(PreferenceFields, FoyerForm):
    """As a page of its own."""


def as_given(answers: PreferenceAnswers, consents: ConsentAnswers | None) -> dict[str, Any]:
    """The same as a form takes it."""
    spans = [{"begins": begins, "ends": ends} for begins, ends in answers.allowed_spans]
    dates = [{"begins": begins, "ends": ends} for begins, ends in answers.not_then]
    return {
        "disturb": MINE if answers.do_not_disturb else USUAL,
        "first_channel": answers.first_channel or None,
        "allowed_days": [str(day) for day in answers.allowed_days],
        "allowed_spans": spans or [{}],
        "zone": answers.zone or operator().zone,
        "not_then": dates or [{}],
        "offers": [line.channel for line in consents.lines if line.given] if consents else [],
        "language": answers.language,
        "currency": answers.currency or operator().currency,
    }


def _said(lines: Any) -> list[Any]:
    """Entries in which something was typed."""
    return [e for e in lines if any(field.data or field.errors for field in (e.form.begins, e.form.ends))]


def _whole(lines: Any) -> list[Any]:
    """Entries with both ends."""
    return [e for e in lines if e.form.begins.data and e.form.ends.data]
