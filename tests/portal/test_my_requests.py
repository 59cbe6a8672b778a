"""Own requests: who handles them, what comes next, and three answers that are all welcome (EL-1, MP-4, R44, R62)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Intention, Lead, LeadSource, LeadStatus
from tests.leads import the_lead
from tests.people import Person
from tests.support.client import PageClient


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages."""
    return portal.sign_in(anna)


def status(number: str) -> LeadStatus:
    """Where the lead stands."""
    with reading() as db:
        return the_lead(db, number).status


def test_a_request_says_what_who_and_when(signed_in: PageClient, saras_lead: str) -> None:
    with transaction() as db:
        the_lead(db, saras_lead).next_step_at = utcnow() + timedelta(hours=2)
    page = signed_in.get("/me/requests")
    for said in ("Fibre 500", "Received", "Sara Wikström handles it", "You said: call me after five"):
        assert page.says(said), said
    assert saras_lead not in page.html


def test_nobody_has_it_yet_is_said_too(signed_in: PageClient, lead: str) -> None:
    assert signed_in.get("/me/requests").says("We choose who handles it")


def test_call_me_comes_first_again(signed_in: PageClient, saras_lead: str) -> None:
    done = signed_in.get("/me/requests").submit("Call me Fibre 500").follow()
    assert done.says("We call you at your times.")
    with reading() as db:
        assert db.scalars(select(Intention.kind).order_by(Intention.id.desc())).first() == "interested"


def test_not_now_waits_until_a_day(signed_in: PageClient, saras_lead: str) -> None:
    form = signed_in.get("/me/requests").submit("Not now Fibre 500").follow()
    assert form.submit("Not now", {"Not before": "2020-01-01"}).problems == ["Enter a day that is still to come"]
    assert form.submit("Not now", {"Not before": ""}).status == 422
    page = form.submit("Not now", {"Not before": "2099-01-15"}).follow()
    assert page.says("Waiting until 15 January 2099")
    assert page.says("Nobody calls you about it before")
    assert status(saras_lead) is LeadStatus.WAITING


def test_no_longer_interested_closes_it(signed_in: PageClient, saras_lead: str) -> None:
    page = signed_in.get("/me/requests")
    done = page.submit("No longer interested Fibre 500").follow()
    assert done.says("This request is closed: nobody calls you about it.")
    assert done.says("Earlier")
    assert status(saras_lead) in (LeadStatus.DISQUALIFIED, LeadStatus.CANCELLED)
    assert page.submit("Call me Fibre 500").follow().says("This request is closed already.")


def test_r62_the_same_answer_sent_twice_is_one(signed_in: PageClient, saras_lead: str) -> None:
    page = signed_in.get("/me/requests")
    for _time in range(2):
        assert page.submit("Call me Fibre 500").status == 303
    with reading() as db:
        assert len(db.scalars(select(Intention)).all()) == 2  # the first interest, and this


def test_what_sales_wrote_for_itself_is_not_theirs_to_read(signed_in: PageClient, saras_lead: str) -> None:
    with transaction() as db:
        the_lead(db, saras_lead).next_step = "Ask whether she can pay"
    assert "can pay" not in signed_in.get("/me/requests").html


def test_a_lead_they_never_asked_for_is_no_request(signed_in: PageClient, lead: str) -> None:
    with transaction() as db:
        db.execute(update(Lead).values(source=LeadSource.IMPORT))
        db.execute(update(Intention).values(by_staff_id=1))
    assert signed_in.get("/me/requests").says("No request yet")


def test_r44_anothers_request_is_as_good_as_absent(portal: PageClient, lead: str, now: datetime) -> None:
    from tests.support.olena import EMAIL, register_olena

    register_olena(now=now)
    portal.sign_in(Person("Olena Kovalenko", EMAIL))
    with reading() as db:
        foreign = the_lead(db, lead).public_id
    token = portal.get("/me/requests").form("Sign out").values["csrf_token"]
    assert portal.get(f"/me/requests/{foreign}/not-now").status == 404
    for said in ("call_me", "no_longer"):
        sent = {"csrf_token": token, "key": said, "say": said}
        assert portal.post(f"/me/requests/{foreign}", sent).status == 404
    assert status(lead) is LeadStatus.NEW
