"""Help, privacy, terms, accessibility: texts of the operator in the reader's language, at both faces (IC-16)."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from core.clock import utcnow
from core.database.transaction import reading
from core.errors import NotFound
from core.identify_contact.notices import current_notice, published_notice
from core.model import NoticeKind
from web.languages import locale
from web.paragraphs import paragraphs

TITLES: dict[str, Any] = {
    "help": _("Help"),
    "privacy": _("Privacy"),
    "terms": _("Terms"),
    "accessibility": _("Accessibility"),
}
"""In the order of the foot of every page."""


def notice_text(kind: str) -> dict[str, Any]:
    """What a page needs to show the text in force, or the version that was asked for. Raises NotFound."""
    language, now, asked = locale().language, utcnow(), request.args.get("version", "")
    with reading() as db:
        text = current_notice(db, NoticeKind(kind), language=language, now=now)
        in_force = text.version
        if asked and asked != str(in_force):
            text = published_notice(db, NoticeKind(kind), _number(asked), language=language, now=now)
    newer = in_force if text.version != in_force else None
    return {"title": TITLES[kind], "kind": kind, "notice": text, "parts": list(paragraphs(text.body)), "newer": newer}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound("notice_not_found")
    return int(text)
