"""Callers in words: who they are, how far their word goes, and the question in both languages."""

from flask_babel import gettext

from core.maintain_contact.callers import Caller
from web.languages import language
from web.terms import term, terms
from web.wording.labels import label


def caller_text(caller: Caller) -> str:
    """One entry of the list of callers."""
    name = caller.name if caller.latin_name in (None, caller.name) else f"{caller.name} ({caller.latin_name})"
    role = gettext("in person") if caller.is_self else term("contact_type", caller.type_code)
    return gettext("%(name)s, %(role)s: %(authority)s", name=name, role=role, authority=label(caller.authority))


def questions_text(caller: Caller) -> tuple[str, str | None]:
    """The question in the reader's language, and in the caller's own where that differs; empty where there is none."""
    asked = caller.question
    if asked is None:
        return "", None
    if asked.own:
        return asked.own, None
    spoken = (asked.language or "").partition("-")[0]
    entry = next((one for one in terms("security_question", only_active=False) if one.code == asked.code), None)
    theirs = entry.labels.get(spoken) if entry and spoken != language() else None
    return (entry.label if entry else asked.code or ""), theirs
