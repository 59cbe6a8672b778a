"""The first page after signing in."""

from flask import render_template

from backoffice import backoffice
from web.access import signed_in


@backoffice.route("/")
@signed_in
def index():
    return render_template("backoffice/index.html")
