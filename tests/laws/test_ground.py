"""The ground on which all other tests stand."""

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.access import ActorKind, Permission, may
from core.database.transaction import reading, transaction
from core.model import Customer, Staff
from tests.support.databases import FreshDatabase
from tests.support.statements import statements


def add_staff(email: str, now) -> None:
    with transaction() as db:
        db.add(Staff(email=email, name="Somebody", created_at=now))


def test_each_test_gets_its_own_database(database: FreshDatabase, now):
    add_staff("first@foyer.example", now)
    with reading() as db:
        assert "first@foyer.example" in db.scalars(select(Staff.email)).all()


def test_what_another_test_wrote_is_not_there(database: FreshDatabase):
    with reading() as db:
        assert "first@foyer.example" not in db.scalars(select(Staff.email)).all()


def test_an_open_session_is_on_the_engine_that_was_asked_for(db: Session, engine_name: str):
    assert db.get_bind().dialect.name == engine_name
    assert db.scalar(text("SELECT 1")) == 1


def test_the_cast_has_the_rights_of_its_roles(carl, mona, team):
    assert may(carl.actor, Permission.CUSTOMER_FIND)
    assert not may(carl.actor, Permission.LEAD_ASSIGN)
    assert mona.actor.team_ids == {team}


def test_anna_is_a_prospect(anna, db: Session):
    assert db.get_one(Customer, anna.customer_id).is_prospect
    assert anna.actor.kind is ActorKind.CUSTOMER


def test_statements_are_counted(database: FreshDatabase):
    with statements() as seen, reading() as db:
        db.scalars(select(Staff.id)).all()
        db.scalars(select(Staff.name)).all()
    assert len(seen) == 2
