"""Words for what the foundation refuses: rights, versions, limits, and fields of every form."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from core.clock import utcnow
from web.languages import locale

BORN = date(1991, 3, 27)


def wait(facts: Mapping[str, Any]) -> str:
    """How long, in the unit a person would use."""
    seconds = int(facts.get("retry_after", 60))
    if seconds < 90:
        return ngettext("Wait %(num)s second, then try again.", "Wait %(num)s seconds, then try again.", seconds)
    minutes = -(-seconds // 60)
    return ngettext("Wait %(num)s minute, then try again.", "Wait %(num)s minutes, then try again.", minutes)


def _day_does_not_exist(facts: Mapping[str, Any]) -> str:
    """Says how many days the month had, where it is one of our calendar."""
    year, month = int(facts.get("year", 0)), int(facts.get("month", 0))
    if not (1600 <= year <= 9999 and 1 <= month <= 12):
        return gettext("Enter a date that exists: that month has fewer days, or the year fewer months")
    named = format_skeleton("yMMMM", date(year, month, 1), locale=locale())
    days = calendar.monthrange(year, month)[1]
    if year < utcnow().year:
        return gettext("Enter a date that exists: %(month)s had %(days)s days", month=named, days=days)
    return gettext("Enter a date that exists: %(month)s has %(days)s days", month=named, days=days)


def _by_example(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    """With a day such as the one that is asked for; where nothing else is said, a day of birth."""

    def say(facts: Mapping[str, Any]) -> str:
        day = facts.get("example", BORN)
        return str(sentence) % {"day": f"{day.day} {day.month} {day.year}", "year": day.year}

    return say


WORDS: dict[str, Any] = {
    "not_allowed": _("Your role does not include this. Ask your administrator if you need it."),
    "changed_meanwhile": _("Somebody else saved this while you were working. Look at their version, then save yours."),
    "key_used_elsewhere": _("This form was sent already. Open the page again before you send another."),
    "database_unreachable": _("We could not reach our records. Nothing was changed: try again in a moment."),
    "files_unavailable": _("We could not reach the store of files. Nothing was changed: try again in a moment."),
    "too_many_tries": wait,
    "closed_for_now": wait,
    "hashing_busy": wait,
    "characters_not_allowed": _("Remove the character %(character)s: it cannot be stored."),
    "unknown_field": _("This page does not take the field %(name)s. Open it again, then send it."),
    # staff
    "name_missing": _("Enter a name: one part of it is enough"),
    "roles_missing": _("Choose at least one role"),
    "roles_do_not_go_together": _("Leave the auditor without another role: who checks does not act"),
    "staff_disabled": _("Enable the account first: a link for a disabled one opens nothing."),
    "not_ones_own_account": _("Ask another administrator: nobody changes their own roles or disables themselves."),
    "session_gone": _("This browser is signed out already."),
    "staff_email_taken": _("Use another e-mail address: somebody of the staff has this one"),
    "link_worthless": _("Ask for a new link: this one has been used, has run out, or a newer one was sent."),
    "staff_unknown": _("Nobody of the staff has this e-mail address."),
    "no_such_page": _("There is no such page."),
    "revision_unknown": _("The schema has no step %(revision)s to go to from here. Leave it out for the newest."),
    # days
    "day_missing": _by_example(_("Enter a day, for example %(day)s")),
    "day_unreadable": _by_example(_("Enter the day as day, month and year, for example %(day)s")),
    "day_needs_full_year": _by_example(_("Enter the year with four figures, for example %(year)s")),
    "day_does_not_exist": _day_does_not_exist,
    "day_looks_hijri": _("Choose the Hijri calendar if %(year)s is a Hijri year, or enter the Gregorian year"),
    "day_looks_gregorian": _("Choose the Gregorian calendar: the year does not look like a Hijri year"),
    # contact points
    "email_missing": _("Enter your e-mail address"),
    "email_wrong": _("Enter the whole e-mail address, like name@example.com"),
    "phone_missing": _("Enter a phone number"),
    "phone_wrong": _("Enter a phone number with its country code, like +46 70 123 45 67"),
    "phone_too_short": _("Enter the whole number: some figures are missing"),
    "phone_too_long": _("Enter a shorter number: it has more figures than numbers of that country"),
    "phone_needs_country": _("Begin the number with + and the country code, like +46"),
    "phone_with_extension": _("Enter the number without its extension; put that into the note"),
    "phone_not_assigned": _("We do not know this number range. Check the figures, or save it as it is"),
}
