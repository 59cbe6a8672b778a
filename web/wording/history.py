"""History in sentences: what happened, who did it; one sentence for every event."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from core.history import Event
from core.maintain_contact.contact_history import HistoryLine
from web.formats import data
from web.wording.history_facts import reason_of, stated
from web.wording.marked import marked

SENTENCES: dict[Event, tuple[Any, str]] = {
    Event.CUSTOMER_REGISTERED: (_("Registered"), "user-plus"),
    Event.REGISTRATION_HELD: (_("Registration held: may be known already"), "hand-stop"),
    Event.REGISTRATION_ACCEPTED: (_("Registration accepted"), "user-check"),
    Event.REGISTRATION_REFUSED: (_("Registration refused"), "user-off"),
    Event.REGISTRATION_ASKED_AGAIN: (_("Asked for more about the registration"), "message"),
    Event.REGISTRATION_LINKED: (_("Registration linked: one person, one customer"), "link"),
    Event.KNOWN_PARTY_TOLD: (_("Told that somebody registered with like data"), "mail"),
    Event.MEDIUM_CONFIRMED: (_("Confirmed how to be reached"), "mail-check"),
    Event.LINK_SENT: (_("Link sent to set a password"), "send"),
    Event.LINK_USED: (_("Link to set a password followed"), "link"),
    Event.HANDED_OVER: (_("Handed the device over to choose a password"), "eye-off"),
    Event.PASSWORD_SET: (_("Set a new password"), "key"),
    Event.QUESTION_SET: (_("Set a new security question"), "shield-question"),
    Event.LANGUAGE_SET: (_("Changed the screen language"), "language"),
    Event.SIGNED_IN: (_("Signed in to the portal"), "login-2"),
    Event.SIGN_IN_REFUSED: (_("Sign-in refused"), "shield-x"),
    Event.SIGNED_OUT: (_("Signed out"), "logout"),
    Event.SESSIONS_ENDED: (_("Signed out everywhere"), "logout"),
    Event.RESET_ASKED: (_("Asked for a new password"), "key"),
    Event.ANSWER_TRIED: (_("Security answer did not fit, on the way to a new password"), "shield-x"),
    Event.CONSENT_CHANGED: (_("Consent changed"), "hand-stop"),
    Event.NOTICE_ACCEPTED: (_("Notice accepted"), "file-text"),
    Event.SEARCHED: (_("Searched"), "search"),
    Event.CUSTOMER_VIEWED: (_("Customer page opened"), "eye"),
    Event.DOCUMENT_VIEWED: (_("Document opened"), "eye"),
    Event.CERTIFICATE_REVEALED: (_("Certificate number shown in full"), "eye"),
    Event.LEAD_VIEWED: (_("Lead %(lead)s opened"), "eye"),
    Event.OPPORTUNITY_VIEWED: (_("Opportunity %(opportunity)s opened"), "eye"),
    Event.ORDER_VIEWED: (_("Order %(order)s opened"), "eye"),
    Event.DOCUMENT_ADDED: (_("Document added"), "file-upload"),
    Event.DOCUMENT_REMOVED: (_("Document removed"), "trash"),
    Event.DOCUMENT_INFECTED: (_("Document refused: the scanner found harmful software"), "shield-x"),
    Event.CHECKED_FOR_DUPLICATES: (_("Checked for duplicates"), "users"),
    Event.DUPLICATE_FOUND: (_("Resembles another customer"), "users"),
    Event.SAME_PERSON: (_("Said to be the same person as another customer"), "git-merge"),
    Event.NOT_THE_SAME: (_("Said not to be the same as another customer"), "users"),
    Event.CALLER_VERIFIED: (_("Caller verified"), "shield-check"),
    Event.CALLER_NOT_VERIFIED: (_("Caller not verified"), "shield-x"),
    Event.QUESTION_CLOSED: (_("Questions closed after 3 misses"), "lock"),
    Event.QUESTION_REOPENED: (_("Questions reopened"), "lock-open"),
    Event.VERIFICATION_ENDED: (_("Verification ended"), "shield-lock"),
    Event.VERIFYING_STOPPED: (_("%(staff)s stopped from verifying callers"), "hand-stop"),
    Event.VERIFYING_REOPENED: (_("%(staff)s may verify callers again"), "shield-check"),
    Event.ORDER_SUBMITTED: (_("Order %(order)s submitted"), "file-text"),
    Event.ORDER_APPLIED: (_("Order %(order)s applied"), "file-diff"),
    Event.ORDER_WITHDRAWN: (_("Order %(order)s withdrawn"), "arrow-back-up"),
    Event.IDENTITY_CHECKED: (_("Identity checked"), "shield-check"),
    Event.IDENTITY_UNCHECKED: (_("Identity to be checked again: the certificate changed"), "shield-question"),
    Event.CERTIFICATE_ADDED: (_("Certificate added"), "id"),
    Event.CERTIFICATE_REPLACED: (_("Certificate replaced"), "id"),
    Event.CUSTOMER_ACTIVATED: (_("Customer activated"), "circle-check"),
    Event.AUTHORITY_SET: (_("Authority given to %(contact)s"), "user-check"),
    Event.AUTHORITY_ENDED: (_("Authority of %(contact)s ended"), "user-off"),
    Event.CONTACT_INVITED: (_("Link to sign in sent to %(contact)s"), "send"),
    Event.IMPORT_STARTED: (_("Import of customers started"), "file-upload"),
    Event.IMPORT_STOPPED: (_("Import of customers stopped"), "hand-stop"),
    Event.IMPORT_UNDONE: (_("Import of customers undone"), "arrow-back-up"),
    Event.IMPORT_CHANGED: (_("Changed by an import"), "file-diff"),
    Event.IMPORT_RESTORED: (_("Import undone: put back as before"), "arrow-back-up"),
    Event.LEAD_CREATED: (_("Lead %(lead)s came in"), "target-arrow"),
    Event.LEAD_INTEREST_ADDED: (_("Showed interest again, added to lead %(lead)s"), "hand-click"),
    Event.LEAD_ASSIGNED: (_("Lead %(lead)s assigned to %(whom)s"), "user-share"),
    Event.LEAD_CLAIMED: (_("Lead %(lead)s claimed"), "hand-grab"),
    Event.LEAD_GIVEN_BACK: (_("Lead %(lead)s given back"), "arrow-back-up"),
    Event.LEAD_STARTED: (_("Work on lead %(lead)s began"), "player-play"),
    Event.LEAD_PAUSED: (_("Lead %(lead)s waits"), "clock-pause"),
    Event.LEAD_CONVERTED: (_("Lead %(lead)s converted to opportunity %(opportunity)s"), "trophy"),
    Event.LEAD_CLOSED: (_("Lead %(lead)s closed"), "archive"),
    Event.LEAD_REOPENED: (_("Lead %(lead)s reopened"), "refresh"),
    Event.LEAD_DELETED: (_("Lead %(lead)s deleted"), "trash"),
    Event.LEAD_RESTORED: (_("Lead %(lead)s restored"), "refresh"),
    Event.LEAD_CHANGED: (_("Lead %(lead)s changed"), "pencil"),
    Event.POST_ADDED: (_("Post added to lead %(lead)s"), "note"),
    Event.TASK_ADDED: (_("Task added to lead %(lead)s"), "checklist"),
    Event.TASK_DONE: (_("Task of lead %(lead)s done"), "check"),
    Event.COMPETITOR_ADDED: (_("Competitor added to lead %(lead)s"), "flag"),
    Event.COMPETITOR_REMOVED: (_("Competitor removed from lead %(lead)s"), "flag"),
    Event.INTENTION_RECORDED: (_("Intention recorded on lead %(lead)s"), "message-circle"),
    Event.OPPORTUNITY_CREATED: (_("Opportunity %(opportunity)s created"), "progress-check"),
    Event.TEAM_CREATED: (_("Team %(team)s made"), "users-group"),
    Event.TEAM_CHANGED: (_("Team %(team)s changed"), "users-group"),
    Event.TEAM_RETIRED: (_("Team %(team)s retired"), "users-group"),
    Event.OFFER_CREATED: (_("Offer made"), "package"),
    Event.OFFER_CHANGED: (_("Offer changed"), "package"),
    Event.OFFER_RETIRED: (_("Offer retired"), "package"),
    Event.OPERATOR_CHANGED: (_("Operator changed"), "settings"),
    Event.NOTICE_DRAFTED: (_("Draft of a notice saved"), "file-text"),
    Event.NOTICE_DISCARDED: (_("Draft of a notice discarded"), "trash"),
    Event.NOTICE_PUBLISHED: (_("New version of a notice published"), "file-text"),
    Event.STAFF_ADDED: (_("%(staff)s added to staff"), "user-plus"),
    Event.STAFF_CHANGED: (_("Roles of %(staff)s changed"), "user"),
    Event.STAFF_DISABLED: (_("%(staff)s disabled"), "user-off"),
    Event.STAFF_ENABLED: (_("%(staff)s enabled"), "user-check"),
}


NAMED = ("lead", "opportunity", "order", "staff", "team", "contact")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry, worded: `what` happened, `more` in short words, `who` did it, an icon."""

    what: Markup
    more: list[Markup]
    who: Markup
    icon: str


def sentence(line: HistoryLine) -> Sentence:
    """The entry in the reader's language; names and numbers are data."""
    worded, icon = SENTENCES.get(line.event, (_("Something else"), "history"))
    names = {name: data(getattr(line, name)) for name in NAMED}
    whom = data(line.staff or line.team) or Markup.escape(gettext("nobody"))
    what = marked(str(worded), **names, whom=whom)
    return Sentence(what, [*stated(line), *reason_of(line)], who(line), icon)


def who(line: HistoryLine) -> Markup:
    """Who did it: the name of staff, of a contact who acted for the customer, the customer, or Foyer by itself."""
    if line.by_staff:
        return data(line.by_staff)
    if line.by_contact:
        return marked(gettext("%(contact)s for the customer"), contact=data(line.by_contact))
    if line.by_kind == "public" and line.contact:
        return data(line.contact)
    by = {"customer": gettext("the customer"), "public": gettext("by themselves"), "staff": gettext("staff")}
    return Markup.escape(by.get(line.by_kind, gettext("by itself")))
