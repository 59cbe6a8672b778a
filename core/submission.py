"""One-time keys of forms: the same key gives the first result again, however often it is sent (R62)."""

from datetime import datetime

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from core.access import Actor
from core.errors import Conflict
from core.model import Submission
from core.tokens import token_hash


def claim(db: Session, key: str, *, act: str, by: Actor, now: datetime, result: str | None = None) -> str | None:
    """Takes a form's key for this act. None: first time, go on and settle(); else the result of the first time.

    A `result` that is known beforehand is kept at once; then there is nothing left to settle().

    A second sender waits for the first to commit. Raises Conflict("key_used_elsewhere") when the key belongs to
    another act or person, or when the first has come to nothing.
    """
    hashed = token_hash(key)
    row = {"key_hash": hashed, "act": act, "by": by.key, "at": now, "result": result}
    connection = db.connection()
    if connection.execute(_TAKEN[connection.dialect.name], row).first() is not None:
        return None
    first = db.execute(
        select(Submission.act, Submission.by, Submission.result).where(Submission.key_hash == hashed)
    ).one()
    if first.act != act or first.by != by.key or first.result is None:
        raise Conflict("key_used_elsewhere")
    return str(first.result)


def settle(db: Session, key: str, *, result: str) -> None:
    """Keeps what came of the act under its key."""
    db.execute(_SETTLED, {"hash": token_hash(key), "outcome": result})


_KEYS: Table = Submission.__table__  # type: ignore[assignment]
_SETTLED = update(_KEYS).where(_KEYS.c.key_hash == bindparam("hash")).values(result=bindparam("outcome"))
_TAKEN = {
    name: insert(_KEYS).on_conflict_do_nothing(index_elements=["key_hash"]).returning(_KEYS.c.id)
    for name, insert in (("postgresql", postgresql_insert), ("sqlite", sqlite_insert))
}
