"""Party: a person or an organisation (SID Party); owner of names, certificates, media, addresses, documents."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Folded, Key
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.address import Address
    from core.model.certificate import Certificate
    from core.model.contact_medium import ContactMedium
    from core.model.credential import Credential
    from core.model.document import Document


class PartyKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Party(Keyed, PublicId, Versioned, Base):
    """Somebody the operator deals with; any single part of a name suffices."""

    __tablename__ = "party"
    __table_args__ = (
        Index("ix_party_sort_name_id", "sort_name", "id"),
        Index("ix_party_birth_date_sort_name", "birth_date", "sort_name"),
    )

    kind: Mapped[PartyKind] = mapped_column(default=PartyKind.PERSON)
    last_name: Mapped[str | None]
    middle_name: Mapped[str | None]
    first_name: Mapped[str | None]
    one_name: Mapped[bool] = mapped_column(default=False)
    latin_name: Mapped[str | None]
    title: Mapped[str | None]
    gender: Mapped[Gender | None]
    nationality: Mapped[str | None]
    birth_date: Mapped[date | None]
    birthplace: Mapped[str | None]
    belief_encrypted: Mapped[str | None]
    social_network: Mapped[str | None]
    social_handle: Mapped[str | None]
    legal_name: Mapped[str | None]
    registration_number: Mapped[str | None]
    industry: Mapped[str | None]
    language: Mapped[str | None]

    search_name: Mapped[str] = mapped_column(Folded, default="")
    sort_name: Mapped[str] = mapped_column(Folded, default="")

    created_at: Mapped[datetime]
    deceased_on: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(Key, ForeignKey("party.id"))

    certificates: Mapped[list[Certificate]] = relationship(back_populates="party", order_by="Certificate.id")
    media: Mapped[list[ContactMedium]] = relationship(back_populates="party", order_by="ContactMedium.id")
    addresses: Mapped[list[Address]] = relationship(back_populates="party", order_by="Address.id")
    documents: Mapped[list[Document]] = relationship(back_populates="party", order_by="Document.id")
    credential: Mapped[Credential | None] = relationship(back_populates="party")

    @property
    def name(self) -> str:
        """The name as the party writes it; parts in the order of its script."""
        if self.kind is PartyKind.ORGANISATION:
            return self.legal_name or ""
        if self.last_name and _family_first(self.last_name):
            return "".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)
        return " ".join([part for part in (self.first_name, self.middle_name, self.last_name) if part])


def _family_first(last_name: str) -> bool:
    """Chinese, Japanese and Korean names are written family name first, without a blank."""
    return last_name[0] >= "\u2e80" and all(
        "\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in last_name
    )
