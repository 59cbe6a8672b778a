"""The operator whose front of house this is."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Operator

_REMEMBERED = "operator"


def the_operator(db: Session) -> Operator:
    """The one row of the operator's own facts: home country, currency, zone, quiet hours, minimum age."""
    return db.scalars(select(Operator).order_by(Operator.id).limit(1)).one()


def minimum_age(db: Session) -> int:
    """The age in years from which people stand for themselves; before an operator is there, nobody is too young."""
    return _facts(db)[0] or 0


def operator_settings(db: Session) -> Mapping[str, Any]:
    """What the operator has set beyond its columns; empty before an operator is there."""
    return _facts(db)[1] or {}


def _facts(db: Session) -> tuple[int | None, dict[str, Any] | None]:
    """Asked for once a session."""
    known: tuple[int | None, dict[str, Any] | None] | None = db.info.get(_REMEMBERED)
    if known is None:
        row = db.execute(select(Operator.minimum_age, Operator.settings).order_by(Operator.id).limit(1)).first()
        known = db.info[_REMEMBERED] = (row.minimum_age, row.settings) if row else (None, None)
    return known
