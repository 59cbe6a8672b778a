"""Why two people may be one, in words."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _

EVIDENCE: dict[str, Any] = {
    "certificate_same": _("Same certificate"),
    "certificate_number_same": _("Same certificate number, other type or state"),
    "service_number_same": _("Same service number"),
    "name_and_birth_same": _("Same name and date of birth"),
    "name_same": _("Same name"),
    "name_merged": _("Same name, its parts joined or divided otherwise"),
    "name_swapped": _("First and last name have changed places"),
    "last_name_same": _("Same last name"),
    "last_name_spelling": _("Same last name in another spelling"),
    "last_name_slip": _("Last name differs by a letter or two"),
    "last_name_nickname": _("Last names that stand for one another"),
    "last_name_part": _("One has part of the other's last name"),
    "last_name_initial": _("Same initial of the last name"),
    "first_name_same": _("Same first name"),
    "first_name_spelling": _("Same first name in another spelling"),
    "first_name_slip": _("First name differs by a letter or two"),
    "first_name_nickname": _("First name and its short form"),
    "first_name_part": _("One has part of the other's first names"),
    "first_name_initial": _("Same initial of the first name"),
    "legal_name_same": _("Same legal name"),
    "legal_name_spelling": _("Same legal name in another spelling"),
    "legal_name_slip": _("Legal name differs by a letter or two"),
    "legal_name_nickname": _("Legal names that stand for one another"),
    "legal_name_part": _("Part of the legal name is the same"),
    "legal_name_initial": _("Same initial of the legal name"),
    "birth_same": _("Same date of birth"),
    "birth_swapped": _("Date of birth with day and month swapped"),
    "birth_slip": _("Date of birth differs by one figure"),
    "birth_near": _("Two of day, month and year of birth are the same"),
    "birth_year": _("Same year of birth, one of them on 1 January"),
    "email_same": _("Same e-mail"),
    "email_mailbox": _("Same mailbox name at another provider"),
    "email_slip": _("E-mail differs by one character"),
    "phone_same": _("Same phone number"),
    "phone_slip": _("Phone number differs by one figure"),
    "place_same": _("Same address"),
    "place_near": _("Same street"),
    "place_area": _("Same postal code"),
    "name_differs": _("No name in common"),
    "last_name_differs": _("Another last name"),
    "first_name_differs": _("Another first name"),
    "legal_name_differs": _("Another legal name"),
    "birth_date_differs": _("Another date of birth"),
    "gender_differs": _("Another gender"),
    "certificate_differs": _("Another checked certificate of the same kind"),
    "household": _("Shared as in a household, which is not one person"),
}
AGAINST = frozenset(
    {
        "name_differs", "last_name_differs", "first_name_differs", "legal_name_differs", "birth_date_differs",
        "gender_differs", "certificate_differs", "household",
    }
)  # fmt: skip


def evidence_in_words(evidence: Iterable[Any]) -> list[tuple[bool, str]]:
    """What speaks for two being one (True) and against it (False), in sentences; for a Match or a kept pair."""
    codes = [each["code"] if isinstance(each, dict) else each.code for each in evidence]
    return [(code not in AGAINST, str(EVIDENCE[code])) for code in codes if code in EVIDENCE]
