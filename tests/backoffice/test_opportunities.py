"""Opportunities: a list, and a page with what was carried over."""

from datetime import datetime

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.evaluate_lead.conversion import Choice, convert
from core.model import HistoryEntry, Opportunity
from core.track_lead.competitors import Rival, add_competitor
from core.track_lead.next_steps import add_task
from tests.leads import a_key, the_lead
from tests.people import Person
from tests.support.client import PageClient


@pytest.fixture
def opportunity(saras_lead: str, sara: Person, now: datetime) -> str:
    """Number of an opportunity that sara made of Anna's lead."""
    by = sara.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        add_task(db, lead, title="Check coverage", due_at=None, by=by, now=now, key=a_key())
        add_competitor(db, lead, Rival(name="Telnord", threat="high"), by=by, now=now, key=a_key())
        made = convert(db, lead, choice=Choice.CREATE, by=by, seen_version=lead.version, now=now, key=a_key())
        assert made is not None
        return made.number


def test_the_page_shows_what_was_carried_over(
    office: PageClient, opportunity: str, saras_lead: str, sara: Person
) -> None:
    page = office.sign_in(sara).get("/office/opportunities").click("Anna Eriksson")
    assert page.status == 200
    for words in (
        "Fibre 500", "Develop", "We move in December", "Check coverage", "Telnord", saras_lead, opportunity, "Sara",
    ):  # fmt: skip
        assert page.says(words), words
    with reading() as db:
        looks = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "opportunity_viewed")).all()
        assert len(looks) == 1


def test_a_stage_narrows_the_list(office: PageClient, opportunity: str, sara: Person) -> None:
    page = office.sign_in(sara).get("/office/opportunities").submit("Show", Stage="Propose")
    assert page.says("No opportunity matches")


def test_pages_go_by_key(office: PageClient, opportunity: str, sara: Person, now: datetime) -> None:
    with transaction() as db:
        first = db.scalars(select(Opportunity)).one()
        db.add_all(
            Opportunity(
                number=f"O-8{count:06d}", customer_id=first.customer_id, contact_id=first.contact_id, title="Fibre",
                owner_id=sara.staff_id, created_at=now,
            )
            for count in range(60)
        )  # fmt: skip
    page = office.sign_in(sara).get("/office/opportunities")
    assert len(page.table()) == 51
    assert len(page.click("Next").table()) == 12


def test_others_see_nothing_of_it(office: PageClient, opportunity: str, sami: Person, carl: Person) -> None:
    assert office.sign_in(sami).get(f"/office/opportunities/{opportunity}").status == 404
    assert office.get("/office/opportunities").says("No opportunity yet")
    office.sign_out()
    assert office.sign_in(carl).get("/office/opportunities").status == 403


def test_an_auditor_reads_it(office: PageClient, opportunity: str, ada: Person) -> None:
    assert office.sign_in(ada).get(f"/office/opportunities/{opportunity}").status == 200
