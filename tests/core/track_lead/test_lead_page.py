"""The lead page (TL-7): everything on it, in a fixed number of statements, the look recorded."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.errors import NotFound
from core.model import HistoryEntry, PostKind
from core.track_lead.lead_page import lead_page
from core.track_lead.next_steps import add_task
from core.track_lead.operator_hours import Hours
from core.track_lead.working import add_post
from tests.leads import a_key, the_lead
from tests.people import Person
from tests.support.statements import statements

OPERATOR = Hours(zone="Europe/Stockholm")


def test_a_look_is_recorded_once(saras_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with transaction() as db:
        page = lead_page(db, saras_lead, operator=OPERATOR, by=by, now=now)
    assert (page.lead.number, page.phone, page.may_call.allowed) == (saras_lead, "+46701740605", True)
    assert page.lead.items[0].offering is not None
    assert [post.note for post in page.posts] == ["We move in December"]
    assert (page.can_work, page.can_claim, page.can_give_back, page.can_assign) == (True, False, True, False)
    with reading() as db:
        looks = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "lead_viewed")).all()
        assert [look.by_staff_id for look in looks] == [sara.staff_id]


def test_who_may_not_see_it_finds_nothing(saras_lead: str, sami: Person, now: datetime) -> None:
    by = sami.actor
    with pytest.raises(NotFound), transaction() as db:
        lead_page(db, saras_lead, operator=OPERATOR, by=by, now=now)


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_takes_as_many_statements_with_one_post_as_with_forty(
    saras_lead: str, sara: Person, now: datetime, count: int
) -> None:
    by = sara.actor
    with transaction() as db:
        for minute in range(count):
            at = now + timedelta(minutes=minute)
            lead = the_lead(db, saras_lead)
            add_post(db, lead, kind=PostKind.NOTE, outcome=None, note="Said", by=by, now=at, key=a_key())
            add_task(db, lead, title="Do", due_at=at, by=by, now=at, key=a_key())
    with statements() as said, transaction() as db:
        page = lead_page(db, saras_lead, operator=OPERATOR, by=by, now=now)
        assert [item.offering.names["en"] for item in page.lead.items if item.offering] == ["Fibre 500"]
        assert page.customer.party.name == page.contact.party.name == "Anna Eriksson"
        assert page.lead.owner is not None
        assert {post.by.name for post in page.posts if post.by} == {"Sara Wikström"}
    assert len(said) <= 10, "\n".join(said)
