"""Working a lead (TL-8): posts, next step, tasks, competitors, waiting."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, StaleVersion, WrongStatus
from core.model import Competitor, ContactMedium, Customer, Job, LeadStatus, MediumKind, Post, PostKind, Task
from core.money import Money
from core.track_lead.competitors import Rival, add_competitor, remove_competitor
from core.track_lead.next_steps import add_task, finish_next_step, finish_task, set_next_step
from core.track_lead.working import add_post, pause, return_lead
from tests.leads import a_key, at_once, in_transaction, the_lead
from tests.people import Person


def call(db: Session, number: str, by: object, now: datetime, outcome: str = "reached", **more: object) -> Post:
    """Sara logs a call."""
    more.setdefault("key", a_key())
    return add_post(db, the_lead(db, number), kind=PostKind.CALL, outcome=outcome, note=None, by=by, now=now, **more)  # type: ignore[arg-type]


def test_the_first_post_makes_a_new_lead_a_working_one(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        call(db, saras_lead, by, now)
    with reading() as db:
        lead = the_lead(db, saras_lead)
        assert (lead.status, lead.first_touch_at, lead.last_touch_at) == (LeadStatus.WORKING, now, now)
        assert db.get_one(Customer, lead.customer_id).last_contact_at == now


def test_a_double_click_leaves_one_post(saras_lead: str, sara: Person, now: datetime) -> None:
    by, key = sara.actor, a_key()
    results = at_once([in_transaction(lambda db: call(db, saras_lead, by, now, key=key).id)] * 4)
    assert len(set(results)) == 1


def test_posts_of_two_people_at_once_are_both_kept(saras_lead: str, sara: Person, mona: Person, now: datetime) -> None:
    people = [sara.actor, mona.actor] * 3
    acts = [in_transaction(lambda db, by=by: call(db, saras_lead, by, now).id) for by in people]  # type: ignore[misc]
    assert len(set(at_once(acts))) == 6


def test_a_wrong_number_marks_the_method_as_failed(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        call(db, saras_lead, by, now, "wrong_number")
    with reading() as db:
        mobile = db.scalars(select(ContactMedium).where(ContactMedium.kind == MediumKind.MOBILE)).one()
        assert mobile.failed_at == now


def test_call_back_needs_a_time_and_becomes_the_next_step(saras_lead: str, sara: Person, now: datetime) -> None:
    by, at = sara.actor, now + timedelta(hours=3)
    with pytest.raises(Invalid), transaction() as db:
        call(db, saras_lead, by, now, "call_back")
    with transaction() as db:
        call(db, saras_lead, by, now, "call_back", call_back_at=at)
    with reading() as db:
        assert the_lead(db, saras_lead).next_step_at == at


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [(PostKind.CALL, "held"), (PostKind.CALL, None), (PostKind.EMAIL, "reached"), (PostKind.NOTE, None)],
)
def test_an_outcome_fits_its_kind_and_a_note_says_something(
    saras_lead: str, sara: Person, now: datetime, kind: PostKind, outcome: str | None
) -> None:
    by = sara.actor
    with pytest.raises(Invalid), transaction() as db:
        add_post(db, the_lead(db, saras_lead), kind=kind, outcome=outcome, note=" ", by=by, now=now, key=a_key())


def test_a_csr_posts_nothing(saras_lead: str, carl: Person, now: datetime) -> None:
    by = carl.actor
    with pytest.raises(NotAllowed), transaction() as db:
        call(db, saras_lead, by, now)


def test_there_is_always_one_next_step(saras_lead: str, sara: Person, now: datetime) -> None:
    by, tomorrow = sara.actor, now + timedelta(days=1)
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        set_next_step(db, lead, what="Send the map", at=tomorrow, by=by, seen_version=lead.version, now=now)
    with pytest.raises(StaleVersion), transaction() as db:
        set_next_step(db, the_lead(db, saras_lead), what="Call", at=tomorrow, by=by, seen_version=1, now=now)
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        assert (lead.next_step, lead.next_step_at) == ("Send the map", tomorrow)
        finish_next_step(db, lead, by=by, seen_version=lead.version, now=now)
        assert (lead.next_step, lead.next_step_at) == (None, now)


def test_a_task_is_added_and_ticked_once(saras_lead: str, sara: Person, now: datetime) -> None:
    by, key = sara.actor, a_key()
    for _ in range(2):
        with transaction() as db:
            add_task(db, the_lead(db, saras_lead), title="Check coverage", due_at=now, by=by, now=now, key=key)
    with transaction() as db:
        task = db.scalars(select(Task)).one()
        assert task.assignee_id == sara.staff_id
        for minutes in (1, 2):
            finish_task(db, the_lead(db, saras_lead), task.public_id, by=by, now=now + timedelta(minutes=minutes))
        db.refresh(task)
        assert task.done_at == now + timedelta(minutes=1)


def test_a_competitor_is_noted_and_taken_off_the_page(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    rival = Rival(name="Telnord", price=Money(1490000, "SEK"), threat="high")
    with transaction() as db:
        add_competitor(db, the_lead(db, saras_lead), rival, by=by, now=now, key=a_key())
    with transaction() as db:
        row = db.scalars(select(Competitor)).one()
        assert (row.name, row.price_minor, row.threat) == ("Telnord", 1490000, "high")
        remove_competitor(db, the_lead(db, saras_lead), row.public_id, by=by, now=now)
        assert row.is_removed


def test_a_waiting_lead_comes_back_by_itself_on_its_day(saras_lead: str, sara: Person, now: datetime) -> None:
    by, until = sara.actor, now + timedelta(days=30)
    with transaction() as db:
        pause(db, the_lead(db, saras_lead), until=until, reason="not_now", by=by, now=now)
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        assert (lead.status, lead.waiting_until) == (LeadStatus.WAITING, until)
        job = db.scalars(select(Job).where(Job.kind == "lead_returns")).one()
        assert (job.run_at, job.payload["lead"]) == (until, lead.id)
        return_lead(db, lead.id, until=until, now=until)
        assert (lead.status, lead.next_step_at) == (LeadStatus.WORKING, until)


def test_a_return_that_was_moved_does_nothing(saras_lead: str, sara: Person, now: datetime) -> None:
    by, until = sara.actor, now + timedelta(days=30)
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        pause(db, lead, until=until, reason="not_now", by=by, now=now)
        pause(db, lead, until=until + timedelta(days=9), reason="not_now", by=by, now=now)
        return_lead(db, lead.id, until=until, now=until)
        assert lead.status is LeadStatus.WAITING


def test_a_closed_lead_takes_no_posts(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        the_lead(db, saras_lead).status = LeadStatus.CANCELLED
    with pytest.raises(WrongStatus), transaction() as db:
        call(db, saras_lead, by, now)
