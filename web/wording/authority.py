"""The authority of a contact in words: how far it goes, from when until when, and what shows it (IC-14)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from core.identify_contact.authority_answers import Evidence
from core.model import Authority, Contact
from web.formats import day_text
from web.wording.labels import label

EVIDENCE: dict[Evidence, Any] = {
    Evidence.POWER_OF_ATTORNEY: _("Power of attorney"),
    Evidence.REGISTER_EXTRACT: _("Extract from a register"),
    Evidence.COURT_DECISION: _("Decision of a court"),
    Evidence.CUSTODY: _("Proof of custody"),
    Evidence.SIGNED_LETTER: _("Signed letter"),
    Evidence.OTHER: _("Another document"),
}

WORDS: dict[str, Any] = {
    "authority_missing": _("Select what they may do; to take it away, end the authority"),
    "authority_until_past": _("Enter a day that is still to come, or end the authority"),
    "authority_dates_crossed": _("Enter a last day after the first day"),
    "evidence_missing": _("Select what shows that they may act"),
    "evidence_document_missing": _("Upload the document that shows it, or select one that is held"),
    "authority_own": _("Leave it as it is: this is the customer, who may do everything."),
    "authority_none": _("There is nothing to end: this contact has no authority."),
    "authority_supervisor_needed": _("Ask a supervisor: who may change all of an active customer is theirs to say."),
    "not_verified_for_authority": _("Verify somebody first who may change all for this customer, or ask a supervisor."),
    "not_in_your_authority": _("Ask the customer, or let them give you more: you may not do this for them."),
    "acts_for_nobody": _("Ask the customer: you may act for nobody now. Your authority has ended or not begun."),
    "invite_without_authority": _("Set an authority first: without one the link would open nothing."),
    "invite_no_way": _("Add an e-mail or a mobile for this contact first: the link goes there."),
    "invite_name_taken": _("Enter another e-mail or mobile for this contact: somebody else signs in with this one."),
    "invite_has_sign_in": _("They sign in already. If they forgot the password, they choose Forgot password."),
    "document_shows_authority": _("Keep it: it shows what a contact may do. End the authority first."),
    "contact_has_authority": _("Ask somebody who may change all: this contact has an authority."),
}
"""What is refused."""


def evidence_text(code: str | None) -> str:
    """What was shown; codes of another time as they are."""
    return str(EVIDENCE[Evidence(code)]) if code in set(Evidence) else (code or "")


def authority_text(contact: Contact, *, today: date) -> str:
    """What the contact may do, and until when; what is over or still to come says so."""
    said, until, begins = label(contact.authority), contact.authority_until, contact.authority_from
    if contact.authority is Authority.NONE:
        return said
    if until is not None and until < today:
        return gettext("%(authority)s: ended on %(day)s", authority=said, day=day_text(until))
    if begins is not None and begins > today:
        return gettext("%(authority)s: from %(day)s", authority=said, day=day_text(begins))
    return gettext("%(authority)s until %(day)s", authority=said, day=day_text(until)) if until else said


def authority_stated(facts: Mapping[str, Any]) -> list[str]:
    """The same of an entry of the history, in short words."""
    if facts.get("authority") not in set(Authority):
        return []
    said = [label(Authority(facts["authority"]))]
    if facts.get("valid_from"):
        said.append(gettext("from %(day)s", day=_day(facts["valid_from"])))
    if facts.get("valid_until"):
        said.append(gettext("until %(day)s", day=_day(facts["valid_until"])))
    return [*said, evidence_text(facts.get("evidence"))] if facts.get("evidence") else said


def _day(iso: str) -> str:
    return day_text(date.fromisoformat(iso))
