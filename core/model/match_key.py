"""Match key: what a party may be met by again though it is written otherwise (IC-2)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.database.types import Folded, Key
from core.model.base import Base, Keyed


class MatchKey(Keyed, Base):
    """Two parties with one key are compared; the key alone says nothing of whether they are one."""

    __tablename__ = "match_key"
    __table_args__ = (Index("uq_match_key_key_party_id", "kind", "key", "party_id", unique=True),)

    party_id: Mapped[int] = mapped_column(Key, ForeignKey("party.id"), index=True)
    kind: Mapped[str]
    """Which rule made the key."""
    key: Mapped[str] = mapped_column(Folded)
