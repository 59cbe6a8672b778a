"""Sales teams: made, changed, retired on their pages."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.model import Team
from tests.people import Person
from tests.support.client import PageClient


def test_a_manager_makes_a_team(office: PageClient, mona: Person, sara: Person) -> None:
    page = office.sign_in(mona).get("/office/teams")
    assert page.says("No team yet")
    answer = page.click("New team").submit("Save", Name="North", Leader="Sara Wikström", Members=["Sara Wikström"])
    assert answer.follow().says("North")
    with reading() as db:
        assert db.scalars(select(Team)).one().leader_id == sara.staff_id


def test_a_team_needs_a_name_and_keeps_what_was_chosen(office: PageClient, mona: Person) -> None:
    answer = office.sign_in(mona).get("/office/teams/new").submit("Save", Name=" ", Members=["Sara Wikström"])
    assert answer.status == 422
    assert answer.problems
    assert answer.form("Save").values["members"]


def test_a_team_is_changed_and_a_stale_save_refused(office: PageClient, team: int, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/teams").click("Stockholm")
    assert page.form("Save").value("Name") == "Stockholm"
    other = page
    assert page.submit("Save", Name="Stockholm and north").status == 303
    stale = other.submit("Save", Name="South")
    assert stale.status == 409
    assert stale.form("Save").value("Name") == "South"
    with reading() as db:
        assert db.get_one(Team, team).name == "Stockholm and north"


@pytest.mark.parametrize("left_out", [("name",), ("leader",), ("version",), ("name", "leader", "version", "members")])
def test_a_post_that_came_in_part_changes_nothing(
    office: PageClient, team: int, mona: Person, sara: Person, left_out: tuple[str, ...]
) -> None:
    page = office.sign_in(mona).get("/office/teams").click("Stockholm")
    sent = {name: held for name, held in page.form("Save").values.items() if name not in left_out}
    answer = office.post(page.address, sent)
    assert answer.status == 422
    assert answer.says("Only a part of this page arrived, so nothing was changed. Look at it, then save again.")
    assert answer.form("Save").values["members"]
    with reading() as db:
        kept = db.get_one(Team, team)
        assert kept.leader_id is not None
        assert [one.staff_id for one in kept.members if one.left_at is None] == [sara.staff_id]


def test_everybody_can_leave_a_team_at_once(office: PageClient, team: int, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/teams").click("Stockholm")
    assert page.submit("Save", Members=[]).status == 303
    with reading() as db:
        assert all(one.left_at for one in db.get_one(Team, team).members)


def test_a_team_without_leads_is_retired(office: PageClient, team: int, mona: Person) -> None:
    page = office.sign_in(mona).get("/office/teams").click("Stockholm")
    assert page.submit("Retire Stockholm").follow().says("No team yet")


def test_a_team_with_leads_is_not(office: PageClient, team_lead: str, team: int, mona: Person) -> None:
    answer = office.sign_in(mona).get("/office/teams").click("Stockholm").submit("Retire Stockholm")
    assert answer.status == 409
    with reading() as db:
        assert db.get_one(Team, team).retired_at is None


def test_a_team_under_a_strange_address_is_none(office: PageClient, mona: Person) -> None:
    assert office.sign_in(mona).get("/office/teams/nowhere").status == 404


def test_only_managers_have_the_page(office: PageClient, sara: Person) -> None:
    assert office.sign_in(sara).get("/office/teams").status == 403


def test_a_name_with_a_script_is_only_words(office: PageClient, team: int, mona: Person) -> None:
    with transaction() as db:
        db.get_one(Team, team).name = "<script>alert(1)</script>"
    page = office.sign_in(mona).get("/office/teams")
    assert "<script>alert" not in page.html
