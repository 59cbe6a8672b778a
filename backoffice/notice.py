"""Help, privacy, terms, accessibility in the office: the same texts, at the same place as everywhere (IC-16)."""

from flask import render_template

from backoffice import backoffice
from web.access import public
from web.notice_texts import notice_text


@backoffice.route("/help", endpoint="help", defaults={"kind": "help"})
@backoffice.route("/privacy", endpoint="privacy", defaults={"kind": "privacy"})
@backoffice.route("/terms", endpoint="terms", defaults={"kind": "terms"})
@backoffice.route("/accessibility", endpoint="accessibility", defaults={"kind": "accessibility"})
@public
def notice(kind: str):
    return render_template("backoffice/notice.html", **notice_text(kind))
