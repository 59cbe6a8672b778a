"""The operator whose front of house this is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Operator


def the_operator(db: Session) -> Operator:
    """The one row of the operator's own facts: home country, currency, zone, quiet hours, minimum age."""
    return db.scalars(select(Operator).order_by(Operator.id).limit(1)).one()
