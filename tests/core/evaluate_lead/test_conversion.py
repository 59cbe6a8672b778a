"""Become an opportunity or not (EL-3, EL-4)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, StaleVersion, WrongStatus
from core.evaluate_lead.closing import close_lead
from core.evaluate_lead.conversion import Choice, convert
from core.model import Competitor, HistoryEntry, Job, LeadStatus, Opportunity, Post, PostKind, Stage, Task
from core.track_lead.competitors import Rival, add_competitor
from core.track_lead.next_steps import add_task
from core.track_lead.working import add_post
from tests.leads import a_key, at_once, in_transaction, interest, the_lead
from tests.people import Person


def converting(db: Session, number: str, by: Any, now: datetime, **said: Any) -> Opportunity | None:
    """The page's button *Convert*."""
    lead = the_lead(db, number)
    said = {"choice": Choice.CREATE, "seen_version": lead.version, "key": a_key(), **said}
    return convert(db, lead, by=by, now=now, **said)


def test_a_new_lead_becomes_an_opportunity_and_writes_both_arrows(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        add_competitor(db, the_lead(db, saras_lead), Rival(name="Telnord"), by=by, now=now, key=a_key())
        add_task(db, the_lead(db, saras_lead), title="Map", due_at=None, by=by, now=now, key=a_key())
        made = converting(db, saras_lead, by, now)
        assert made is not None
        number = made.number
    with reading() as db:
        lead, made = the_lead(db, saras_lead), db.scalars(select(Opportunity)).one()
        assert (lead.status, lead.opportunity_id, lead.closed_at) == (LeadStatus.QUALIFIED, made.id, now)
        assert (made.number, made.stage, made.probability) == (number, Stage.DEVELOP, 20)
        assert (made.customer_id, made.contact_id, made.owner_id) == (lead.customer_id, lead.contact_id, sara.staff_id)
        assert [(item.offering_id, item.price_minor) for item in made.items] == [(lead.items[0].offering_id, 39900)]
        for kind in (Post, Task, Competitor):
            assert {row.opportunity_id for row in db.scalars(select(kind))} == {made.id}
        events = db.scalars(select(HistoryEntry.event).where(HistoryEntry.lead_id == lead.id).order_by(HistoryEntry.id))
        assert [one for one in events if one in ("lead_started", "lead_converted")] == [
            "lead_started",
            "lead_converted",
        ]
        assert [job.payload["event"] for job in db.scalars(select(Job).where(Job.kind == "event"))] == [
            "lead_converted"
        ]


def test_posts_written_afterwards_stand_on_neither_closed_lead(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        converting(db, saras_lead, by, now)
    with pytest.raises(WrongStatus), transaction() as db:
        add_post(
            db, the_lead(db, saras_lead), kind=PostKind.NOTE, outcome=None, note="Late", by=by, now=now, key=a_key()
        )


@pytest.mark.parametrize("same_key", [True, False])
def test_it_happens_once_however_often_it_is_clicked(
    saras_lead: str, sara: Person, now: datetime, same_key: bool
) -> None:
    by, key = sara.actor, a_key()
    version = 3

    def click(db: Session) -> Any:
        made = converting(db, saras_lead, by, now, key=key if same_key else a_key(), seen_version=version)
        return made.number if made else None

    with reading() as db:
        version = the_lead(db, saras_lead).version
    results = at_once([in_transaction(click)] * 8)
    with reading() as db:
        made = db.scalars(select(Opportunity)).one()
    assert set(results) == {made.number}


def test_a_lead_joins_an_open_opportunity_of_its_customer(
    saras_lead: str, anna: Person, sara: Person, mona: Person, now: datetime
) -> None:
    by = sara.actor
    with transaction() as db:
        first = converting(db, saras_lead, by, now)
        assert first is not None
        second = interest(db, anna, now=now, offering=None)
        second.owner_id = sara.staff_id
        db.flush()
        joined = converting(db, second.number, by, now, choice=Choice.JOIN, opportunity=first)
        assert joined is first
        assert second.opportunity_id == first.id


def test_joining_needs_an_open_opportunity(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        converting(db, saras_lead, by, now, choice=Choice.JOIN)
    assert refused.value.problems[0].field == "opportunity"


def test_kept_as_prospect_the_lead_waits_until_its_day(saras_lead: str, sara: Person, now: datetime) -> None:
    by, day = sara.actor, (now + timedelta(days=20)).date()
    with transaction() as db:
        assert converting(db, saras_lead, by, now, choice=Choice.KEEP, until=day) is None
        lead = the_lead(db, saras_lead)
        assert lead.status is LeadStatus.WAITING
        assert lead.waiting_until is not None
        assert lead.waiting_until.date() == day


def test_who_sees_an_older_lead_is_told(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(StaleVersion), transaction() as db:
        converting(db, saras_lead, by, now, seen_version=1)


def test_neither_a_csr_nor_an_auditor_converts(saras_lead: str, carl: Person, ada: Person, now: datetime) -> None:
    for by in (carl.actor, ada.actor):
        with pytest.raises(NotAllowed), transaction() as db:
            converting(db, saras_lead, by, now)


def test_a_closed_lead_is_not_converted(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        close_lead(db, lead, reason="no_need", note=None, by=by, seen_version=lead.version, now=now, key=a_key())
    with pytest.raises(WrongStatus), transaction() as db:
        converting(db, saras_lead, by, now)
