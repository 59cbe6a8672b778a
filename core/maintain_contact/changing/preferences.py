"""Preferences: currency, language, and when and how the customer may be disturbed."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.identify_contact.answers import PreferenceAnswers, examine_preferences
from core.maintain_contact.changing.change import Change, Context, Prepared, Subject, changed, read_values
from core.model import ContactPreference

FIELDS = (
    "currency",
    "language",
    "do_not_disturb",
    "first_channel",
    "allowed_days",
    "allowed_spans",
    "not_then",
    "zone",
)


def preference_answers(preference: ContactPreference | None) -> PreferenceAnswers:
    """What is on file, in the form that pages and examine_preferences() use."""
    if preference is None:
        return PreferenceAnswers()
    return PreferenceAnswers(
        currency=preference.currency or "",
        language=preference.language or "",
        do_not_disturb=preference.do_not_disturb,
        first_channel=preference.first_channel or "",
        allowed_days=tuple(preference.allowed_days),
        allowed_spans=tuple((begins, ends) for begins, ends in preference.allowed_spans),
        not_then=tuple((date.fromisoformat(begins), date.fromisoformat(ends)) for begins, ends in preference.not_then),
        zone=preference.zone or "",
    )


def prepare_preferences(context: Context, change: Change) -> Prepared:
    """What the change comes to. Raises Invalid: those of examine_preferences()."""
    preference = context.customer.preference
    on_file = preference_answers(preference)
    known = {name: getattr(on_file, name) for name in FIELDS}
    examined = examine_preferences(read_values(PreferenceAnswers, known, change.values))
    before, after = _plain(on_file), _plain(examined)
    key = preference.id if preference else None
    differences = changed(before, after, subject=Subject.PREFERENCE, subject_id=key, act="change")
    return Prepared(
        differences,
        lambda: _write(context, after),
        context.is_stale(change, preference.version if preference else 0),
    )


def _plain(answers: PreferenceAnswers) -> dict[str, Any]:
    """As the table and the order keep it."""
    plain = {name: getattr(answers, name) for name in FIELDS}
    plain["allowed_days"] = list(answers.allowed_days)
    plain["allowed_spans"] = [list(span) for span in answers.allowed_spans]
    plain["not_then"] = [[begins.isoformat(), ends.isoformat()] for begins, ends in answers.not_then]
    return plain


def _write(context: Context, after: dict[str, Any]) -> int:
    preference = context.customer.preference or ContactPreference(customer=context.customer)
    for name, value in after.items():
        setattr(preference, name, value if isinstance(value, bool | list) else value or None)
    context.db.add(preference)
    context.db.flush()  # the order names the row
    return preference.id
