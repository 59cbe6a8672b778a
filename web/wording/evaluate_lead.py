"""Words for what core.evaluate_lead refuses; %(name)s stands for a fact of the error."""

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "say_which_lead": _("Enter the number of the other lead, for example L-0001001"),
    "no_such_lead": _("Enter the number of another lead that you may see, for example L-0001001"),
    "say_who": _("Say who decides"),
    "say_until_when": _("Enter the day on which it comes back"),
    "lead_is_open": _("This lead is open already."),
    "lead_converted": _("This lead has become an opportunity. Go on there."),
    "lead_has_posts": _("Close the lead with a reason instead: somebody has worked on it, so it is kept."),
    "reopening_is_the_managers": _("Ask your manager to reopen it: its owner can do so for 30 days only."),
    "too_late_to_restore": _("This lead was deleted more than 30 days ago and stays so."),
    "opportunity_closed": _("Choose another opportunity: this one is closed."),
}
