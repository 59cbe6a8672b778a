"""Offers, teams and leads for tests of tracking and evaluating."""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.transaction import transaction
from core.errors import FoyerError
from core.model import Customer, Lead, LeadSource, Offering, Staff, Team
from core.track_lead.assignment import assign, claim
from core.track_lead.capture import show_interest
from tests.people import Person
from tests.support.cast import LONG_AGO

_number = itertools.count(1)


def a_key() -> str:
    """A form's one-time key."""
    return f"key-{next(_number)}"


@pytest.fixture
def fibre(database: object) -> str:
    """Public id of an offer: fibre at SEK 399.00 a month."""
    with transaction() as db:
        offer = Offering(
            code="fibre-500", product_group="fibre", names={"en": "Fibre 500", "zh": "光纤 500", "ar": "ألياف 500"},
            price_minor=39900, price_currency="SEK", created_at=LONG_AGO,
        )  # fmt: skip
        db.add(offer)
        db.flush()
        return offer.public_id


def the_offer(db: Session) -> Offering:
    """The offer of the fixture `fibre`."""
    return db.query(Offering).filter_by(code="fibre-500").one()


def interest(db: Session, anna: Person, *, now: datetime, **said: Any) -> Lead:
    """Anna shows interest in the portal: in fibre unless said otherwise."""
    said.setdefault("offering", the_offer(db))
    said.setdefault("key", a_key())
    said.setdefault("source", LeadSource.PORTAL)
    said.setdefault("by", anna.actor)
    return show_interest(db, db.get_one(Customer, anna.customer_id), now=now, **said)


@pytest.fixture
def lead(anna: Person, fibre: str, now: datetime) -> str:
    """Number of a new, unassigned lead: Anna is interested in fibre."""
    with transaction() as db:
        return interest(db, anna, now=now, note="We move in December", call_times="after five").number


@pytest.fixture
def team_lead(lead: str, team: int, mona: Person, now: datetime) -> str:
    """The same lead, assigned to sara's team and claimed by nobody."""
    with transaction() as db:
        found = the_lead(db, lead)
        assign(db, found, to=db.get_one(Team, team), reason=None, by=mona.actor, seen_version=found.version, now=now)
    return lead


@pytest.fixture
def saras_lead(team_lead: str, sara: Person, now: datetime) -> str:
    """The same lead, claimed by sara."""
    by = sara.actor
    with transaction() as db:
        claim(db, the_lead(db, team_lead), by=by, now=now)
    return team_lead


def the_lead(db: Session, number: str) -> Lead:
    """The lead of a number."""
    return db.query(Lead).filter_by(number=number).one()


def staff_of(db: Session, person: Person) -> Staff:
    """Somebody's row."""
    return db.get_one(Staff, person.staff_id)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Runs the acts at the same moment, each in its own thread; returns results and what was refused."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait(10)
        try:
            return act()
        except FoyerError as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def in_transaction(act: Callable[[Session], Any]) -> Callable[[], Any]:
    """The act in a transaction of its own."""

    def run() -> Any:
        with transaction() as db:
            return act(db)

    return run


def acting(person: Person, **changed: Any) -> Actor:
    """The person as they act now."""
    return person.actor
