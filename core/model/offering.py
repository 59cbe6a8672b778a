"""Product offerings: what a prospect can be interested in (SID ProductOffering)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Json
from core.model.base import Base, Keyed, PublicId, Versioned
from core.money import Money


class Offering(Keyed, PublicId, Versioned, Base):
    """An offer of the catalogue; the texts by language, the price a month in minor units."""

    __tablename__ = "offering"

    code: Mapped[str] = mapped_column(unique=True)
    product_group: Mapped[str]
    """Interest in the same group while a lead is open joins that lead (TL-1)."""
    names: Mapped[dict[str, str]] = mapped_column(Json)
    descriptions: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    price_minor: Mapped[int | None]
    price_currency: Mapped[str | None]
    for_person: Mapped[bool] = mapped_column(default=True)
    for_organisation: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    eligibility: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    @property
    def price(self) -> Money | None:
        if self.price_minor is None or self.price_currency is None:
            return None
        return Money(self.price_minor, self.price_currency)

    def is_offered(self, today: date) -> bool:
        """Whether it can be chosen on this day."""
        begun = self.valid_from is None or self.valid_from <= today
        over = self.valid_until is not None and self.valid_until < today
        return self.retired_at is None and begun and not over
