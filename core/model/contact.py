"""Contact: a person through whom a customer is reached, with a type and an authority (IC-6, IC-14)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Key
from core.model.base import Base, Keyed, PublicId, Removable, Versioned

if TYPE_CHECKING:
    from core.model.customer import Customer
    from core.model.document import Document
    from core.model.party import Party
    from core.model.staff import Staff


class Authority(StrEnum):
    """What a contact may do for the customer, each including the ones before."""

    NONE = "none"
    ASK = "ask"
    CHANGE_ORDINARY = "change_ordinary"
    CHANGE_ALL = "change_all"
    ORDER = "order"

    def reaches(self, wanted: Authority) -> bool:
        """Whether it includes another."""
        ladder = list(Authority)
        return ladder.index(self) >= ladder.index(wanted)


_LIVE = text("removed_at IS NULL")


class Contact(Keyed, PublicId, Versioned, Removable, Base):
    """A person customer is their own primary contact; others are parties of their own."""

    __tablename__ = "contact"
    __table_args__ = (
        Index(
            "uq_contact_live",
            "customer_id",
            "party_id",
            "type_code",
            unique=True,
            postgresql_where=_LIVE,
            sqlite_where=_LIVE,
        ),
    )

    customer_id: Mapped[int] = mapped_column(Key, ForeignKey("customer.id"), index=True)
    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    type_code: Mapped[str] = mapped_column(default="primary")
    authority: Mapped[Authority] = mapped_column(default=Authority.NONE)
    authority_from: Mapped[date | None]
    authority_until: Mapped[date | None]
    authority_evidence: Mapped[str | None]
    authority_document_id: Mapped[int | None] = mapped_column(Key, ForeignKey("document.id"))
    authority_set_by_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    created_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship(back_populates="contacts")
    party: Mapped[Party] = relationship()
    authority_document: Mapped[Document | None] = relationship()
    authority_set_by: Mapped[Staff | None] = relationship()

    def is_self(self) -> bool:
        """Whether the contact is the customer in person."""
        return self.party_id == self.customer.party_id
