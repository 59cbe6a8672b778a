"""The operator's own facts, which an administrator changes (AR-3), and the notices as they are published (IC-16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor, Permission, ensure
from core.database.sequence import next_number
from core.errors import Conflict, Invalid
from core.events import Event
from core.history import record
from core.model import HistoryEntry, Operator, Staff
from core.numbering import read_numbering
from core.operator import the_operator
from core.operator_form import LONGEST_NAME, SPOKEN, USUAL, OperatorForm, examined, facts_of, facts_said, scheme_of

CHANGES_SHOWN = 20
ROOM = 100_000
"""How many more a scheme has to be good for."""
NUMBERS = {"customer_numbers", "account_numbers"}
__all__ = ["LONGEST_NAME", "SPOKEN", "OperatorChange", "OperatorForm", "change_operator", "changes_of_operator"]


def change_operator(db: Session, form: OperatorForm, *, by: Actor, seen_version: int, now: datetime) -> None:
    """Changes the operator's facts; each change stands in the history with what it was before.

    Raises NotAllowed, StaleVersion, Invalid with every problem beside its field.
    """
    ensure(by, Permission.OPERATOR_MANAGE)
    operator = the_operator(db)
    operator.must_be_version(seen_version)
    sound = examined(form)
    before, after = facts_of(operator), facts_said(sound)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changed:
        return
    for name in changed:
        if name in USUAL:
            operator.settings = {**operator.settings, name: after[name]}
        elif name not in NUMBERS:
            setattr(operator, name, after[name])
    if NUMBERS & set(changed):
        operator.settings = {**operator.settings, "numbering": _numbering(db, before, after, operator)}
    operator.changed_at = now
    record(db, Event.OPERATOR_CHANGED, by=by, now=now, fields=changed, facts=changed)


@dataclass(frozen=True, slots=True)
class OperatorChange:
    """One change of the operator's facts: who, when, each field with what it was and became."""

    at: datetime
    by: str | None
    changed: Mapping[str, tuple[Any, Any]]


def changes_of_operator(db: Session, *, by: Actor) -> Sequence[OperatorChange]:
    """The newest changes of the operator's facts, newest first. Raises NotAllowed."""
    ensure(by, Permission.OPERATOR_MANAGE)
    query = (
        select(HistoryEntry.at, Staff.name, HistoryEntry.facts)
        .outerjoin(Staff, Staff.id == HistoryEntry.by_staff_id)
        .where(HistoryEntry.event == Event.OPERATOR_CHANGED.value)
        .order_by(HistoryEntry.id.desc())
        .limit(CHANGES_SHOWN)
    )
    return [OperatorChange(row.at, row.name, row.facts) for row in db.execute(query)]


def _numbering(db: Session, before: dict[str, Any], after: dict[str, Any], operator: Operator) -> dict[str, Any]:
    """The schemes from now on; a scheme of customers that was in use stays valid. Raises Invalid: numbers_too_few."""
    schemes = {name: scheme_of(after[f"{name}_numbers"]) for name in ("customer", "account")}
    for name, scheme in schemes.items():
        if not _has_room(db, name, scheme):
            raise Invalid.one(f"{name}_digits", "numbers_too_few")
    former = list((operator.settings.get("numbering") or {}).get("former") or [])
    if before["customer_numbers"] != after["customer_numbers"]:
        former.append(scheme_of(before["customer_numbers"]))
    return {**schemes, "former": [each for place, each in enumerate(former) if each not in former[:place]]}


def _has_room(db: Session, name: str, scheme: dict[str, Any]) -> bool:
    """Whether so many more can be numbered; takes one number, of which gaps are allowed."""
    schemes = read_numbering({name: scheme})
    used = next_number(db, f"{name}_code")
    try:
        (schemes.customer if name == "customer" else schemes.account).code(used + ROOM)
    except Conflict:
        return False
    return True
