"""Queues of leads (TL-4, TL-10): who sees what, in which order, page by page, with constant statements."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.transaction import engine, reading, transaction
from core.model import Customer, Lead, LeadSource, LeadStatus
from core.track_lead.queues import Filters, View, counts_of, page_of, views_of
from core.track_lead.rows import customer_name, lead_rows
from tests.leads import the_lead
from tests.people import Person


def more_leads(db: Session, anna: Person, count: int, *, now: datetime, **where: object) -> list[str]:
    """Leads beside each other, one due each minute."""
    contact = db.get_one(Customer, anna.customer_id).contacts[0]
    made = [
        Lead(
            number=f"L-9{len(where)}{number:05d}",
            customer_id=anna.customer_id,
            contact_id=contact.id,
            title="Fibre",
            source=LeadSource.PORTAL,
            next_step_at=now + timedelta(minutes=number),
            created_at=now + timedelta(seconds=number),
            **where,
        )
        for number in range(count)
    ]
    db.add_all(made)
    db.flush()
    return [one.number for one in made]


def ids(view: View, by: Actor, now: datetime, **more: object) -> list[str]:
    """The keys of one page."""
    with reading() as db:
        return page_of(db, view, filters=more.pop("filters", Filters()), by=by, now=now, **more).numbers  # type: ignore[arg-type]


def test_each_role_has_its_views(carl: Person, sara: Person, mona: Person, ada: Person, sue: Person) -> None:
    assert views_of(carl.actor) == [View.ALL]
    assert views_of(ada.actor) == [View.ALL]
    assert views_of(sue.actor) == []
    assert views_of(sara.actor)[:3] == [View.MINE, View.TEAM, View.UNCLAIMED]
    assert View.UNASSIGNED not in views_of(sara.actor)
    assert views_of(mona.actor)[0] is View.UNASSIGNED


def test_a_lead_stands_where_it_belongs(
    lead: str, team: int, carl: Person, sara: Person, sami: Person, mona: Person, ada: Person, now: datetime
) -> None:
    with reading() as db:
        key = lead
    for view in (View.UNASSIGNED, View.ALL):
        assert ids(view, mona.actor, now) == [key]
    for view in (View.MINE, View.TEAM, View.UNCLAIMED, View.ALL):
        assert ids(view, sara.actor, now) == []
    assert ids(View.ALL, ada.actor, now) == [key]
    with transaction() as db:
        the_lead(db, lead).team_id = team
    for view in (View.TEAM, View.UNCLAIMED, View.ALL):
        assert ids(view, sara.actor, now) == [key]
        assert ids(view, sami.actor, now) == []
    with transaction() as db:
        the_lead(db, lead).owner_id = sara.staff_id
    assert ids(View.UNCLAIMED, sara.actor, now) == []
    assert ids(View.MINE, sara.actor, now) == [key]
    assert ids(View.OVERDUE, sara.actor, now) == []
    assert ids(View.OVERDUE, sara.actor, now + timedelta(hours=2)) == [key]
    assert ids(View.ALL, carl.actor, now) == []
    with transaction() as db:
        the_lead(db, lead).created_by_id = carl.staff_id
    assert ids(View.ALL, carl.actor, now) == [key]


def test_pages_follow_each_other_without_gap_or_double(anna: Person, team: int, sara: Person, now: datetime) -> None:
    with transaction() as db:
        mine = more_leads(db, anna, 12, now=now, owner_id=sara.staff_id)
        teams = more_leads(db, anna, 5, now=now, owner_id=sara.staff_id, team_id=team)
    by = sara.actor
    for view, wanted in ((View.MINE, 17), (View.OVERDUE, 17), (View.ALL, 17), (View.TEAM, 5)):
        late = now + timedelta(days=1)
        seen: list[str] = []
        after = None
        with reading() as db:
            while True:
                page = page_of(db, view, filters=Filters(), by=by, now=late, after=after, size=4)
                seen += page.numbers
                if not page.more_after:
                    break
                after = page.last
            assert len(seen) == len(set(seen)) == wanted
            assert set(seen) <= {*mine, *teams}
            back = page_of(db, view, filters=Filters(), by=by, now=late, before=page.first, size=4)
            assert back.numbers == seen[-len(page.numbers) - 4 : len(seen) - len(page.numbers)]
            assert back.more_after


def test_filters_narrow_a_view(anna: Person, sara: Person, now: datetime) -> None:
    with transaction() as db:
        working = more_leads(db, anna, 2, now=now, owner_id=sara.staff_id, status=LeadStatus.WORKING)
        more_leads(db, anna, 2, now=now, owner_id=sara.staff_id)
    by = sara.actor
    assert ids(View.MINE, by, now, filters=Filters(status=LeadStatus.WORKING)) == working
    assert ids(View.MINE, by, now, filters=Filters(source=LeadSource.IMPORT)) == []


def test_counts_say_how_much_waits(lead: str, team: int, mona: Person, sara: Person, now: datetime) -> None:
    with transaction() as db:
        the_lead(db, lead).team_id = team
    with reading() as db:
        counts = counts_of(db, by=sara.actor, now=now + timedelta(hours=2))
        assert counts == {View.MINE: 0, View.TEAM: 1, View.UNCLAIMED: 1, View.OVERDUE: 1}
        assert counts_of(db, by=mona.actor, now=now)[View.UNASSIGNED] == 0


def test_a_row_says_who_where_and_how_to_call(lead: str, now: datetime) -> None:
    with reading() as db:
        row = lead_rows(db, [lead])[0]
        assert (customer_name(row), row.phone, row.owner, row.zone) == (
            "Anna Eriksson", "+46701740605", None, "Europe/Stockholm",
        )  # fmt: skip


@pytest.mark.parametrize("count", [10, 1000])
def test_a_page_takes_three_statements_at_any_size(
    anna: Person, team: int, sara: Person, now: datetime, count: int
) -> None:
    with transaction() as db:
        more_leads(db, anna, count, now=now, owner_id=sara.staff_id, team_id=team)
    by, said = sara.actor, []
    event.listen(engine(), "before_cursor_execute", lambda *given: said.append(given[2]))
    with reading() as db:
        counts = counts_of(db, by=by, now=now)
        page = page_of(db, View.TEAM, filters=Filters(), by=by, now=now)
        assert len(lead_rows(db, page.numbers)) == min(count, 50)
        assert counts[View.MINE] == min(count, 1001)
    assert len([one for one in said if not one.startswith("BEGIN")]) == 3
