"""Step 8: how somebody will sign in; password and answer are hashed here and never seen again (IC-9)."""

from dataclasses import replace

from flask import redirect, request
from werkzeug.wrappers import Response

from portal import portal
from portal.registration.journey import Journey, keep, page, step
from web.access import public
from web.forms.access import AccessForm, spoken
from web.languages import COOKIE
from web.responses import keep_choice

CHECK = {"hx-trigger": "change", "hx-target": "#strength", "hx-params": "csrf_token,key,password"}
"""The strength of a password is said when it was typed; nothing else goes along."""


@portal.route("/register/access", methods=["GET", "POST"])
@public
@step("access")
def register_access(journey: Journey):
    form, chosen = AccessForm(), journey.answers.access
    if request.form.get("go") == "back":
        return redirect(journey.backward, 303)
    if request.method == "GET" and chosen and chosen.language:
        form.language.data = chosen.language
    if request.method == "POST":
        blank = chosen and form.is_blank and form.language.validate(form)
        access = replace(chosen, language=form.language.data or "") if blank else form.examined(journey.answers)
        if access:
            return _spoken(keep(journey, {"access": access}), access.language)
    return page(journey, form, chosen=chosen, check=CHECK)


def _spoken(response: Response, language: str) -> Response:
    """Goes on in the language that was chosen for the screen."""
    if language != spoken():
        keep_choice(response, COOKIE, language)
    return response
