"""Every component in every state, to look at; only where everything is made up."""

from flask import current_app, render_template, request

from backoffice import backoffice
from core.errors import NotFound
from web.access import signed_in
from web.csrf import csrf_token
from web.showcase import showcase


@backoffice.route("/admin/components")
@signed_in
def components():
    if not current_app.extensions["foyer.settings"].demo:
        raise NotFound("page")
    as_portal = request.args.get("face") == "portal"
    return render_template("backoffice/components.html", as_portal=as_portal, **showcase(csrf_token()))
