"""What the account pages share: the customer whose pages these are, and changes of theirs as one order (MC-5)."""

from collections.abc import Mapping
from typing import Any

from flask import flash
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Conflict, FoyerError, Invalid, StaleVersion
from core.identify_contact.what_is_held import Held, held
from core.maintain_contact.changing import Change
from core.maintain_contact.modification import submit
from core.model import Customer
from web.forms.base import FoyerForm
from web.forms.checking import show_invalid
from web.people import actor
from web.signing_in import status_of
from web.wording import word

CHANNEL = "portal"
OURS: dict[str, Any] = {
    "order_conflict": _("This was changed on file while you were typing. Compare, then save again to keep yours."),
    "last_way_to_reach": _("Add another way first: this is the last way in which we can reach you."),
    "sign_in_name_stays": _("Keep this one: you sign in with it."),
    "contact_is_customer": _("Select another type: the first contact is you."),
    "contact_own_record": _("They keep their own details up to date: only the type can be changed here."),
    "document_is_evidence": _("Keep it: your identity was checked with it."),
    "field_not_ordinary": _("Leave this as it is: it cannot be changed here."),
}
"""What the office's words would say to staff."""


def own_customer(db: Session) -> Customer:
    """The customer who is signed in."""
    return db.get_one(Customer, actor().customer_id)


def own_held() -> Held:
    """Everything that is held about them, as it is now."""
    with reading(newest=True) as db:
        return held(db, own_customer(db), by=actor())


def said(error: FoyerError) -> str:
    """The refusal in the customer's words."""
    return str(OURS.get(error.code) or word(error))


def order(*changes: Change, seen: Mapping[str, int], key: str) -> str | None:
    """Submits the changes as the customer's order and says so on the next page; None where nothing differs.

    Raises what core.maintain_contact.modification.submit() raises.
    """
    try:
        with transaction() as db:
            done = submit(
                db, own_customer(db), changes, seen_versions=seen, verification=None, by=actor(), channel=CHANNEL,
                now=utcnow(), key=key,
            )  # fmt: skip
            number = done.number
    except Invalid as invalid:
        if [problem.code for problem in invalid.problems] != ["nothing_changed"]:
            raise
        flash(gettext("Nothing was different, so nothing was changed."))
        return None
    flash(gettext("Changed. Before and after stand under Orders, %(number)s.", number=number))
    return number


def save(form: FoyerForm, *changes: Change, seen: Mapping[str, int]) -> bool:
    """The same from a form: whether it is done; else the form says what is to be mended or compared."""
    try:
        order(*changes, seen=seen, key=form.key.data or "")
    except Invalid as invalid:
        own = [problem for problem in invalid.problems if problem.code in OURS]
        show_invalid(form, Invalid(*(problem for problem in invalid.problems if problem not in own)))
        for problem in own:
            form.show(problem.field, str(OURS[problem.code]))
    except Conflict as refused:
        form.conflict = isinstance(refused, StaleVersion)  # type: ignore[attr-defined]
        form.form_errors.append(said(refused))
    else:
        return True
    return False


def status(form: FoyerForm) -> int:
    """409 where somebody saved it meanwhile, 422 for a form that came back, 200 for one that is shown first."""
    return 409 if getattr(form, "conflict", False) else status_of(form)


def version(given: str | int | None) -> int:
    """The version that stood in the form (a number where the form came without it); else it counts as never seen."""
    text = "" if given is None else str(given)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
