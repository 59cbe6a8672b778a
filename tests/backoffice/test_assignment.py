"""Assigning leads (TL-3 to TL-5): one, many, on the way to a new team."""

from datetime import datetime

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.model import HeldLead, Job, LeadAssignment, Staff, Team
from tests.leads import interest, the_lead
from tests.people import Person
from tests.support.client import PageClient


def test_one_lead_to_a_team(office: PageClient, lead: str, team: int, mona: Person) -> None:
    page = office.sign_in(mona).get(f"/office/leads/{lead}").click("Assign")
    assert page.says("Anna Eriksson")
    assert page.says("Is the team ready?")
    with reading() as db:
        public_id = db.get_one(Team, team).public_id
    answer = page.submit("Assign", Team=public_id, Reason="They know fibre")
    assert answer.status == 303
    with reading() as db:
        assert the_lead(db, lead).team_id == team
        assert db.scalars(select(LeadAssignment.note)).all() == ["They know fibre"]


def test_one_lead_straight_to_a_person(office: PageClient, lead: str, team: int, mona: Person, sara: Person) -> None:
    page = office.sign_in(mona).get(f"/office/leads/{lead}/assignment")
    assert page.submit("Assign", Person="Sara Wikström").status == 303
    with reading() as db:
        assert the_lead(db, lead).owner_id == sara.staff_id


@pytest.mark.parametrize("chosen", [{}, {"Person": "Sara Wikström", "Team": "both"}])
def test_a_team_or_a_person_not_neither_nor_both(
    office: PageClient, lead: str, team: int, mona: Person, chosen: dict[str, str]
) -> None:
    with reading() as db:
        public_id = db.get_one(Team, team).public_id
    answers = {**chosen, **({"Team": public_id} if chosen else {})}
    answer = office.sign_in(mona).get(f"/office/leads/{lead}/assignment").submit("Assign", answers)
    assert answer.status == 422
    assert answer.problems


TAMPERED = ["nobody", "A" * 22, "1" * 5000, "\U0001f9d1", "' or 1=1 --"]


@pytest.mark.parametrize("field", ["team", "person", "leads"])
def test_what_no_list_offered_is_told_and_never_an_accident(
    office: PageClient, lead: str, team: int, mona: Person, field: str
) -> None:
    page = office.sign_in(mona).get(f"/office/leads/{lead}/assignment")
    with reading() as db:
        good = {"team": db.get_one(Team, team).public_id, "person": "", "leads": page.form("Assign").values["leads"][0]}
    sent = {"csrf_token": page.form("Assign").values["csrf_token"][0], **good}
    for typed in TAMPERED:
        wrong = {"leads": f"{lead}:{typed}"} if field == "leads" else {"team": "", field: typed}
        for where in (page.address, "/office/leads/assignment"):
            answer = office.post(where, {**sent, **wrong})
            assert answer.status in (409, 422), (typed, answer)
            if where == page.address and field != "leads":
                assert answer.problems == ["Select one from the list"]
    with reading() as db:
        assert the_lead(db, lead).team_id is None


def test_from_the_list_through_a_new_team_with_somebody_invited(
    office: PageClient, lead: str, mona: Person, sara: Person
) -> None:
    """No team is there: it is made on the way, with an invited salesperson, and the lead stays in hand."""
    listed = office.sign_in(mona).get("/office/leads")
    answer = listed.submit("Assign", lead=[lead])
    assert answer.location == "/office/leads/assignment"
    page = answer.follow()
    assert page.says("No team takes leads yet.")
    with reading() as db:
        assert len(db.scalars(select(HeldLead)).all()) == 1
    invited = page.submit(
        "Invite",
        {"Full name": "Nadia El-Sayed", "E-mail": "nadia@foyer.example"},
        Name="Newcomers",
        Leader="Sara Wikström",
    )
    assert invited.status == 303, invited.problems
    page = invited.follow()
    assert page.says("Nadia El-Sayed")
    assert page.form("Save").value("Name") == "Newcomers"
    saved = page.submit("Save", Members=["Nadia El-Sayed", "Sara Wikström"])
    assert saved.status == 303, saved.problems
    page = saved.follow()
    assert page.says("Anna Eriksson")
    assert page.submit("Assign", Reason="Speaks Arabic").status == 303
    with reading() as db:
        team = db.scalars(select(Team)).one()
        nadia = db.scalars(select(Staff).where(Staff.email == "nadia@foyer.example")).one()
        assert {member.staff_id for member in team.members} == {nadia.id, sara.staff_id}
        assert (team.name, team.leader_id, team.manager_id) == ("Newcomers", sara.staff_id, mona.staff_id)
        assert the_lead(db, lead).team_id == team.id
        assert not db.scalars(select(HeldLead)).all()
        letters = [job.payload["template"] for job in db.scalars(select(Job).where(Job.kind == "mail"))]
        assert letters.count("lead_assigned") == 2
        assert letters.count("staff_invitation") == 1


