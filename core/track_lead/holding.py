"""Leads in a manager's hand (TL-3): held by name for half an hour while a team is made ready."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, Table, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Permission, Role, ensure, visible_leads
from core.errors import AlreadyTaken, Invalid, NotFound
from core.model import HeldLead, Lead, Staff, Team
from core.model.lead import OPEN
from core.open_keys import anybody, keys_of
from core.submission import claim
from core.track_lead.assignment import hand_over, must_be_assignable
from core.track_lead.reach import for_this_act, locked, reaches
from core.track_lead.takers import who_takes

HELD_FOR = timedelta(minutes=30)
MOST_IN_HAND = 200


def hold_leads(db: Session, numbers: Sequence[str], *, by: Actor, now: datetime) -> list[Lead]:
    """Takes leads into one's hand until half an hour from now; returns those that came.

    Left out are leads that are closed, out of reach, or in another manager's hand; at most 200 at once.
    """
    ensure(by, Permission.LEAD_ASSIGN)
    query = select(Lead).where(Lead.number.in_(list(numbers)[:MOST_IN_HAND]), visible_leads(by), Lead.status.in_(OPEN))
    asked = [
        lead
        for lead in db.scalars(query.order_by(Lead.next_step_at, Lead.id))
        if reaches(by, Permission.LEAD_ASSIGN, lead)
    ]
    return [lead for lead in asked if _take(db, lead.id, by=by, now=now)]


def _take(db: Session, lead_id: int, *, by: Actor, now: datetime) -> bool:
    kind = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    row = kind(HeldLead).values(lead_id=lead_id, staff_id=by.staff_id, until=now + HELD_FOR)
    free = or_(HeldLead.until <= now, HeldLead.staff_id == by.staff_id)
    taken = row.on_conflict_do_update(
        index_elements=["lead_id"], set_={"staff_id": row.excluded.staff_id, "until": row.excluded.until}, where=free
    )
    return db.execute(taken.returning(HeldLead.id)).first() is not None


def in_hand(db: Session, *, by: Actor, now: datetime) -> list[tuple[Lead, datetime]]:
    """The leads in one's hand with the moment at which each falls out of it; those closed meanwhile are gone."""
    query = (
        select(Lead, HeldLead.until)
        .join(HeldLead, HeldLead.lead_id == Lead.id)
        .where(HeldLead.staff_id == by.staff_id, HeldLead.until > now, visible_leads(by), Lead.status.in_(OPEN))
        .order_by(Lead.next_step_at, Lead.id)
    )
    return [(lead, until) for lead, until in db.execute(query).all()]


def let_go(db: Session, numbers: Sequence[str] | None = None, *, by: Actor) -> None:
    """Opens one's hand: for these leads, or for all."""
    if numbers is None:
        db.execute(_ALL_OF_MINE, {"me": by.staff_id})
    else:
        db.execute(_SOME_OF_MINE, {"me": by.staff_id, "numbers": list(numbers)})


_HELD: Table = HeldLead.__table__  # type: ignore[assignment]
_THESE = (
    delete(_HELD)
    .where(_HELD.c.lead_id.in_(bindparam("leads", expanding=True)))
    .returning(_HELD.c.lead_id, _HELD.c.staff_id, _HELD.c.until)
)
_ALL_OF_MINE = delete(_HELD).where(_HELD.c.staff_id == bindparam("me"))
_SOME_OF_MINE = _ALL_OF_MINE.where(
    _HELD.c.lead_id.in_(select(Lead.id).where(Lead.number.in_(bindparam("numbers", expanding=True))))
)


def assign_held(
    db: Session,
    versions: Mapping[str, int],
    *,
    to: Team | Staff,
    reason: str | None,
    by: Actor,
    now: datetime,
    key: str,
) -> int:
    """Assigns the leads in one's hand together, all or none, and opens the hand; returns how many.

    `versions` are the numbers with the versions the page showed. The same `key` a second time does nothing.
    Raises what assign() raises, and Invalid when there is none.
    """
    ensure(by, Permission.LEAD_ASSIGN)
    if claim(db, key, act="assign_held", by=by, now=now, result=str(len(versions))) is not None:
        return len(versions)
    if not versions:
        raise Invalid.one("", "no_lead_in_hand")
    leads = db.scalars(_numbered(by.kind, by.roles), {"numbers": list(versions), **keys_of(by)}).all()
    if len(leads) < len(versions):
        raise NotFound("lead_unknown")
    locked(db, leads)
    for lead in leads:
        must_be_assignable(lead, by=by, seen_version=versions[lead.number])
    _out_of_hands(db, leads, by=by, now=now)
    taker = who_takes(db, to)
    for lead in leads:
        hand_over(db, lead, to=taker, reason=reason, by=by, now=now)
    return len(leads)


def _out_of_hands(db: Session, leads: Sequence[Lead], *, by: Actor, now: datetime) -> None:
    """Opens one's hand; raises AlreadyTaken, and so undoes it, when a lead is in another manager's."""
    numbers = {lead.id: lead.number for lead in leads}
    for held in db.execute(_THESE, {"leads": list(numbers)}).all():
        if held.staff_id != by.staff_id and held.until > now:
            raise AlreadyTaken("lead_held", number=numbers[held.lead_id], owner_id=held.staff_id)


@lru_cache(maxsize=256)
def _numbered(kind: ActorKind, roles: frozenset[Role]) -> Select[Lead]:
    asked = Lead.number.in_(bindparam("numbers", expanding=True))
    return for_this_act(select(Lead).where(asked, visible_leads(anybody(kind, roles))).order_by(Lead.id))
