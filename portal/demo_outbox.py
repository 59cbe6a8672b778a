"""The demo's outbox: every mail and message it sent, so that somebody alone can play both sides."""

from flask import current_app, render_template

from core.errors import NotFound
from core.sent import sent
from portal import portal
from web.access import public


@portal.route("/demo/outbox")
@public
def demo_outbox():
    settings = current_app.extensions["foyer.settings"]
    if not settings.demo:
        raise NotFound("no_such_page")
    return render_template("portal/demo_outbox.html", letters=sent(settings))
