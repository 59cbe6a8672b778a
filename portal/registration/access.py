"""Step 8: how somebody will sign in; password and answer are hashed here and never seen again (IC-9)."""

from flask import redirect, request

from portal import portal
from portal.registration.journey import Journey, keep, page, step
from web.access import public
from web.forms.access import AccessForm

CHECK = {"hx-trigger": "change", "hx-target": "#strength", "hx-params": "csrf_token,key,password"}
"""The strength of a password is said when it was typed; nothing else goes along."""


@portal.route("/register/access", methods=["GET", "POST"])
@public
@step("access")
def register_access(journey: Journey):
    form, chosen = AccessForm(), journey.answers.access
    if request.form.get("go") == "back":
        return redirect(journey.backward, 303)
    if request.method == "POST" and chosen and form.is_blank:
        return redirect(journey.onward, 303)
    if request.method == "POST":
        access = form.examined(journey.answers)
        if access:
            return keep(journey, {"access": access})
    return page(journey, form, chosen=chosen, check=CHECK)
