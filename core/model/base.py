"""What every table shares: names of constraints, types by annotation, keys and versions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Enum, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from core.database.types import Key, UtcDateTime
from core.errors import StaleVersion
from core.tokens import public_id

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]


class Base(DeclarativeBase):
    """All tables of Foyer."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        StrEnum: Enum(StrEnum, native_enum=False, length=32, create_constraint=False, values_callable=_values),
    }


class Keyed:
    """A surrogate key that never leaves the process."""

    id: Mapped[int] = mapped_column(Key, primary_key=True)


class PublicId:
    """128 random bits: what portal addresses may show, because it can be neither counted nor guessed."""

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)


class Versioned:
    """What people edit: a stale save is refused, never silently lost (R63)."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}

    def must_be_version(self, seen: int) -> None:
        """Refuses an act on what somebody else changed meanwhile; raises StaleVersion."""
        if self.version != seen:
            raise StaleVersion("changed_meanwhile", seen=seen, now=self.version)


class Removable:
    """Removed rows stay for history; they are out of every list and of every unique index."""

    removed_at: Mapped[datetime | None]

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


__all__ = ["Base", "Keyed", "PublicId", "Removable", "Versioned", "date", "datetime"]
