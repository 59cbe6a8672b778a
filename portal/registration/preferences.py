"""Step 7: when and how we may contact somebody (IC-8)."""

from typing import Any

from flask import redirect, request
from flask_babel import gettext as _

from core.database.transaction import reading
from core.identify_contact.answers import PreferenceAnswers
from core.track_lead.operator_hours import operator_hours
from portal import portal
from portal.registration.journey import Journey, keep, page, step
from web.access import public
from web.formats import data
from web.forms.preferences import PreferenceForm, as_given
from web.languages import locale
from web.times_in_words import filled, spans_in_words, times_in_words


@portal.route("/register/preferences", methods=["GET", "POST"])
@public
@step("preferences")
def register_preferences(journey: Journey):
    form, act = _form(journey), request.form.get("go", "")
    if form.change_lines(act):
        return page(journey, form, status=200, usual=_usual_times(), said=None)
    if request.method == "POST":
        both = form.examined()
        if both:
            return keep(journey, {"preferences": both[0], "consents": both[1]}, back=act == "back")
        if act == "back":
            return redirect(journey.backward, 303)
    return page(journey, form, usual=_usual_times(), said=_said_back(journey))


def _form(journey: Journey) -> PreferenceForm:
    known = journey.answers.preferences or PreferenceAnswers(language=locale().language)
    return PreferenceForm(data=as_given(known, journey.answers.consents))


def _usual_times() -> Any:
    """The hours outside the operator's quiet ones."""
    with reading() as db:
        hours = operator_hours(db)
    return filled(_("%(hours)s, not on holidays"), hours=data(spans_in_words([(hours.quiet_until, hours.quiet_from)])))


def _said_back(journey: Journey) -> Any:
    known = journey.answers.preferences
    return times_in_words(known) if known and known.do_not_disturb else None
