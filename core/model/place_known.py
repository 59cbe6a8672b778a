"""Place known: a name of a place that many customers live in, offered to who types theirs (IC-7)."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Base, Keyed


class PlaceKnown(Keyed, Base):
    """Gathered anew each day from addresses; says nothing of anybody, because many share it."""

    __tablename__ = "place_known"
    __table_args__ = (Index("ix_place_known_country_field_inside_people", "country", "field", "inside", "people"),)

    country: Mapped[str]
    field: Mapped[str]
    """Which part of an address: administrative_area, locality or dependent_locality."""
    inside: Mapped[str] = mapped_column(default="")
    """The larger part that it lies in; '' for all of the country."""
    value: Mapped[str]
    people: Mapped[int]
