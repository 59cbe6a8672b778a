"""Letting go (EL-5): closed with a reason, reopened, deleted, restored."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, NotFound, StaleVersion, WrongStatus
from core.evaluate_lead.closing import close_lead, delete_lead, reopen, restore
from core.evaluate_lead.conversion import Choice, convert
from core.model import Competitor, CustomerConsent, LeadSource, LeadStatus, PostKind
from core.track_lead.consent import refused_channels
from core.track_lead.reach import visible_lead
from core.track_lead.working import add_post
from tests.leads import a_key, interest, the_lead
from tests.people import Person


def closing(db: Session, number: str, by: Any, now: datetime, **said: Any) -> None:
    """The page's button *Close lead*."""
    lead = the_lead(db, number)
    said = {"reason": "no_need", "note": None, "seen_version": lead.version, "key": a_key(), **said}
    close_lead(db, lead, by=by, now=now, **said)


def note(db: Session, number: str, by: Any, now: datetime) -> None:
    """Somebody writes a note."""
    add_post(db, the_lead(db, number), kind=PostKind.NOTE, outcome=None, note="Asked", by=by, now=now, key=a_key())


def test_a_new_lead_is_cancelled(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        closing(db, saras_lead, by, now)
        lead = the_lead(db, saras_lead)
        assert (lead.status, lead.close_reason, lead.closed_at) == (LeadStatus.CANCELLED, "no_need", now)


def test_one_that_was_worked_is_disqualified(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        note(db, saras_lead, by, now)
        closing(db, saras_lead, by, now)
        assert the_lead(db, saras_lead).status is LeadStatus.DISQUALIFIED


@pytest.mark.parametrize(
    ("reason", "field"),
    [("other", "note"), ("chose_competitor", "competitor"), ("duplicate", "duplicate_of"), ("bored", "reason")],
)
def test_a_reason_says_what_it_needs(saras_lead: str, sara: Person, now: datetime, reason: str, field: str) -> None:
    by = sara.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        closing(db, saras_lead, by, now, reason=reason)
    assert refused.value.problems[0].field == field


def test_a_chosen_competitor_stands_on_the_page(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        closing(db, saras_lead, by, now, reason="chose_competitor", competitor="Telnord")
        assert db.scalars(select(Competitor.name)).all() == ["Telnord"]


def test_asked_not_to_be_contacted_withdraws_consent_until_they_ask_again(
    saras_lead: str, anna: Person, sara: Person, now: datetime
) -> None:
    by = sara.actor
    with transaction() as db:
        closing(db, saras_lead, by, now, reason="asked_not_to_be_contacted")
        lead = the_lead(db, saras_lead)
        assert "call" in refused_channels(db, lead.customer_id, LeadSource.PORTAL)
        assert "call" in refused_channels(db, lead.customer_id, LeadSource.CAMPAIGN)
    with transaction() as db:
        interest(db, anna, now=now + timedelta(days=1), offering=None)
        assert "call" not in refused_channels(db, lead.customer_id, LeadSource.PORTAL)
        assert "call" in refused_channels(db, lead.customer_id, LeadSource.CAMPAIGN)
        assert {line.source for line in db.scalars(select(CustomerConsent))} == {f"lead {saras_lead}", "interest"}


def test_its_owner_reopens_it_within_30_days_and_a_manager_any_time(
    saras_lead: str, sara: Person, mona: Person, now: datetime
) -> None:
    owner, manager, late = sara.actor, mona.actor, now + timedelta(days=31)
    with transaction() as db:
        closing(db, saras_lead, owner, now)
    with pytest.raises(NotAllowed), transaction() as db:
        lead = the_lead(db, saras_lead)
        reopen(db, lead, by=owner, seen_version=lead.version, now=late)
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        reopen(db, lead, by=manager, seen_version=lead.version, now=late)
        assert (lead.status, lead.closed_at, lead.close_reason) == (LeadStatus.NEW, None, None)
    with pytest.raises(WrongStatus), transaction() as db:
        lead = the_lead(db, saras_lead)
        reopen(db, lead, by=manager, seen_version=lead.version, now=late)


def test_a_converted_lead_is_not_reopened(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        convert(db, lead, choice=Choice.CREATE, by=by, seen_version=lead.version, now=now, key=a_key())
    with pytest.raises(WrongStatus), transaction() as db:
        lead = the_lead(db, saras_lead)
        reopen(db, lead, by=by, seen_version=lead.version, now=now)


def test_a_stale_close_is_refused(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(StaleVersion), transaction() as db:
        closing(db, saras_lead, by, now, seen_version=1)


def test_a_new_lead_without_posts_is_deleted_and_restored(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        delete_lead(db, lead, reason="test", by=by, seen_version=lead.version, now=now)
    with pytest.raises(NotFound), reading() as db:
        visible_lead(db, saras_lead, by=by)
    with pytest.raises(WrongStatus), transaction() as db:
        restore(db, saras_lead, by=by, now=now + timedelta(days=31))
    with transaction() as db:
        restore(db, saras_lead, by=by, now=now + timedelta(days=29))
    with reading() as db:
        assert visible_lead(db, saras_lead, by=by).is_open


def test_once_there_are_posts_it_is_closed_not_deleted(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        note(db, saras_lead, by, now)
    with pytest.raises(WrongStatus), transaction() as db:
        lead = the_lead(db, saras_lead)
        delete_lead(db, lead, reason="test", by=by, seen_version=lead.version, now=now)


def test_nobody_restores_what_is_not_theirs(saras_lead: str, sara: Person, sami: Person, now: datetime) -> None:
    by, other = sara.actor, sami.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        delete_lead(db, lead, reason="test", by=by, seen_version=lead.version, now=now)
    with pytest.raises(NotAllowed), transaction() as db:
        restore(db, saras_lead, by=other, now=now)
