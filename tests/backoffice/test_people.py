"""Salespeople: invited, sent another link, retired on their pages."""

from sqlalchemy import select

from core.database.transaction import reading
from core.model import Job, Staff
from core.outbox import secret_of
from tests.leads import the_lead
from tests.people import Person
from tests.support.client import PageClient

INVITED = {"E-mail": "nadia@foyer.example", "Open leads at a time, at most": "12", "Regions": "West, Stockholm"}


def test_a_manager_invites_somebody_who_sets_a_password_and_signs_in(
    office: PageClient, team: int, mona: Person
) -> None:
    form = office.sign_in(mona).get("/office/people").click("Add a salesperson")
    answer = form.submit("Invite", INVITED, Name="Nadia El-Sayed", Languages=["ar"], Teams=["Stockholm"])
    page = answer.follow()
    assert page.says("Nadia El-Sayed")
    assert page.says("invited")
    with reading() as db:
        job = next(job for job in db.scalars(select(Job)) if job.payload.get("template") == "staff_invitation")
        token = secret_of(job)["token"]
    office.sign_out()
    chosen = office.get(f"/office/set-password/{token}").submit(
        "Save", {"Confirm password": "harbour-lantern-three"}, Password="harbour-lantern-three"
    )
    assert chosen.status == 303
    nadia = Person("Nadia El-Sayed", "nadia@foyer.example", password="harbour-lantern-three")
    assert office.sign_in(nadia).get("/office/leads").status == 200


def test_an_address_that_is_taken_is_told(office: PageClient, mona: Person, sara: Person) -> None:
    form = office.sign_in(mona).get("/office/people/new")
    answer = form.submit("Invite", {"E-mail": sara.email}, Name="Sara Again")
    assert answer.status in (409, 422)
    assert answer.form("Invite").value("Name") == "Sara Again"


def test_a_new_link_replaces_the_one_before(office: PageClient, mona: Person) -> None:
    form = office.sign_in(mona).get("/office/people/new")
    page = form.submit("Invite", INVITED, Name="Nadia El-Sayed").follow().click("Nadia El-Sayed")
    assert page.submit("Send another link").status == 303
    with reading() as db:
        jobs = [job for job in db.scalars(select(Job)) if job.payload.get("template") == "staff_invitation"]
        assert len({secret_of(job)["token"] for job in jobs}) == 2


def test_retiring_closes_the_account_and_gives_the_leads_back(
    office: PageClient, saras_lead: str, mona: Person, sara: Person
) -> None:
    page = office.sign_in(mona).get("/office/people").click("Sara Wikström")
    assert page.submit("Retire Sara Wikström").status == 303
    with reading() as db:
        assert the_lead(db, saras_lead).owner_id is None
        assert db.get_one(Staff, sara.staff_id).disabled_at is not None


def test_a_manager_retires_no_manager(office: PageClient, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/people").click("Mona Haddad")
    assert page.says("An administrator looks after this account")


def test_only_managers_have_the_page(office: PageClient, sara: Person) -> None:
    assert office.sign_in(sara).get("/office/people").status == 403
