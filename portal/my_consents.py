"""What the customer agrees to, for every purpose and channel, with each change made; taken back as given (IC-8)."""

from typing import Any

from flask import redirect, render_template, request, url_for

from core.identify_contact.what_is_held import Held
from portal import portal
from portal._own import own_held, save, status
from web.access import signed_in
from web.forms.consents import ConsentForm, consent_changes, consents_given
from web.wording.consents import HINTS, language_of, way_of, words_of

SHOWN = 50


@portal.route("/me/consents", methods=["GET", "POST"])
@signed_in
def my_consents():
    held = own_held()
    form = ConsentForm() if request.method == "POST" else ConsentForm(data=consents_given(held.consents))
    if request.form.get("go") == "none":
        form = _taken_back(held)
    answers = form.examined() if request.method == "POST" else None
    if answers and save(form, *consent_changes(answers), seen={}):
        return redirect(url_for(".my_consents"), 303)
    told = {"words_of": words_of, "language_of": language_of, "way_of": way_of, "hints": HINTS}
    lines = held.consent_lines[:SHOWN]
    return render_template("portal/my_consents.html", form=form, lines=lines, **told), status(form)


def _taken_back(held: Held) -> Any:
    """The form as it stands on file, with no to everything but what was asked for."""
    form = ConsentForm()
    for purpose, channels in consents_given(held.consents).items():
        form[purpose].data = channels
    form.take_back()
    return form
