"""What every step of one import must agree on: how rows are read, by whom, what may be created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor, ActorKind
from core.identify_contact.arrival import Arrival
from core.identify_contact.bulk_import.cells import lists_of
from core.identify_contact.bulk_import.rows import Reading
from core.identify_contact.certificate_types import KIND, rules_from
from core.model import Channel, ImportRun, ReferenceTerm
from core.operator import the_operator


class Mode(StrEnum):
    """What becomes of rows about somebody who is there, and of those about somebody who is not."""

    CREATE = "create"
    UPDATE = "change"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one import at one moment."""

    run_id: int
    public_id: str
    mode: Mode
    reading: Reading
    arrival: Arrival

    @property
    def by(self) -> Actor:
        return self.arrival.by

    @property
    def now(self) -> datetime:
        return self.arrival.now


def plan_of(db: Session, run: ImportRun, *, now: datetime) -> Plan:
    """The plan as it was confirmed on the page or said on the command line."""
    terms = list(db.scalars(select(ReferenceTerm).where(ReferenceTerm.active)))
    operator = the_operator(db)
    mode = Mode(run.options.get("mode", Mode.CREATE))
    reading = Reading(
        heading=tuple(run.options["heading"]),
        columns=dict(run.columns),
        lists=lists_of(terms),
        types={term.code: rules_from(term.attributes) for term in terms if term.kind == KIND},
        today=now.date(),
        region=run.options.get("country") or operator.home_country,
        key=run.options.get("key", "") if mode is not Mode.CREATE else "",
        keep_unusual=bool(run.options.get("keep_unusual")),
    )
    by = Actor(ActorKind.STAFF, staff_id=run.by_staff_id) if run.by_staff_id else Actor.system()
    language = operator.languages[0] if operator.languages else "en"
    return Plan(run.id, run.public_id, mode, reading, Arrival(by, Channel.IMPORT, now, "", language))
