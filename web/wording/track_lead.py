"""Words for what core.track_lead refuses; %(name)s stands for a fact of the error."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext


def _open_leads(facts: Any) -> str:
    """How many leads stand in the way."""
    return ngettext(
        "Give the team's open lead to another team first, then retire it.",
        "Give the %(num)s open leads of the team to another one first, then retire it.",
        int(facts.get("count", 1)),
    )


WORDS: dict[str, Any] = {
    "lead_unknown": _("There is no such lead, or it is not yours to see."),
    "lead_not_in_reach": _("This lead is with others. Ask your manager if you should have it."),
    "lead_closed": _("This lead is closed. Reopen it first, then go on."),
    "lead_no_such_step": _("The lead cannot go there from where it stands. Open its page again to see where that is."),
    "lead_taken": _("Somebody else was quicker: the lead is theirs now."),
    "lead_held": _("Another manager has this lead in hand at the moment. It is free again after 30 minutes at most."),
    "lead_has_no_owner": _("Nobody has this lead, so it cannot be given back."),
    "person_in_no_team": _("Choose somebody who is in a team, or add this person to one first."),
    "person_cannot_take_leads": _("Choose somebody else: this account is closed or does not sell."),
    "team_retired": _("Choose another team: this one takes no leads any more."),
    "choose_team_or_person": _("Choose a team or a person, one of them."),
    "no_lead_in_hand": _("Choose at least one lead from the list, then assign."),
    "team_unknown": _("There is no such team."),
    "name_the_team": _("Enter a name for the team"),
    "team_name_taken": _("Choose another name: a team of this name works already"),
    "choose_people_who_sell": _("Choose salespeople: somebody on the list does not sell any more"),
    "team_has_open_leads": _open_leads,
    "only_salespeople_here": _("An administrator looks after this account: it does more than sell."),
    "customer_gone": _("This customer was merged or erased. Find the person again, then enter the lead."),
    "customer_without_contact": _("Add a contact to this customer first, then enter the lead."),
    "customer_unknown": _("Enter the code of a customer you may open: 11 digits"),
    "choose_one": _("Select one from the list"),
    "say_why": _("Say why in a few words"),
    "say_when": _("Enter the day and the time that were agreed"),
    "say_what_it_is_about": _("Choose an offer, or say in a few words what it is about"),
    "say_what_comes_next": _("Say what comes next"),
    "say_what_is_to_do": _("Say what is to be done"),
    "write_something": _("Write the note first, then add it"),
    "choose_a_later_day": _("Choose a day that is still to come"),
    "choose_a_later_time": _("Choose a moment that is still to come"),
    "say_which_competitor": _("Say which competitor"),
    "offer_is_over": _("Choose another offer: this one is not offered any more"),
    "task_unknown": _("There is no such task on this lead."),
    "competitor_unknown": _("There is no such competitor on this lead."),
    "enter_their_email": _("Enter their e-mail address"),
    "enter_day_and_time": _("Enter the day and the time"),
}
