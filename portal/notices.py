"""Help, privacy, terms, accessibility: texts of the operator in the reader's language (IC-16)."""

from flask import render_template
from flask_babel import gettext as _

from core.database.transaction import reading
from core.errors import NotFound
from core.maintain_contact.notices import latest_notice
from core.model import NoticeKind
from portal import portal
from web.access import public
from web.languages import locale
from web.paragraphs import paragraphs


@portal.route("/help", endpoint="help", defaults={"kind": "help"})
@portal.route("/privacy", endpoint="privacy", defaults={"kind": "privacy"})
@portal.route("/terms", endpoint="terms", defaults={"kind": "terms"})
@portal.route("/accessibility", endpoint="accessibility", defaults={"kind": "accessibility"})
@public
def notice(kind: str):
    with reading() as db:
        text = latest_notice(db, NoticeKind(kind), language=locale().language)
    if text is None:
        raise NotFound("notice_missing")
    return render_template("portal/notice.html", title=_title(kind), notice=text, parts=paragraphs(text.body))


def _title(kind: str) -> str:
    return {
        "help": _("Help"),
        "privacy": _("Privacy"),
        "terms": _("Terms"),
        "accessibility": _("Accessibility"),
    }[kind]
