"""Customer: the role of a party the operator may do business with; owns code, status, preferences, accounts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.contact import Contact
    from core.model.party import Party
    from core.model.preference import ContactPreference


class CustomerStatus(StrEnum):
    PROSPECT = "prospect"
    ACTIVE = "active"
    CLOSED = "closed"
    MERGED = "merged"
    ERASED = "erased"


class IdentityState(StrEnum):
    NOT_CHECKED = "not_checked"
    CHECKED = "checked"
    REFUSED = "refused"


class Channel(StrEnum):
    """The door or line through which something came."""

    PORTAL = "portal"
    SHOP = "shop"
    PHONE = "phone"
    IMPORT = "import"
    API = "api"
    SALES = "sales"


class Customer(Keyed, PublicId, Versioned, Base):
    """Known from registration on; has its code from then, active only with a service."""

    __tablename__ = "customer"
    __table_args__ = (Index("ix_customer_registered_at_id", "registered_at", "id"),)

    code: Mapped[str] = mapped_column(unique=True)
    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    status: Mapped[CustomerStatus] = mapped_column(default=CustomerStatus.PROSPECT)
    identity_state: Mapped[IdentityState] = mapped_column(default=IdentityState.NOT_CHECKED)
    channel: Mapped[Channel]
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    last_contact_at: Mapped[datetime | None]
    external_reference: Mapped[str | None] = mapped_column(unique=True, index=True)
    merged_into_id: Mapped[int | None] = mapped_column(Key, ForeignKey("customer.id"))

    party: Mapped[Party] = relationship()
    contacts: Mapped[list[Contact]] = relationship(back_populates="customer", order_by="Contact.id")
    accounts: Mapped[list[Account]] = relationship(back_populates="customer", order_by="Account.id")
    preference: Mapped[ContactPreference | None] = relationship(back_populates="customer")

    @property
    def is_prospect(self) -> bool:
        return self.status is CustomerStatus.PROSPECT


class Account(Keyed, Base):
    """A billing account of a customer; one of them is the default."""

    __tablename__ = "account"

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    is_default: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship(back_populates="accounts")
