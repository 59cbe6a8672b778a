"""What was understood, said back while somebody types; without scripts it is said when the form returns."""

from typing import Any

from flask import render_template, request

from core.errors import Invalid
from core.passwords import check_strength
from portal import portal
from web.access import public
from web.forms.basic import BasicForm
from web.forms.certificate import CertificateForm
from web.operator import operator
from web.wording import word_problem

DAYS: dict[str, Any] = {"expires_on": CertificateForm, "effective_on": CertificateForm, "birth_date": BasicForm}
NAMES = ("first_name", "last_name")
ENOUGH, LONG = 15, 20


@portal.route("/register/understood", methods=["POST"])
@public
def register_understood():
    field = request.headers.get("HX-Trigger-Name", "")
    if field in NAMES:
        form = BasicForm()
        form.suggest_latin(anew=True)
        return render_template("portal/registration/latin.html", form=form)
    day = DAYS[field]()[field] if field in DAYS else None
    said, sound = (day.understood, day.is_sound) if day else (None, True)
    return render_template("portal/registration/understood.html", said=said, sound=sound)


@portal.route("/register/strength", methods=["POST"])
@public
def register_strength():
    password = request.form.get("password", "")
    try:
        check_strength(password, context=[operator().name])
    except Invalid as weak:
        level = 1 if len(password) < ENOUGH else 2
        return render_template("portal/registration/strength.html", level=level, why=word_problem(weak.problems[0]))
    level = 4 if len(password) >= LONG else 3
    return render_template("portal/registration/strength.html", level=level, count=len(password), why=None)
