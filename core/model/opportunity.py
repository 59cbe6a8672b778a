"""Opportunity (TMF699 SalesOpportunity): a lead that was judged to have sales value."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.contact import Contact
    from core.model.customer import Customer
    from core.model.offering import Offering
    from core.model.staff import Staff
    from core.model.team import Team


class Stage(StrEnum):
    DEVELOP = "develop"
    PROPOSE = "propose"
    WON = "won"
    LOST = "lost"


PROBABILITY = {Stage.DEVELOP: 20, Stage.PROPOSE: 50, Stage.WON: 100, Stage.LOST: 0}


class Opportunity(Keyed, PublicId, Versioned, Base):
    """What selling works on; carries over customer, contact, products, posts, competitors of its lead."""

    __tablename__ = "opportunity"
    __table_args__ = (
        Index("ix_opportunity_owner_queue", "owner_id", "stage", "created_at", "id"),
        Index("ix_opportunity_customer_id_id", "customer_id", "id"),
        Index("ix_opportunity_created_at_id", "created_at", "id"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    contact_id: Mapped[int] = mapped_column(Key, ForeignKey("contact.id"))
    title: Mapped[str]
    stage: Mapped[Stage] = mapped_column(default=Stage.DEVELOP)
    amount_minor: Mapped[int | None]
    amount_currency: Mapped[str | None]
    probability: Mapped[int] = mapped_column(default=20)
    expected_close: Mapped[date | None]
    team_id: Mapped[int | None] = mapped_column(Key, ForeignKey("team.id"))
    owner_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    next_step: Mapped[str | None]
    next_step_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str | None]
    close_note: Mapped[str | None]

    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact] = relationship()
    owner: Mapped[Staff | None] = relationship()
    team: Mapped[Team | None] = relationship()
    items: Mapped[list[OpportunityItem]] = relationship(back_populates="opportunity", order_by="OpportunityItem.id")

    @property
    def is_open(self) -> bool:
        return self.stage in {Stage.DEVELOP, Stage.PROPOSE}


class OpportunityItem(Keyed, Base):
    """One line: an offering, how many, at which price a month."""

    __tablename__ = "opportunity_item"

    opportunity_id: Mapped[int] = mapped_column(Key, ForeignKey("opportunity.id"), index=True)
    offering_id: Mapped[int | None] = mapped_column(Key, ForeignKey("offering.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    price_minor: Mapped[int | None]
    price_currency: Mapped[str | None]
    note: Mapped[str | None]

    opportunity: Mapped[Opportunity] = relationship(back_populates="items")
    offering: Mapped[Offering | None] = relationship()
