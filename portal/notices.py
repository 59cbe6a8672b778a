"""Help, privacy, terms, accessibility: texts of the operator in the reader's language (IC-16)."""

from flask import render_template

from portal import portal
from web.access import public
from web.notice_texts import notice_text


@portal.route("/help", endpoint="help", defaults={"kind": "help"})
@portal.route("/privacy", endpoint="privacy", defaults={"kind": "privacy"})
@portal.route("/terms", endpoint="terms", defaults={"kind": "terms"})
@portal.route("/accessibility", endpoint="accessibility", defaults={"kind": "accessibility"})
@public
def notice(kind: str):
    return render_template("portal/notice.html", **notice_text(kind))
