"""Why two people may be one, in words."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _

EVIDENCE: dict[str, Any] = {
    "certificate_same": _("Same certificate"),
    "certificate_number_same": _("Same certificate number, other type or state"),
    "email_same": _("Same e-mail"),
    "phone_same": _("Same phone number"),
    "name_and_birth_same": _("Same name and date of birth"),
    "name_same": _("Same name"),
    "name_differs": _("No name in common"),
    "birth_date_differs": _("Another date of birth"),
}
AGAINST = frozenset({"name_differs", "birth_date_differs"})


def evidence_in_words(evidence: Iterable[Any]) -> list[tuple[bool, str]]:
    """What speaks for two being one (True) and against it (False), in sentences; for a Match or a kept pair."""
    codes = [each["code"] if isinstance(each, dict) else each.code for each in evidence]
    return [(code not in AGAINST, str(EVIDENCE[code])) for code in codes if code in EVIDENCE]
