"""Pairs of customers that may be one person: the queue, and what staff said about them, remembered (IC-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, or_, select, tuple_, update
from sqlalchemy.orm import Session, joinedload

from core.access import Actor, Permission, ensure
from core.database.insert_once import insert_once
from core.database.locking import for_update
from core.errors import Invalid, WrongStatus
from core.history import Event, record
from core.identify_contact.matching import Band, Evidence
from core.model import Customer, DuplicateCandidate, DuplicateState, Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    """Open pairs, the likeliest first; `after` asks for the next page, None: there is none."""

    rows: Sequence[DuplicateCandidate]
    after: tuple[int, int] | None


def duplicates_queue(db: Session, *, by: Actor, after: tuple[int, int] | None = None, limit: int = 50) -> DuplicatePage:
    """Pairs nobody has decided, with both customers and their parties. Raises NotAllowed."""
    ensure(by, Permission.DUPLICATE_DECIDE)
    query = (
        select(DuplicateCandidate)
        .where(DuplicateCandidate.state == DuplicateState.OPEN)
        .options(joinedload(DuplicateCandidate.left).joinedload(Customer.party))
        .options(joinedload(DuplicateCandidate.right).joinedload(Customer.party))
        .order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(DuplicateCandidate.score, DuplicateCandidate.id) < after)
    rows = db.scalars(query).all()
    more = len(rows) > limit
    rows = rows[:limit]
    return DuplicatePage(rows, (rows[-1].score, rows[-1].id) if more else None)


def remember_pair(
    db: Session,
    left: Customer,
    right: Customer,
    *,
    evidence: Sequence[Evidence],
    score: int,
    band: Band,
    now: datetime,
) -> bool:
    """Puts a pair into the queue unless it stands there already, decided or not; returns whether it is new."""
    lower, higher = sorted((left.id, right.id))
    values = {
        "left_id": lower,
        "right_id": higher,
        "score": score,
        "band": band.value,
        "evidence": [{"code": each.code, **each.facts} for each in evidence],
        "state": DuplicateState.OPEN,
        "found_at": now,
        "version": 1,
    }
    return insert_once(db, DuplicateCandidate, unique=["left_id", "right_id"], values=values) is not None


def say_not_same(
    db: Session, left: Customer, right: Customer, *, by: Actor, now: datetime, note: str = ""
) -> DuplicateCandidate:
    """Two people: the pair never comes up again, and a registration held for it alone is held no longer.

    Raises NotAllowed, WrongStatus('pair_decided') when somebody said 'same person' before.
    """
    pair = _decide(db, left, right, DuplicateState.NOT_SAME, by=by, now=now, note=note)
    db.flush()  # the queue is asked below
    for customer in (left, right):
        _release(db, customer)
    return pair


def say_same(
    db: Session, left: Customer, right: Customer, *, by: Actor, now: datetime, note: str = ""
) -> DuplicateCandidate:
    """One person: recorded until merging joins them. Raises NotAllowed, WrongStatus('pair_decided')."""
    return _decide(db, left, right, DuplicateState.SAME, by=by, now=now, note=note)


def ruled_out(db: Session, customer_id: int | None) -> set[int]:
    """Keys of customers who were said to be somebody else than this one."""
    left, right = DuplicateCandidate.left_id, DuplicateCandidate.right_id
    theirs = or_(left == (customer_id or 0), right == (customer_id or 0))
    other = case((left == (customer_id or 0), right), else_=left)
    return set(db.scalars(select(other).where(theirs, DuplicateCandidate.state == DuplicateState.NOT_SAME)))


def has_open_pair(db: Session, customer: Customer) -> bool:
    """Whether somebody still has to say who this is."""
    theirs = or_(DuplicateCandidate.left_id == customer.id, DuplicateCandidate.right_id == customer.id)
    held_by = (Band.CERTAIN.value, Band.LIKELY.value)
    undecided = and_(DuplicateCandidate.state == DuplicateState.OPEN, DuplicateCandidate.band.in_(held_by))
    return db.scalar(select(DuplicateCandidate.id).where(theirs, undecided).limit(1)) is not None


def _decide(
    db: Session, left: Customer, right: Customer, state: DuplicateState, *, by: Actor, now: datetime, note: str
) -> DuplicateCandidate:
    ensure(by, Permission.DUPLICATE_DECIDE)
    if left.id == right.id:
        raise Invalid.one("", "pair_of_one")
    remember_pair(db, left, right, evidence=(), score=0, band=Band.WEAK, now=now)
    lower, higher = sorted((left.id, right.id))
    of_both = (DuplicateCandidate.left_id == lower, DuplicateCandidate.right_id == higher)
    pair = db.scalars(
        for_update(select(DuplicateCandidate).where(*of_both)).execution_options(populate_existing=True)
    ).one()
    if pair.state is state:
        return pair
    if pair.state is not DuplicateState.OPEN:
        raise WrongStatus("pair_decided", state=pair.state.value)
    pair.state, pair.decided_at, pair.decided_by_id, pair.note = state, now, by.staff_id, note or None
    event = Event.SAME_PERSON if state is DuplicateState.SAME else Event.NOT_THE_SAME
    for customer, other in ((left, right), (right, left)):
        record(db, event, by=by, now=now, customer=customer, facts={"other": other.code})
    return pair


def _release(db: Session, customer: Customer) -> None:
    if has_open_pair(db, customer):
        return
    held = (Registration.customer_id == customer.id, Registration.state == RegistrationState.HELD)
    db.execute(update(Registration).where(*held).values(state=RegistrationState.NEW, version=Registration.version + 1))
