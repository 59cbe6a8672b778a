"""Modification order: the recorded, authorised change of customer data (MC-2 to MC-5)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.errors import WrongStatus
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.contact import Contact
    from core.model.customer import Customer
    from core.model.staff import Staff
    from core.model.verification import Verification


class OrderState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    APPLIED = "applied"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Tier(StrEnum):
    """How much it takes to change a field (values.md, field tiers)."""

    ORDINARY = "ordinary"
    REACH = "reach"
    IDENTITY = "identity"


ARROWS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.DRAFT: frozenset({OrderState.SUBMITTED, OrderState.EXPIRED, OrderState.WITHDRAWN}),
    OrderState.SUBMITTED: frozenset(
        {OrderState.APPROVED, OrderState.APPLIED, OrderState.REJECTED, OrderState.WITHDRAWN, OrderState.EXPIRED}
    ),
    OrderState.APPROVED: frozenset({OrderState.APPLIED}),
    OrderState.APPLIED: frozenset(),
    OrderState.REJECTED: frozenset(),
    OrderState.WITHDRAWN: frozenset(),
    OrderState.EXPIRED: frozenset(),
}


class ModificationOrder(Keyed, PublicId, Versioned, Base):
    """Who asked, who entered it, how they were verified, and each field before and after."""

    __tablename__ = "modification_order"
    __table_args__ = (
        Index("ix_modification_order_queue", "state", "submitted_at", "id"),
        Index("ix_modification_order_customer_id_id", "customer_id", "id"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    state: Mapped[OrderState] = mapped_column(default=OrderState.DRAFT)
    tier: Mapped[Tier] = mapped_column(default=Tier.ORDINARY)
    channel: Mapped[str]
    asked_by_contact_id: Mapped[int | None] = mapped_column(Key, ForeignKey("contact.id"))
    entered_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    """None: the customer in the portal."""
    verification_id: Mapped[int | None] = mapped_column(Key, ForeignKey("verification.id"))
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decide_by: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    reject_reason: Mapped[str | None]
    note: Mapped[str | None]
    applied_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    asked_by: Mapped[Contact | None] = relationship()
    entered_by: Mapped[Staff | None] = relationship(foreign_keys=[entered_by_id])
    verification: Mapped[Verification | None] = relationship()
    changes: Mapped[list[OrderChange]] = relationship(back_populates="order", order_by="OrderChange.id")

    def go(self, to: OrderState) -> None:
        """Follows one arrow of the state machine; raises WrongStatus where there is none."""
        if to not in ARROWS[self.state]:
            raise WrongStatus("order_no_such_step", number=self.number, state=self.state.value, wanted=to.value)
        self.state = to


class OrderChange(Keyed, Base):
    """One field of one record, before and after, under the party's own key so that erasing reaches it."""

    __tablename__ = "order_change"

    order_id: Mapped[int] = mapped_column(Key, ForeignKey("modification_order.id"), index=True)
    subject: Mapped[str]
    """What is changed: party, contact, contact_medium, address, preference, consent, document."""
    subject_id: Mapped[int | None] = mapped_column(Key)
    act: Mapped[str] = mapped_column(default="change")
    """add, change or remove."""
    field: Mapped[str]
    before_encrypted: Mapped[str | None]
    after_encrypted: Mapped[str | None]

    order: Mapped[ModificationOrder] = relationship(back_populates="changes")
