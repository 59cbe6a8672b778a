"""Staff: the operator's own people; not parties."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database.types import Folded, Json, Key
from core.model.base import Base, Keyed, PublicId, Versioned

if TYPE_CHECKING:
    from core.model.team import TeamMember


class Staff(Keyed, PublicId, Versioned, Base):
    """One member of staff; without a password until they followed their link."""

    __tablename__ = "staff"

    email: Mapped[str] = mapped_column(Folded, unique=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    password_version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str | None]
    zone: Mapped[str | None]
    theme: Mapped[str | None]
    capacity: Mapped[int | None]
    """Open leads a salesperson can carry; None: no limit set."""
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    regions: Mapped[list[str]] = mapped_column(Json, default=list)
    working_hours: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """ISO weekday as text to a list of ["HH:MM", "HH:MM"]."""
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    roles: Mapped[list[StaffRole]] = relationship(
        back_populates="staff", cascade="all, delete-orphan", order_by="StaffRole.id"
    )
    memberships: Mapped[list[TeamMember]] = relationship(back_populates="staff")

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None


class StaffRole(Keyed, Base):
    """One role of one member of staff; values are core.access.Role."""

    __tablename__ = "staff_role"
    __table_args__ = (UniqueConstraint("staff_id", "role"),)

    staff_id: Mapped[int] = mapped_column(Key, ForeignKey("staff.id"))
    role: Mapped[str]

    staff: Mapped[Staff] = relationship(back_populates="roles")


class StaffAbsence(Keyed, Base):
    """Days on which somebody does not work, both included."""

    __tablename__ = "staff_absence"
    __table_args__ = (Index("ix_staff_absence_staff_id_until", "staff_id", "until"),)

    staff_id: Mapped[int] = mapped_column(Key, ForeignKey("staff.id"))
    since: Mapped[date]
    until: Mapped[date]
    created_at: Mapped[datetime]
