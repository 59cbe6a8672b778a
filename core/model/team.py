"""Sales teams and their members (TL-2)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Folded, Json, Key
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.staff import Staff

_NOW = text("left_at IS NULL")
_LIVE = text("retired_at IS NULL")


class Team(Keyed, PublicId, Versioned, Base):
    """A sales team; retired teams keep their history and take no lead."""

    __tablename__ = "team"
    __table_args__ = (
        Index("uq_team_live_name", "folded_name", unique=True, postgresql_where=_LIVE, sqlite_where=_LIVE),
    )

    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(Folded)
    leader_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    manager_id: Mapped[int | None] = mapped_column(Key, ForeignKey("staff.id"))
    """The manager who answers for it, without being a member: sees and assigns its leads."""
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    regions: Mapped[list[str]] = mapped_column(Json, default=list)
    working_hours: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    leader: Mapped[Staff | None] = relationship(foreign_keys=[leader_id])
    members: Mapped[list[TeamMember]] = relationship(back_populates="team", order_by="TeamMember.id")


class TeamMember(Keyed, Base):
    """A person may be in several teams; leaving is recorded, not deleted."""

    __tablename__ = "team_member"
    __table_args__ = (
        Index("uq_team_member_now", "team_id", "staff_id", unique=True, postgresql_where=_NOW, sqlite_where=_NOW),
    )

    team_id: Mapped[int] = mapped_column(Key, ForeignKey("team.id"))
    staff_id: Mapped[int] = mapped_column(Key, ForeignKey("staff.id"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship(back_populates="members")
    staff: Mapped[Staff] = relationship(back_populates="memberships")
