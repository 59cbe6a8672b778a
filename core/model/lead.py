"""Lead (TMF699 SalesLead): a possible sale, always attached to a customer and a contact of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.errors import WrongStatus
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.contact import Contact
    from core.model.customer import Customer
    from core.model.offering import Offering
    from core.model.opportunity import Opportunity
    from core.model.staff import Staff
    from core.model.team import Team


class LeadStatus(StrEnum):
    """Our words; in brackets those of TMF699."""

    NEW = "new"  # acknowledged
    WORKING = "working"  # inProgress
    WAITING = "waiting"  # pending
    QUALIFIED = "qualified"  # accepted
    DISQUALIFIED = "disqualified"  # rejected
    CANCELLED = "cancelled"  # cancelled


OPEN = frozenset({LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.WAITING})

ARROWS: dict[LeadStatus, frozenset[LeadStatus]] = {
    LeadStatus.NEW: frozenset({LeadStatus.WORKING, LeadStatus.CANCELLED}),
    LeadStatus.WORKING: frozenset({LeadStatus.WAITING, LeadStatus.QUALIFIED, LeadStatus.DISQUALIFIED}),
    LeadStatus.WAITING: frozenset({LeadStatus.WORKING, LeadStatus.DISQUALIFIED}),
    LeadStatus.QUALIFIED: frozenset({LeadStatus.WORKING}),
    LeadStatus.DISQUALIFIED: frozenset({LeadStatus.WORKING}),
    LeadStatus.CANCELLED: frozenset({LeadStatus.NEW}),
}
"""The arrows of values.md; those out of a closed state are reopening."""


class LeadSource(StrEnum):
    CAMPAIGN = "campaign"
    PORTAL = "portal"
    REGISTRATION = "registration"
    CALL = "call"
    SHOP = "shop"
    SALESPERSON = "salesperson"
    REFERRAL = "referral"
    PARTNER = "partner"
    EVENT = "event"
    IMPORT = "import"
    API = "api"


_OPEN = "closed_at IS NULL AND deleted_at IS NULL"


def _queue(name: str, *columns: str, only: str) -> Index:
    """An index that holds the rows of one queue and nothing else, in the queue's order."""
    return Index(name, *columns, postgresql_where=text(only), sqlite_where=text(only))


class Lead(Keyed, PublicId, Versioned, Base):
    """What somebody may buy; owned by a person, by a team, or waiting unassigned."""

    __tablename__ = "lead"
    __table_args__ = (
        _queue("ix_lead_owner_open", "owner_id", "next_step_at", "id", only=_OPEN),
        _queue("ix_lead_team_open", "team_id", "next_step_at", "id", only=_OPEN),
        _queue("ix_lead_unclaimed", "team_id", "next_step_at", "id", only=f"owner_id IS NULL AND {_OPEN}"),
        _queue("ix_lead_unassigned", "next_step_at", "id", only=f"team_id IS NULL AND owner_id IS NULL AND {_OPEN}"),
        _queue("ix_lead_deleted", "deleted_at", "id", only="deleted_at IS NOT NULL"),
        Index("ix_lead_created_at_id", "created_at", "id"),
        Index("ix_lead_owner_created", "owner_id", "created_at", "id"),
        Index("ix_lead_team_created", "team_id", "created_at", "id"),
        Index("ix_lead_creator_created", "created_by_id", "created_at", "id"),
        Index("ix_lead_customer_id_id", "customer_id", "id"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"))
    contact_id: Mapped[int] = mapped_column(Key, ForeignKey("contact.id"))
    title: Mapped[str]
    status: Mapped[LeadStatus] = mapped_column(default=LeadStatus.NEW)
    source: Mapped[LeadSource]
    campaign_id: Mapped[int | None] = mapped_column(Key, ForeignKey("campaign.id"))
    previous_lead_id: Mapped[int | None] = mapped_column(Key, ForeignKey("lead.id"))
    value_minor: Mapped[int | None]
    value_currency: Mapped[str | None]
    score: Mapped[int | None]

    team_id: Mapped[int | None] = mapped_column(Key, ForeignKey("team.id"))
    owner_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    assigned_at: Mapped[datetime | None]

    next_step: Mapped[str | None]
    """None: to contact the customer, or to decide what comes next."""
    next_step_at: Mapped[datetime]
    """Orders every queue; no lead is without a moment at which somebody looks at it (MP-3)."""
    call_back_times: Mapped[str | None]
    """When the customer said they may be called, in their own words."""
    first_touch_due_at: Mapped[datetime | None]
    first_touch_at: Mapped[datetime | None]
    last_touch_at: Mapped[datetime | None]
    waiting_until: Mapped[datetime | None]
    waiting_reason: Mapped[str | None]

    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str | None]
    close_note: Mapped[str | None]
    closed_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    deleted_at: Mapped[datetime | None]
    delete_reason: Mapped[str | None]
    opportunity_id: Mapped[int | None] = mapped_column(Key, ForeignKey("opportunity.id"), index=True)

    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact] = relationship()
    owner: Mapped[Staff | None] = relationship(foreign_keys=[owner_id])
    team: Mapped[Team | None] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship(foreign_keys=[opportunity_id])
    items: Mapped[list[LeadItem]] = relationship(back_populates="lead", order_by="LeadItem.id")

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and self.deleted_at is None

    @property
    def is_assigned(self) -> bool:
        return self.owner_id is not None or self.team_id is not None

    def must_be_open(self) -> None:
        """Raises WrongStatus when the lead is closed or deleted."""
        if not self.is_open:
            code = "lead_converted" if self.status is LeadStatus.QUALIFIED else "lead_closed"
            raise WrongStatus(code, number=self.number, status=self.status.value)

    def go(self, to: LeadStatus) -> None:
        """Follows one arrow of the state machine; raises WrongStatus where there is none."""
        if to not in ARROWS[self.status]:
            raise WrongStatus("lead_no_such_step", number=self.number, status=self.status.value, wanted=to.value)
        self.status = to


class LeadItem(Keyed, Base):
    """What the lead is about: an offering or, without one, words."""

    __tablename__ = "lead_item"

    lead_id: Mapped[int] = mapped_column(Key, ForeignKey("lead.id"), index=True)
    offering_id: Mapped[int | None] = mapped_column(Key, ForeignKey("offering.id"))
    product_group: Mapped[str | None]
    quantity: Mapped[int] = mapped_column(default=1)
    note: Mapped[str | None]

    lead: Mapped[Lead] = relationship(back_populates="items")
    offering: Mapped[Offering | None] = relationship()


class AssignmentAct(StrEnum):
    TO_TEAM = "to_team"
    TO_PERSON = "to_person"
    CLAIM = "claim"
    GIVE_BACK = "give_back"


class LeadAssignment(Keyed, Base):
    """One passing on of a lead: from whom, to whom, by whom, why (TL-5)."""

    __tablename__ = "lead_assignment"

    lead_id: Mapped[int] = mapped_column(Key, ForeignKey("lead.id"), index=True)
    act: Mapped[AssignmentAct]
    from_team_id: Mapped[int | None] = mapped_column(Key, ForeignKey("team.id"))
    from_owner_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    team_id: Mapped[int | None] = mapped_column(Key, ForeignKey("team.id"))
    owner_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    reason_code: Mapped[str | None]
    note: Mapped[str | None]
    by_staff_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    at: Mapped[datetime]
