"""Modification orders of ordinary fields: recorded, authorised, applied at once, all or nothing (MC-2 to MC-6).

The same order from the office, by a member of staff who has verified the caller, and from the portal, by the customer.
What takes more than one verification is refused here: it has no form yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.access import Actor, ActorKind, Permission, ensure, ensure_for_customer
from core.errors import Invalid, NotAllowed, Problem, WrongStatus
from core.history import Event, record
from core.identify_contact.authority import authority_of
from core.maintain_contact.changing import PREPARE, Change, Difference, Prepared
from core.maintain_contact.changing.change import Context, stale
from core.maintain_contact.changing.media import must_stay_reachable, ways_to_reach
from core.maintain_contact.telling import tell
from core.model import (
    Authority,
    Contact,
    Customer,
    CustomerStatus,
    ModificationOrder,
    OrderChange,
    OrderState,
    Tier,
    Verification,
)
from core.numbers import order_number
from core.party_past import sealer
from core.submission import claim, settle

ACT = "submit_order"
MOST_CHANGES = 60


def submit(
    db: Session,
    customer: Customer,
    changes: Sequence[Change],
    *,
    seen_versions: Mapping[str, int],
    verification: Verification | None,
    by: Actor,
    channel: str,
    now: datetime,
    key: str,
) -> ModificationOrder:
    """Submits and applies an order; the same key gives the same order again (R62).

    `seen_versions` by Change.version_key, 0 for preferences that were never set. `verification` is the caller's, None
    for customers themselves, who are known by their session. Only what differs is in the order. Raises NotAllowed
    without right, live verification (R14) or authority; StaleVersion("order_conflict", fields=…) when somebody saved
    a record meanwhile; Invalid beside the fields; Conflict("last_way_to_reach"); NotFound for another's record.
    """
    contact = _asking(db, customer, verification=verification, by=by, now=now)
    if (first := claim(db, key, act=ACT, by=by, now=now)) is not None:
        return db.scalars(select(ModificationOrder).where(ModificationOrder.number == first)).one()
    if customer.status in {CustomerStatus.MERGED, CustomerStatus.ERASED}:
        raise WrongStatus("customer_gone")
    context = Context(db, customer, by, channel, now, seen_versions, authority_of(contact, today=now.date()))
    prepared = _prepare(context, changes)
    order = _order(db, customer, contact, verification=verification, by=by, channel=channel, now=now)
    record(db, Event.ORDER_SUBMITTED, by=by, now=now, order=order, facts={"number": order.number, "channel": channel})
    _apply(context, order, prepared)
    settle(db, key, result=order.number)
    return order


def withdraw(db: Session, order: ModificationOrder, *, by: Actor, now: datetime) -> None:
    """Takes back an order that nothing has been done about yet. Raises WrongStatus once it was applied or decided."""
    own = by.kind is ActorKind.CUSTOMER and order.customer_id == by.customer_id
    ensure_for_customer(by, Authority.CHANGE_ORDINARY)
    if not own:
        ensure(by, Permission.ORDER_ENTER)
    order.go(OrderState.WITHDRAWN)
    order.decided_at = now
    record(db, Event.ORDER_WITHDRAWN, by=by, now=now, order=order, facts={"number": order.number})


def _asking(db: Session, customer: Customer, *, verification: Verification | None, by: Actor, now: datetime) -> Contact:
    """The contact whose order it is. Raises NotAllowed."""
    theirs = (
        select(Contact)
        .options(selectinload(Contact.customer))
        .where(Contact.customer_id == customer.id, Contact.removed_at.is_(None))
        .order_by(Contact.party_id != customer.party_id, Contact.id)
    )
    if by.kind is ActorKind.CUSTOMER:
        own = by.customer_id == customer.id
        contact = _widest(db.scalars(theirs.where(Contact.party_id == by.party_id)), now) if own else None
    else:
        ensure(by, Permission.ORDER_ENTER)
        if not _is_live(verification, customer, by=by, now=now):
            raise NotAllowed("not_verified")
        contact = db.scalar(theirs.where(Contact.id == verification.contact_id)) if verification else None
    if contact is None or not authority_of(contact, today=now.date()).reaches(Authority.CHANGE_ORDINARY):
        raise NotAllowed("no_authority")
    return contact


def _widest(contacts: Iterable[Contact], now: datetime) -> Contact | None:
    """Who is several contacts of one customer asks as the one who may do most."""
    ladder = list(Authority)
    return max(contacts, key=lambda one: ladder.index(authority_of(one, today=now.date())), default=None)


def _is_live(verification: Verification | None, customer: Customer, *, by: Actor, now: datetime) -> bool:
    """Whether it is this member of staff's, of this customer, and has not run out."""
    return (
        verification is not None
        and verification.staff_id == by.staff_id
        and verification.customer_id == customer.id
        and verification.ended_at is None
        and now < verification.until
    )


def _prepare(context: Context, changes: Sequence[Change]) -> list[Prepared]:
    """What the changes come to, every problem of all of them at once. Raises Invalid, StaleVersion, NotFound."""
    ready: list[tuple[Change, Prepared]] = []
    problems: list[Problem] = []
    for change in changes[:MOST_CHANGES]:
        try:
            ready.append((change, PREPARE[change.subject](context, change)))
        except Invalid as wrong:
            problems += [Problem(change.prefix + p.field if p.field else "", p.code, p.facts) for p in wrong.problems]
    if problems:
        raise Invalid(*problems)
    differing = [(change, prepared) for change, prepared in ready if prepared.differences]
    stale(differing)
    if not differing:
        raise Invalid.one("", "nothing_changed")
    return [prepared for _change, prepared in differing]


def _order(
    db: Session,
    customer: Customer,
    contact: Contact,
    *,
    verification: Verification | None,
    by: Actor,
    channel: str,
    now: datetime,
) -> ModificationOrder:
    order = ModificationOrder(
        number=order_number(db),
        customer_id=customer.id,
        state=OrderState.DRAFT,
        tier=Tier.ORDINARY,
        channel=channel,
        asked_by_contact_id=contact.id,
        entered_by_id=by.staff_id,
        verification_id=verification.id if verification else None,
        created_at=now,
        submitted_at=now,
    )
    order.go(OrderState.SUBMITTED)
    db.add(order)
    db.flush()  # the history names the order
    return order


def _apply(context: Context, order: ModificationOrder, prepared: Sequence[Prepared]) -> None:
    """Writes every change, keeps before and after, tells the customer. Raises Conflict("last_way_to_reach")."""
    db, customer, now = context.db, context.customer, context.now
    reachable = ways_to_reach(db, customer)
    seal = sealer(db, customer.party_id, now=now)
    for ready in prepared:
        key = ready.apply()
        order.changes += [_kept(difference, key, seal) for difference in ready.differences]
    must_stay_reachable(db, customer, reachable)
    order.go(OrderState.APPLIED)
    order.applied_at = order.decided_at = now
    fields = {f"{change.subject}.{change.field}" for change in order.changes}
    facts = {"number": order.number, "channel": order.channel}
    record(db, Event.ORDER_APPLIED, by=context.by, now=now, order=order, fields=fields, facts=facts)
    tell(db, customer.party, "order_applied", facts={"number": order.number, "applied_at": now.isoformat()}, now=now)


def _kept(difference: Difference, key: int | None, seal: Callable[[Any], str | None]) -> OrderChange:
    return OrderChange(
        subject=difference.subject.value,
        subject_id=difference.subject_id or key,
        act=difference.act,
        field=difference.field,
        before_encrypted=seal(difference.before),
        after_encrypted=seal(difference.after),
    )
