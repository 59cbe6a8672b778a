"""Own preferences and consents, saved by one order; what was agreed to before stays in the ledger (IC-8, MC-5)."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import HiddenField

from core.database.transaction import reading
from core.identify_contact.answers import ConsentAnswer, ConsentAnswers, PreferenceAnswers
from core.identify_contact.what_is_held import Held
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.changing.preferences import FIELDS, preference_answers
from core.track_lead.operator_hours import operator_hours
from portal import portal
from portal._own import own_held, save, status, version
from web.access import signed_in
from web.formats import data
from web.forms.consents import consent_changes
from web.forms.preferences import PURPOSE, PreferenceForm, as_given
from web.times_in_words import filled, spans_in_words, times_in_words


class MyPreferenceForm(PreferenceForm):
    """The preferences and the version of them that was seen."""

    version = HiddenField()


@portal.route("/me/preferences", methods=["GET", "POST"])
@signed_in
def my_preferences():
    held, act = own_held(), request.form.get("go")
    form = MyPreferenceForm(data=_given(held))
    if act in ("span", "range"):
        form.one_more_span() if act == "span" else form.one_more_range()
        return _page(held, form), 200
    if request.method == "POST" and (both := form.examined()):
        changes = _changes(*both)
        if save(form, *changes, seen={Subject.PREFERENCE.value: version(form.version.data)}):
            return redirect(url_for(".my_preferences"), 303)
        held = own_held()
        form.version.data = str(_seen(held))
    return _page(held, form), status(form)


def _given(held: Held) -> dict[str, Any]:
    asked = [line for line in held.consents if line.purpose == PURPOSE]
    lines = [ConsentAnswer(purpose=line.purpose, channel=line.channel, given=line.given) for line in asked]
    return as_given(preference_answers(held.preference), ConsentAnswers(lines=tuple(lines))) | {"version": _seen(held)}


def _changes(preferences: PreferenceAnswers, consents: ConsentAnswers) -> list[Change]:
    asked = {name: getattr(preferences, name) for name in FIELDS}
    return [
        Change(Subject.PREFERENCE, values=asked),
        *consent_changes(consents),
    ]


def _seen(held: Held) -> int:
    return held.preference.version if held.preference else 0


def _page(held: Held, form: MyPreferenceForm) -> str:
    with reading() as db:
        hours = operator_hours(db)
    usual = filled(_("%(hours)s, not on holidays"), hours=data(spans_in_words([(hours.quiet_until, hours.quiet_from)])))
    said = times_in_words(preference_answers(held.preference))
    return render_template("portal/my_preferences.html", form=form, usual=usual, said=said, consents=held.consents)
