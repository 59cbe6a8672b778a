"""Looking thousands of values up at once, at a cost that grows with them alone."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, String, bindparam, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session


def among(db: Session, column: InstrumentedAttribute[Any], values: Collection[int] | Collection[str]) -> Any:
    """Whether the column is one of these: one parameter on PostgreSQL, so that no statement has thousands.

    Each value is looked up by itself: asked for `= ANY` of them all, PostgreSQL takes the trigrams of e-mails, which
    all have the ends of their addresses in common.
    """
    found: ColumnElement[bool] = column.in_(values)
    if values and db.get_bind().dialect.name == "postgresql":
        kind = BigInteger() if all(isinstance(value, int) for value in values) else String()
        found = column.in_(select(func.unnest(bindparam(None, list(values), type_=ARRAY(kind)))))
    return found


def plan_anew(db: Session) -> None:
    """Within this transaction each statement is planned for the tables as they are now.

    PostgreSQL keeps the plan of what it is asked often. One that was made while a table was small reads all of it for
    every value later on, until statistics are gathered.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
