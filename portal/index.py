"""The front page: one question, three answers, and a way back into what was begun."""

from flask import render_template

from portal import portal
from portal.registration.beginning import unfinished
from portal.registration.journey import LABELS
from web.access import public


@portal.route("/")
@public
def index():
    return render_template("portal/index.html", unfinished=unfinished(), labels=LABELS)
