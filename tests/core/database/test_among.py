"""Thousands of values are looked up in one statement that stays as quick when a table has grown."""

from sqlalchemy import event, select, text

from core.database.among import among, plan_anew
from core.database.transaction import engine, transaction
from core.model import ReferenceTerm, Staff


def test_texts_and_keys_are_found_among_thousands(db, carl, sue):
    emails = {f"nobody{number}@example.org" for number in range(5_000)} | {carl.email}
    keys = set(range(1_000_000, 1_005_000)) | {sue.staff_id}
    assert set(db.scalars(select(Staff.id).where(among(db, Staff.email, emails)))) == {carl.staff_id}
    assert set(db.scalars(select(Staff.id).where(among(db, Staff.id, keys)))) == {sue.staff_id}
    assert not db.scalars(select(ReferenceTerm.id).where(among(db, ReferenceTerm.code, ()))).all()


def test_on_postgresql_they_are_one_parameter_and_planned_anew_until_the_act_ends(database):
    asked = []
    listening = engine()
    event.listen(listening, "before_cursor_execute", lambda *given: asked.append(given[3]))
    with transaction() as db:
        plan_anew(db)
        db.execute(select(Staff.id).where(among(db, Staff.email, [str(number) for number in range(3_000)])))
        if listening.dialect.name == "postgresql":
            assert len(asked[-1]) == 1
            assert db.scalar(text("SHOW plan_cache_mode")) == "force_custom_plan"
        else:
            assert len(asked[-1]) == 3_000
    if listening.dialect.name == "postgresql":
        with transaction() as db:
            assert db.scalar(text("SHOW plan_cache_mode")) == "auto"
