"""The operator whose front of house this is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Operator


def the_operator(db: Session) -> Operator:
    """The one row of the operator's own facts: home country, currency, zone, quiet hours, minimum age."""
    return db.scalars(select(Operator).order_by(Operator.id).limit(1)).one()


def minimum_age(db: Session) -> int:
    """The age in years from which people stand for themselves; before an operator is there, nobody is too young."""
    return db.scalar(select(Operator.minimum_age).order_by(Operator.id).limit(1)) or 0
