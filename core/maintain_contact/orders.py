"""Modification orders as lists and pages show them: who asked, how they were verified, every field before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from core.access import Actor, ActorKind, Permission, Role, ensure, visible_customers
from core.errors import NotFound
from core.history import Event, record
from core.maintain_contact.who_looked import role_known
from core.model import Contact, Customer, ModificationOrder, OrderState, Party, Staff, Tier, Verification
from core.party_past import opener

MOST = 50


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order in a list; `fields` are "subject.field", `entered_by` None in the portal, `entered_as` the role that
    the customer is told in place of a name, `asked_by` whose it is."""

    number: str
    public_id: str
    state: OrderState
    tier: Tier
    channel: str
    at: datetime
    entered_by: str | None
    entered_as: Role | None
    asked_by: Party | None
    customer_code: str
    customer_name: str
    latin_name: str | None
    fields: tuple[str, ...]
    id: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an order; values as core.maintain_contact.changing keeps them, None where nothing was."""

    subject: str
    subject_id: int | None
    act: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Everything about one order."""

    order: ModificationOrder
    customer: Customer
    asked_by: Contact | None
    entered_by: str | None
    entered_as: Role | None
    verification: Verification | None
    changes: tuple[FieldChange, ...]


def orders_of(db: Session, customer: Customer, *, by: Actor, limit: int = MOST) -> list[OrderLine]:
    """The customer's orders, newest first; to customers their own, to staff those of customers they may see."""
    _may_see(by)
    return _lines(db, _visible(by).where(ModificationOrder.customer_id == customer.id), limit=limit)


def all_orders(
    db: Session, *, by: Actor, state: OrderState | None = None, before: tuple[datetime, int] | None = None,
    limit: int = MOST,
) -> list[OrderLine]:  # fmt: skip
    """Orders of all customers one may see, the latest first; `before` is the last line of the page above."""
    _may_see(by)
    query = _visible(by)
    if state is not None:
        query = query.where(ModificationOrder.state == state)
    if before is not None:
        query = query.where(tuple_(ModificationOrder.submitted_at, ModificationOrder.id) < before)
    return _lines(db, query, limit=limit)


def order_page(
    db: Session, *, by: Actor, now: datetime, number: str | None = None, public_id: str | None = None
) -> OrderPage:
    """One order by its number (staff) or public id (portal). Raises NotFound for absent and for not theirs alike."""
    _may_see(by)
    which: ColumnElement[bool] = (
        ModificationOrder.number == number if number is not None else ModificationOrder.public_id == (public_id or "")
    )
    found = _visible(by).where(which).options(*_PAGE)
    order = db.scalar(found)
    if order is None:
        raise NotFound("order_gone")
    unseal = opener(db, order.customer.party_id, now=now)
    changes = tuple(
        FieldChange(c.subject, c.subject_id, c.act, c.field, unseal(c.before_encrypted), unseal(c.after_encrypted))
        for c in order.changes
    )
    entered_by = order.entered_by.name if order.entered_by else None
    return OrderPage(order, order.customer, order.asked_by, entered_by, _role(order), order.verification, changes)


def record_order_view(db: Session, number: str, *, by: Actor, now: datetime) -> None:
    """Notes that a member of staff looks at an order, before the page is made. Raises NotFound."""
    order = db.scalar(_visible(by).where(ModificationOrder.number == number))
    if order is None:
        raise NotFound("order_gone")
    record(db, Event.ORDER_VIEWED, by=by, now=now, order=order)


_LINE = (
    joinedload(ModificationOrder.customer).joinedload(Customer.party),
    joinedload(ModificationOrder.entered_by).selectinload(Staff.roles),
    joinedload(ModificationOrder.asked_by).joinedload(Contact.party),
    selectinload(ModificationOrder.changes),
)
_PAGE = (
    *_LINE,
    joinedload(ModificationOrder.verification),
)


def _may_see(by: Actor) -> None:
    if by.kind is not ActorKind.CUSTOMER:
        ensure(by, Permission.ORDER_SEE, Permission.ORDER_ENTER)


def _visible(by: Actor) -> Select[ModificationOrder]:
    return select(ModificationOrder).join(ModificationOrder.customer).where(visible_customers(by))


def _lines(db: Session, query: Select[ModificationOrder], *, limit: int) -> list[OrderLine]:
    newest = query.order_by(ModificationOrder.submitted_at.desc(), ModificationOrder.id.desc()).limit(limit)
    orders: Sequence[ModificationOrder] = db.scalars(newest.options(*_LINE)).all()
    return [_line(order) for order in orders]


def _role(order: ModificationOrder) -> Role | None:
    return role_known(role.role for role in order.entered_by.roles) if order.entered_by else None


def _line(order: ModificationOrder) -> OrderLine:
    party = order.customer.party
    return OrderLine(
        number=order.number,
        public_id=order.public_id,
        state=order.state,
        tier=order.tier,
        channel=order.channel,
        at=order.submitted_at or order.created_at,
        entered_by=order.entered_by.name if order.entered_by else None,
        entered_as=_role(order),
        asked_by=order.asked_by.party if order.asked_by else None,
        customer_code=order.customer.code,
        customer_name=party.name,
        latin_name=party.latin_name,
        fields=tuple(dict.fromkeys(f"{change.subject}.{change.field}" for change in order.changes)),
        id=order.id,
    )
