"""Where leads come from (TL-1): the portal, a call, a salesperson."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed
from core.evaluate_lead.closing import close_lead
from core.evaluate_lead.intention import Said, say
from core.model import Customer, Intention, Job, Lead, LeadSource, LeadStatus, Offering, Post, PostKind
from core.track_lead.capture import enter_lead
from tests.leads import a_key, at_once, in_transaction, interest, the_lead, the_offer
from tests.people import Person
from tests.support.cast import LONG_AGO


def test_interest_in_the_portal_becomes_a_new_unassigned_lead(lead: str, anna: Person, now: datetime) -> None:
    with reading() as db:
        found = the_lead(db, lead)
        assert (found.status, found.source, found.title) == (LeadStatus.NEW, LeadSource.PORTAL, "Fibre 500")
        assert (found.customer_id, found.owner_id, found.team_id) == (anna.customer_id, None, None)
        assert [item.product_group for item in found.items] == ["fibre"]
        assert found.contact.party_id == anna.party_id
        post = db.scalars(select(Post)).one()
        assert (post.kind, post.outbound, post.note) == (PostKind.INTEREST, False, "We move in December")
        assert db.scalars(select(Intention)).one().kind == "interested"


def test_who_asks_to_be_called_is_due_within_an_hour_of_working_time(lead: str, now: datetime) -> None:
    with reading() as db:
        assert the_lead(db, lead).next_step_at == now + timedelta(hours=1)


def test_without_call_times_the_first_touch_is_due_in_four_hours(anna: Person, fibre: str, now: datetime) -> None:
    with transaction() as db:
        assert interest(db, anna, now=now).next_step_at == now + timedelta(hours=4)


def test_the_same_key_gives_the_same_lead(anna: Person, fibre: str, now: datetime) -> None:
    key = a_key()
    numbers = set()
    for _ in range(2):
        with transaction() as db:
            numbers.add(interest(db, anna, now=now, key=key).number)
    assert len(numbers) == 1
    with reading() as db:
        assert len(db.scalars(select(Post)).all()) == 1


def test_r62_of_eight_clicks_at_once_comes_one_lead(anna: Person, fibre: str, now: datetime) -> None:
    key, by = a_key(), anna.actor
    results = at_once([in_transaction(lambda db: interest(db, anna, now=now, key=key, by=by).number)] * 8)
    assert len(set(results)) == 1


def test_two_interests_at_once_in_the_same_group_make_one_lead(anna: Person, fibre: str, now: datetime) -> None:
    by = anna.actor
    results = at_once([in_transaction(lambda db: interest(db, anna, now=now, by=by).number)] * 4)
    assert len(set(results)) == 1


def test_interest_in_the_same_group_becomes_a_post_that_raises_the_open_lead(
    saras_lead: str, anna: Person, sara: Person, now: datetime
) -> None:
    later = now + timedelta(days=2)
    with transaction() as db:
        again = interest(db, anna, now=later, note="Is 1 Gb/s possible?")
        assert again.number == saras_lead
        assert again.owner_id == sara.staff_id
    with reading() as db:
        assert [post.note for post in db.scalars(select(Post).order_by(Post.id))] == [
            "We move in December", "Is 1 Gb/s possible?",
        ]  # fmt: skip
        templates = [job.payload["template"] for job in db.scalars(select(Job).where(Job.kind == "mail"))]
        assert "lead_raised" in templates


def test_interest_brings_a_waiting_lead_back(lead: str, anna: Person, now: datetime) -> None:
    by = anna.actor
    with transaction() as db:
        say(db, the_lead(db, lead), Said.NOT_NOW, until=(now + timedelta(days=60)).date(), by=by, now=now, key=a_key())
    with transaction() as db:
        again = interest(db, anna, now=now + timedelta(days=1))
        assert (again.number, again.status, again.waiting_until) == (lead, LeadStatus.WORKING, None)


def test_interest_in_another_group_is_a_lead_of_its_own(lead: str, anna: Person, now: datetime) -> None:
    with transaction() as db:
        db.add(Offering(code="mobile", product_group="mobile", names={"en": "Mobile"}, created_at=LONG_AGO))
        db.flush()
        mobile = db.query(Offering).filter_by(code="mobile").one()
        assert interest(db, anna, now=now, offering=mobile).number != lead


@pytest.mark.parametrize(("days", "linked"), [(89, True), (91, False)])
def test_interest_shortly_after_closing_is_linked_and_offered_to_who_had_it(
    saras_lead: str, team: int, anna: Person, sara: Person, now: datetime, days: int, linked: bool
) -> None:
    by = sara.actor
    with transaction() as db:
        old = the_lead(db, saras_lead)
        close_lead(db, old, reason="no_budget", note=None, by=by, seen_version=old.version, now=now, key=a_key())
    with transaction() as db:
        new = interest(db, anna, now=now + timedelta(days=days))
        assert new.number != saras_lead
        assert (new.previous_lead_id is not None, new.team_id == team, new.owner_id) == (linked, linked, None)


def test_a_csr_enters_a_lead_during_a_call_and_it_is_unassigned(
    anna: Person, fibre: str, carl: Person, now: datetime
) -> None:
    by = carl.actor
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        made = enter_lead(
            db, customer, offering=the_offer(db), how_soon="this_month", source=LeadSource.CALL, by=by, now=now,
            key=a_key(),
        )  # fmt: skip
        assert (made.created_by_id, made.is_assigned, made.source) == (carl.staff_id, False, LeadSource.CALL)


def test_what_a_salesperson_enters_is_theirs(anna: Person, team: int, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        made = enter_lead(db, customer, title="14 mobiles", source=LeadSource.REFERRAL, by=by, now=now, key=a_key())
        assert (made.owner_id, made.team_id) == (sara.staff_id, team)


def test_a_lead_says_what_it_is_about(anna: Person, carl: Person, now: datetime) -> None:
    by = carl.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        enter_lead(
            db, db.get_one(Customer, anna.customer_id), title=" ", source=LeadSource.CALL, by=by, now=now, key=a_key()
        )
    assert refused.value.problems[0].field == "title"


def test_auditors_enter_nothing_and_nobody_speaks_for_another_customer(
    anna: Person, fibre: str, ada: Person, now: datetime
) -> None:
    auditor = ada.actor
    with pytest.raises(NotAllowed), transaction() as db:
        interest(db, anna, now=now, by=auditor)
    stranger = Person("Eve", "eve@foyer.example", party_id=999, customer_id=999).actor
    with pytest.raises(NotAllowed), transaction() as db:
        interest(db, anna, now=now, by=stranger)
    with reading() as db:
        assert not db.scalars(select(Lead)).all()
