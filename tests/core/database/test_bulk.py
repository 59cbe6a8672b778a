"""What is written in bulk is stored to the letter, as the models would store it."""

from datetime import UTC, date, datetime, timedelta, timezone

from sqlalchemy import select

from core.database.bulk import load
from core.model import DuplicateState, HistoryEntry, Party, PartyKind

HOSTILE = (
    "\\N",
    "\\.",
    "a\tb",
    "a\nb",
    "a\r\nb",
    "c:\\new\\table",
    "\"quoted\", and 'so'",
    "NULL",
    "",
    "Юлия 王 \U0001f600",
    "{}",
)
AT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=3)))


def party(key: int, name: str, *, known: bool) -> dict[str, object]:
    return {
        "id": key,
        "public_id": f"{key:022d}",
        "kind": PartyKind.PERSON,
        "last_name": name,
        "one_name": known,
        "birth_date": date(1990, 2, 28) if known else None,
        "search_name": name,
        "sort_name": name,
        "created_at": AT,
        "version": 1,
    }


def test_texts_that_mean_something_to_the_database_are_only_texts(db):
    rows = [party(1_000 + place, name, known=place % 2 == 0) for place, name in enumerate(HOSTILE)]
    written = load(db.connection(), Party.__table__, tuple(rows[0]), (tuple(row.values()) for row in rows))
    assert written == len(HOSTILE)
    stored = db.scalars(select(Party).where(Party.id >= 1_000).order_by(Party.id)).all()
    assert [one.last_name for one in stored] == list(HOSTILE)
    assert [one.one_name for one in stored] == [row["one_name"] for row in rows]
    assert [one.birth_date for one in stored] == [row["birth_date"] for row in rows]
    assert {one.created_at for one in stored} == {AT.astimezone(UTC)}
    assert {one.kind for one in stored} == {PartyKind.PERSON}


def test_documents_are_stored_as_they_are(db):
    facts = [{"said": text, "times": place, "state": DuplicateState.OPEN.value} for place, text in enumerate(HOSTILE)]
    columns = ("id", "at", "event", "outcome", "by_kind", "fields", "facts")
    rows = [(9_000 + place, AT, "viewed", "done", "system", ["a\tb", "\\"], told) for place, told in enumerate(facts)]
    load(db.connection(), HistoryEntry.__table__, columns, rows)
    stored = db.scalars(select(HistoryEntry).where(HistoryEntry.id >= 9_000).order_by(HistoryEntry.id)).all()
    assert [one.facts for one in stored] == facts
    assert all(one.fields == ["a\tb", "\\"] for one in stored)


def test_many_chunks_are_counted(db, monkeypatch):
    monkeypatch.setattr("core.database.bulk.CHUNK", 3)
    rows = [party(2_000 + place, "Berg", known=True) for place in range(10)]
    assert load(db.connection(), Party.__table__, tuple(rows[0]), (tuple(row.values()) for row in rows)) == 10
