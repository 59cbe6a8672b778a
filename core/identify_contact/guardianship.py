"""Who is too young to stand alone has a guardian among their contacts (values.md, Retention; AR-3 minimum age)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.identify_contact.answers import BasicAnswers, ContactAnswers
from core.model import PartyKind

GUARDIANS = frozenset({"guardian", "legal_representative"})


def is_under_age(basic: BasicAnswers | None, *, today: date, minimum_age: int) -> bool:
    """Whether a person has not reached the operator's minimum age, in years; unknown birth dates count as reached."""
    if basic is None or basic.kind is not PartyKind.PERSON or basic.birth_date is None:
        return False
    born = basic.birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return age < minimum_age


def lacks_guardian(
    basic: BasicAnswers | None, contacts: Iterable[ContactAnswers], *, today: date, minimum_age: int
) -> bool:
    """Whether somebody under age has named nobody who stands for them."""
    under_age = is_under_age(basic, today=today, minimum_age=minimum_age)
    return under_age and not any(contact.type_code in GUARDIANS for contact in contacts)
