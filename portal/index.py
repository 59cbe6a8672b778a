"""The front page."""

from flask import render_template

from portal import portal
from web.access import public


@portal.route("/")
@public
def index():
    return render_template("portal/index.html")
