"""What an entry of the history adds in short words: by which way and channel, which fields, how it ended, and why."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from core.access import Role
from core.history import Event
from core.maintain_contact.contact_history import HistoryLine
from web.formats import data
from web.terms import term
from web.wording.authority import authority_stated
from web.wording.labels import label
from web.wording.order_fields import fields_text

CHANNELS: dict[str, Any] = {
    "portal": _("in the portal"),
    "phone": _("by telephone"),
    "shop": _("in the shop"),
    "import": _("by import"),
    "api": _("by another system"),
    "sales": _("by sales"),
}
WAYS: dict[str, Any] = {
    "question": _("by question"),
    "code": _("by code"),
    "document": _("by document"),
}
OUTCOMES: dict[str, Any] = {"refused": _("refused"), "failed": _("no match")}
WHYS: dict[str, Any] = {
    "closed": _("questions were closed"),
    "stopped": _("verifying was stopped"),
    "verified": _("caller verified"),
    "reason": _("with a reason"),
    "identity_check": _("to check the identity"),
    "own": _("their own"),
}
HOWS: dict[str, Any] = {
    "in_person": _("in person"),
    "document": _("from the document sent"),
    "two_ways": _("by two ways"),
}
_REASONS = {
    Event.LEAD_CLOSED: "disqualify_reason",
    Event.LEAD_GIVEN_BACK: "give_back_reason",
    Event.LEAD_DELETED: "lead_delete_reason",
}


def stated(line: HistoryLine) -> list[Markup]:
    """Channel, way, fields, roles and outcome, each where the entry has one."""
    facts = line.facts
    said: list[str] = [str(WAYS[facts["way"]])] if facts.get("way") in WAYS else []
    said += [str(CHANNELS[facts["channel"]])] if facts.get("channel") in CHANNELS else []
    said += [str(WHYS[facts["why"]])] if facts.get("why") in WHYS else []
    said += [str(HOWS[facts["how"]])] if facts.get("how") in HOWS else []
    said += authority_stated(facts)
    said += [fields_text(line.fields)] if line.event is Event.ORDER_APPLIED and line.fields else []
    said += [", ".join(label(Role(role)) for role in facts["roles"])] if facts.get("roles") else []
    said += [str(OUTCOMES[line.outcome])] if line.outcome in OUTCOMES else []
    return [Markup.escape(part) for part in said]


def reason_of(line: HistoryLine) -> list[Markup]:
    """Why: an entry of a list, or what somebody wrote, for who may see it."""
    code = line.facts.get("reason")
    kind = _REASONS.get(line.event)
    if kind and code:
        return [Markup.escape(term(kind, str(code)))]
    opened: Callable[[str], Any] = lambda name: (line.values.get(name) or (None, None))[1]  # noqa: E731
    written = opened("reason") or opened("asked") or (code if line.event is Event.VERIFYING_REOPENED else None)
    return [data(written)] if written else []
