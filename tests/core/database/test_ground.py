"""The ground under everything: transactions, numbers, history that nobody can change."""

from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core import numbers
from core.access import Actor
from core.database.search import contains
from core.database.transaction import reading, transaction
from core.history import Event, record, sealed, unsealed
from core.model import HistoryEntry, Party, Submission
from core.normalise import search_text
from core.submission import claim, settle


def test_what_raises_leaves_nothing(database: object, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as db:
        db.add(Party(first_name="Anna", created_at=now))
        db.flush()
        _ = 1 / 0
    with reading() as db:
        assert db.scalars(select(Party)).all() == []


def test_moments_come_back_aware_and_exact(database: object, now: datetime) -> None:
    with transaction() as db:
        db.add(Party(first_name="Anna", created_at=now))
    with reading() as db:
        assert db.scalars(select(Party.created_at)).one() == now


def test_codes_differ_and_carry_their_check_digit(db: Session) -> None:
    codes = [numbers.customer_code(db) for _ in range(20)]
    assert len(set(codes)) == 20
    assert all(numbers.is_code(code) for code in codes)
    assert not numbers.is_code(codes[0][:-1] + str((int(codes[0][-1]) + 1) % 10))


def test_r55_history_can_be_neither_changed_nor_removed(database: object, now: datetime) -> None:
    with transaction() as db:
        record(db, Event.STAFF_ADDED, by=Actor.system(), now=now)
    for sql in ("UPDATE history SET event = 'x'", "DELETE FROM history"):
        with pytest.raises(DBAPIError), transaction() as db:
            db.execute(text(sql))
    with reading() as db:
        assert db.scalars(select(HistoryEntry.event)).all() == ["staff_added"]


def test_values_are_kept_sealed_under_the_partys_key(db: Session, keys: object, now: datetime) -> None:
    anna = Party(first_name="Anna", created_at=now)
    db.add(anna)
    db.flush()
    record(db, Event.ORDER_APPLIED, by=Actor.system(), now=now, party=anna, values={"title": ("Mr", "Mrs")})
    db.flush()
    stored = db.execute(text("SELECT before_encrypted, after_encrypted FROM history_value")).one()
    assert "Mrs" not in str(stored)
    assert unsealed(db, anna.id, stored.after_encrypted) == "Mrs"
    assert unsealed(db, anna.id, sealed(db, anna.id, None, now=now)) is None


def test_r62_the_same_key_gives_the_first_result(database: object, now: datetime) -> None:
    who = Actor.system()
    with transaction() as db:
        assert claim(db, "k" * 22, act="convert", by=who, now=now) is None
        settle(db, "k" * 22, result="O-0001001")
    with transaction() as db:
        assert claim(db, "k" * 22, act="convert", by=who, now=now) == "O-0001001"
        assert len(db.scalars(select(Submission)).all()) == 1


@pytest.mark.parametrize(
    ("needle", "whom"),
    [
        ("eri", "Eriksson"),
        (" an", "Eriksson"),
        ("riks", "Eriksson"),
        ("wangfang", "王"),
        (" li", "Øster"),
        ("zzz", None),
    ],
)
def test_a_fragment_of_a_name_finds_alike_on_both_databases(
    db: Session, now: datetime, needle: str, whom: str | None
) -> None:
    for last, first in (("Eriksson", "Anna"), ("王", "芳"), ("Øster", "Li")):
        db.add(Party(last_name=last, first_name=first, search_name=search_text(last, first), created_at=now))
    db.flush()
    found = db.scalars(select(Party.last_name).where(contains(db, Party.id, Party.search_name, needle))).all()
    assert found == ([whom] if whom else [])
