"""The search for duplicates among all who are stored: as a standing job, and into a file."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select

from cli import foyer
from core.database.transaction import reading, transaction
from core.identify_contact import duplicate_search
from core.identify_contact.duplicates import say_not_same
from core.model import (
    Channel,
    ContactMedium,
    Customer,
    DuplicateCandidate,
    HistoryEntry,
    Job,
    MatchKey,
    MediumKind,
    Party,
)
from jobs import duplicates
from jobs.duplicates import begin_search, write_pairs
from jobs.worker import work_once
from tests.support.settings import environment
from tests.support.statements import statements

PEOPLE = (
    ("Müller", "Jürgen", date(1970, 2, 11), "+491701740601"),
    ("Mueller", "Juergen", date(1970, 11, 2), "+491701740601"),
    ("Ek", "Siv", date(1962, 5, 30), "+46701740611"),
    ("Ek", "Nils", date(1960, 1, 9), "+46701740611"),
    ("Юнусова", "Юлия", date(1991, 8, 14), ""),
    ("Yunusova", "Julia", date(1991, 8, 14), ""),
    ("Moreau", "Camille", None, "+33612345678"),
)


@pytest.fixture
def stored(database, keys, now) -> list[Customer]:
    """Two pairs who are one person, a household, and somebody alone; brought in without match keys."""
    with transaction() as db:
        customers = [_customer(place, *who, now=now) for place, who in enumerate(PEOPLE)]
        customers[0].external_reference = "OLD-17"
        db.add_all(customers)
        return customers


def _customer(place: int, last: str, first: str, born: date | None, phone: str, *, now) -> Customer:
    party = Party(last_name=last, first_name=first, birth_date=born, created_at=now)
    party.media = [ContactMedium(kind=MediumKind.MOBILE, value=phone, created_at=now)] if phone else []
    return Customer(code=f"c{place}", party=party, registered_at=now, channel=Channel.IMPORT)


def scanned() -> list[dict[str, str]]:
    out = StringIO()
    written = write_pairs(out)
    lines = list(csv.DictReader(StringIO(out.getvalue())))
    assert written == len(lines)
    return lines


def test_the_file_names_each_pair_once_with_score_band_and_reasons(stored):
    lines = scanned()
    assert {(line["left"], line["right"]) for line in lines} == {("OLD-17", "c1"), ("c4", "c5")}
    assert list(lines[0]) == ["left", "right", "score", "band", "evidence"]
    of_mueller = next(line for line in lines if line["left"] == "OLD-17")
    assert "Date of birth with day and month swapped" in of_mueller["evidence"]
    assert of_mueller["band"] in {"certain", "likely"}
    assert 70 <= float(of_mueller["score"]) <= 100
    assert scanned() == lines


def test_small_batches_find_the_same(stored, monkeypatch):
    whole = {(line["left"], line["right"]) for line in scanned()}
    monkeypatch.setattr(duplicates, "search", lambda db, **where: duplicate_search.search(db, limit=7, **where))
    assert {(line["left"], line["right"]) for line in scanned()} == whole


def test_who_was_said_to_be_somebody_else_is_left_out(stored, carl, now):
    with transaction() as db:
        left, right = (db.get_one(Customer, customer.id) for customer in stored[4:6])
        say_not_same(db, right, left, by=carl.actor, now=now)
    assert [line["left"] for line in scanned()] == ["OLD-17"]


def test_keys_that_are_missing_or_wrong_are_written(stored):
    scanned()
    with transaction() as db:
        before = db.scalar(select(func.count()).select_from(MatchKey))
        db.execute(delete(MatchKey).where(MatchKey.party_id == stored[0].party_id))
        wrong = db.scalars(select(MatchKey).where(MatchKey.party_id == stored[1].party_id)).first()
        wrong.key = "what was once"
    scanned()
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(MatchKey)) == before
        assert db.scalar(select(MatchKey.id).where(MatchKey.key == "what was once")) is None


def test_the_standing_search_fills_the_queue_and_goes_on_where_it_stood(stored, settings, now, monkeypatch):
    monkeypatch.setattr(duplicates, "WORK_SECONDS", 0.0)
    monkeypatch.setattr(duplicates, "REST", timedelta(0))
    with transaction() as db:
        assert begin_search(db, now=now)
    with transaction() as db:
        assert not begin_search(db, now=now)
    runs = 0
    while work_once(settings):
        runs += 1
        monkeypatch.setattr(duplicates, "WORK_SECONDS", 0.02)
        assert runs < 50
    with reading() as db:
        pairs = db.scalars(select(DuplicateCandidate).order_by(DuplicateCandidate.left_id)).all()
        assert [(pair.left_id, pair.right_id) for pair in pairs] == [
            (stored[0].id, stored[1].id), (stored[4].id, stored[5].id),
        ]  # fmt: skip
        assert {pair.state.value for pair in pairs} == {"open"}
        told = db.scalars(select(HistoryEntry.customer_id).where(HistoryEntry.event == "duplicate_found")).all()
        assert sorted(told) == [stored[1].id, stored[5].id]
        assert not [job for job in db.scalars(select(Job)) if "mueller" in str(job.payload).lower()]


def test_a_search_asks_as_often_for_many_as_for_few(stored, now):
    scanned()
    with statements() as few, reading() as db:
        duplicate_search.search(db, after=("a", ""))
    with transaction() as db:
        db.add_all(_customer(100 + n, f"Ekberg{n}", "Siv", date(1962, 5, 30), "", now=now) for n in range(40))
    scanned()
    with statements() as many, reading() as db:
        duplicate_search.search(db, after=("a", ""))
    assert len(few) == len(many) <= 6


def test_the_command_writes_the_file(stored, database, tmp_path, monkeypatch):
    for name, value in environment(database.url, tmp_path).items():
        monkeypatch.setenv(name, value)
    out = tmp_path / "pairs.csv"
    done = CliRunner().invoke(foyer, ["duplicates", "scan", "--csv", str(out)])
    assert done.exit_code == 0, done.output
    assert "2 pairs" in done.stderr
    assert out.read_text(encoding="utf-8").splitlines()[0] == "left,right,score,band,evidence"