def another_in_hand(office: PageClient, anna: Person, now: datetime) -> str:
    """One more lead, taken into the hand from the list; the page is left again."""
    with transaction() as db:
        other = interest(db, anna, now=now, offering=None, note="One more").number
    assert office.get("/office/leads").submit("Assign", lead=[other]).follow().heading == "Assign 1 lead"
    return other


@pytest.mark.parametrize("inviting", [False, True], ids=["own-people", "somebody-invited"])
def test_a_new_team_from_a_single_lead_takes_that_lead_only(
    office: PageClient, lead: str, team: int, mona: Person, sara: Person, anna: Person, now: datetime, inviting: bool
) -> None:
    office.sign_in(mona)
    other = another_in_hand(office, anna, now)
    page = office.get(f"/office/leads/{lead}/assignment").click("Make a new team, the lead stays in hand")
    assert page.heading == "Assign 1 lead"
    named = {"Name": "Newcomers", "Leader": "Sara Wikström"}
    assert page.submit("Save", Name="").heading == "Assign 1 lead"
    if inviting:
        person = {"Full name": "Nadia El-Sayed", "E-mail": "nadia@foyer.example"}
        page = page.submit("Invite", person, **named).follow()
        assert page.heading == "Assign 1 lead"
    page = page.submit("Save", **named, Members=["Sara Wikström"]).follow()
    assert page.heading == "Assign 1 lead"
    assert page.submit("Assign").status == 303
    with reading() as db:
        newcomers = db.scalars(select(Team).where(Team.name == "Newcomers")).one()
        assert the_lead(db, lead).team_id == newcomers.id
        assert the_lead(db, other).team_id is None
        assert len(db.scalars(select(HeldLead)).all()) == 1


def test_a_single_lead_left_on_the_way_to_a_new_team_does_not_join_the_one_chosen_next(
    office: PageClient, lead: str, team: int, mona: Person, anna: Person, now: datetime
) -> None:
    office.sign_in(mona).get(f"/office/leads/{lead}/assignment").click("Make a new team, the lead stays in hand")
    another_in_hand(office, anna, now)


def test_a_lead_is_let_go(office: PageClient, lead: str, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/leads").submit("Assign", lead=[lead]).follow()
    assert page.submit("Let go Anna Eriksson").follow().says("No lead in hand")


def test_nothing_chosen_leads_back_to_the_list(office: PageClient, lead: str, mona: Person) -> None:
    assert office.sign_in(mona).get("/office/leads").submit("Assign").location == "/office/leads"


def test_the_slower_of_two_managers_is_told(
    office: PageClient, lead: str, team: int, mona: Person, sara: Person
) -> None:
    page = office.sign_in(mona).get(f"/office/leads/{lead}/assignment")
    with transaction() as db:
        the_lead(db, lead).owner_id = sara.staff_id
        the_lead(db, lead).team_id = team
    answer = page.submit("Assign", Person="Sara Wikström")
    assert answer.status == 409
    with reading() as db:
        assert not db.scalars(select(LeadAssignment)).all()


def test_salespeople_have_no_such_page(office: PageClient, saras_lead: str, sara: Person) -> None:
    assert office.sign_in(sara).get("/office/leads/assignment").status == 403
    assert office.get(f"/office/leads/{saras_lead}/assignment").status == 403
