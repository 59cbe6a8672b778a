"""The queue of registrations by view, and one of them (IC-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, contains_eager

from core.access import Actor, Permission, ensure, visible_customers
from core.database.locking import for_update
from core.errors import NotFound
from core.identify_contact.identity_sight import OPEN, is_to_be_checked
from core.model import Customer, Document, IdentityState, Registration, RegistrationState

Place = tuple[datetime, int]


class View(StrEnum):
    """What somebody may want to work on. Whoever was asked for more waits apart until they have sent it."""

    WAITING = "waiting"
    NEW = "new"
    HELD = "held"
    IDENTITY = "identity"
    ASKED = "asked"


MOST_COUNTED = 1000
"""Counting stops here: more is 'more than that many' to anybody."""
COUNTED = (View.WAITING, View.NEW, View.HELD)
"""Those that an index finds; the others look at what has long been accepted."""


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """Registrations with customer and party, the oldest first; `after` asks for the next page, None: there is none."""

    rows: Sequence[Registration]
    after: Place | None


def registrations_queue(
    db: Session, *, by: Actor, view: View = View.WAITING, after: Place | None = None, limit: int = 50
) -> RegistrationPage:
    """Registrations of one view; `View.IDENTITY` are those with a document to compare, accepted ones too.

    Raises NotAllowed.
    """
    ensure(by, Permission.IDENTITY_DECIDE)
    query = (
        select(Registration)
        .join(Registration.customer)
        .join(Customer.party)
        .options(contains_eager(Registration.customer).contains_eager(Customer.party))
        .where(in_view(view), visible_customers(by))
        .order_by(Registration.at, Registration.id)
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(Registration.at, Registration.id) > after)
    rows = db.scalars(query).all()
    more = len(rows) > limit
    rows = rows[:limit]
    return RegistrationPage(rows, (rows[-1].at, rows[-1].id) if more else None)


def counts_of(db: Session, *, by: Actor) -> Mapping[View, int]:
    """How many stand in each view that is quickly counted, up to MOST_COUNTED + 1. One statement; raises NotAllowed."""
    ensure(by, Permission.IDENTITY_DECIDE)
    row = db.execute(select(*[_count(view, by).label(view.value) for view in COUNTED])).one()
    return {view: getattr(row, view.value) for view in COUNTED}


def _count(view: View, by: Actor) -> ColumnElement[int]:
    found = select(Registration.id).join(Registration.customer).where(in_view(view), visible_customers(by))
    return select(func.count()).select_from(found.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()


def registration_of(db: Session, code: str, *, by: Actor, to_decide: bool = False) -> Registration:
    """The registration of a customer by code, held until the act ends when it is `to_decide`; raises NotFound."""
    ensure(by, Permission.IDENTITY_DECIDE)
    query = select(Registration).join(Registration.customer).where(Customer.code == code, visible_customers(by))
    found = db.scalar(for_update(query) if to_decide else query)
    if found is None:
        raise NotFound("registration_not_found")
    return found


def registration_if_any(db: Session, customer: Customer) -> Registration | None:
    """The registration of a customer; None for who came otherwise."""
    return db.scalar(select(Registration).where(Registration.customer_id == customer.id))


def next_waiting(db: Session, registration: Registration, *, by: Actor, view: View = View.WAITING) -> str | None:
    """Code of the customer whose registration is next in the view, after this one; None at the end."""
    ensure(by, Permission.IDENTITY_DECIDE)
    return db.scalar(
        select(Customer.code)
        .join(Registration, Registration.customer_id == Customer.id)
        .where(in_view(view), visible_customers(by))
        .where(tuple_(Registration.at, Registration.id) > (registration.at, registration.id))
        .order_by(Registration.at, Registration.id)
        .limit(1)
    )


def in_view(view: View) -> ColumnElement[bool]:
    """Condition on Registration and its Customer."""
    if view is View.IDENTITY:
        unchecked = Customer.identity_state == IdentityState.NOT_CHECKED
        waiting = or_(and_(Registration.state.in_(OPEN), unchecked), is_to_be_checked())
        return and_(waiting, exists().where(*_SHOWN), _answered())
    if view is View.ASKED:
        return and_(or_(Registration.state.in_(OPEN), is_to_be_checked()), ~_answered())
    states = {View.NEW: (RegistrationState.NEW,), View.HELD: (RegistrationState.HELD,)}.get(view, OPEN)
    return and_(Registration.state.in_(states), _answered())


_SHOWN = (Document.party_id == Customer.party_id, Document.removed_at.is_(None))


def _answered() -> ColumnElement[bool]:
    """Never asked for more, or a document came since."""
    return or_(Registration.asked_at.is_(None), exists().where(*_SHOWN, Document.uploaded_at > Registration.asked_at))
