"""Sales teams and salespeople (TL-2, TL-3)."""

from datetime import datetime

import pytest
from sqlalchemy import select

from core.access import Actor
from core.database.transaction import reading, transaction
from core.errors import AlreadyTaken, Conflict, Invalid, NotAllowed, StaleVersion
from core.model import Job, Staff, Team, TeamMember
from core.outbox import secret_of
from core.staff_accounts import open_staff_link
from core.track_lead.people import PersonForm, invite_salesperson, retire_salesperson, salespeople, send_invitation
from core.track_lead.teams import TeamForm, change_team, create_team, retire_team, team_of, teams_now
from tests.leads import a_key, staff_of, the_lead
from tests.people import Person


def public_id(person: Person) -> str:
    """Somebody's public id."""
    with reading() as db:
        return staff_of(db, person).public_id


def make(by: Actor, now: datetime, **said: object) -> str:
    """A team called North."""
    with transaction() as db:
        return create_team(db, TeamForm(**{"name": "North", **said}), by=by, now=now, key=a_key()).public_id  # type: ignore[arg-type]


def test_a_manager_makes_a_team_and_answers_for_it(mona: Person, sara: Person, sami: Person, now: datetime) -> None:
    made = make(mona.actor, now, leader=public_id(sara), members=[public_id(sara), public_id(sami)])
    with reading() as db:
        team = team_of(db, made)
        assert (team.leader_id, team.manager_id) == (sara.staff_id, mona.staff_id)
        assert {member.staff_id for member in team.members} == {sara.staff_id, sami.staff_id}
        assert team.id in mona.actor.team_ids
        assert team.id in sami.actor.team_ids


def test_who_is_left_out_has_left_and_may_come_back(mona: Person, sara: Person, sami: Person, now: datetime) -> None:
    by, both = mona.actor, [public_id(sara), public_id(sami)]
    made = make(by, now, members=both)
    for version, members in ((1, both[:1]), (2, both)):
        with transaction() as db:
            form = TeamForm(name="North", members=members)
            change_team(db, team_of(db, made), form, by=by, seen_version=version, now=now)
    with reading() as db:
        rows = db.scalars(select(TeamMember).where(TeamMember.staff_id == sami.staff_id)).all()
        assert [row.left_at is None for row in rows] == [False, True]


def test_a_stale_save_of_a_team_is_refused(mona: Person, sara: Person, now: datetime) -> None:
    by = mona.actor
    made = make(by, now)
    with transaction() as db:
        change_team(db, team_of(db, made), TeamForm(name="South"), by=by, seen_version=1, now=now)
    with pytest.raises(StaleVersion), transaction() as db:
        change_team(db, team_of(db, made), TeamForm(name="East"), by=by, seen_version=1, now=now)


@pytest.mark.parametrize(("name", "code"), [(" ", "name_the_team"), ("NORTH ", "team_name_taken")])
def test_a_team_has_a_name_of_its_own(mona: Person, now: datetime, name: str, code: str) -> None:
    make(mona.actor, now)
    with pytest.raises(Invalid) as refused:
        make(mona.actor, now, name=name)
    assert refused.value.problems[0].code == code


def test_only_people_who_sell_are_in_teams(mona: Person, carl: Person, now: datetime) -> None:
    with pytest.raises(Invalid):
        make(mona.actor, now, members=[public_id(carl)])


def test_a_salesperson_makes_no_team(sara: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        make(sara.actor, now)


def test_a_team_with_open_leads_is_not_retired(team_lead: str, team: int, mona: Person, now: datetime) -> None:
    by = mona.actor
    with pytest.raises(Conflict) as refused, transaction() as db:
        retire_team(db, db.get_one(Team, team), by=by, seen_version=1, now=now)
    assert refused.value.facts["count"] == 1
    with transaction() as db:
        the_lead(db, team_lead).team_id = None
    with transaction() as db:
        retire_team(db, db.get_one(Team, team), by=by, seen_version=1, now=now)
        assert not teams_now(db)


def test_an_invited_salesperson_gets_a_link_and_is_in_the_team(team: int, mona: Person, now: datetime) -> None:
    by, key = mona.actor, a_key()
    form = PersonForm(name="Nadia El-Sayed", email="Nadia@foyer.example", phone="070-174 06 21", languages=["ar"])
    for _ in range(2):
        with transaction() as db:
            teams = [db.get_one(Team, team)]
            made = invite_salesperson(db, form, teams=teams, by=by, now=now, key=key, region="SE")
            staff_id = made.id
    with reading() as db:
        nadia = db.get_one(Staff, staff_id)
        assert (nadia.email, nadia.phone, nadia.password_hash) == ("nadia@foyer.example", "+46701740621", None)
        assert [role.role for role in nadia.roles] == ["sales"]
        assert [member.team_id for member in nadia.memberships] == [team]
        jobs = [job for job in db.scalars(select(Job)) if job.payload.get("template") == "staff_invitation"]
        assert len(jobs) == 1
        secret = secret_of(jobs[0])
        assert secret["to"] == "nadia@foyer.example"
        assert secret["token"] not in str(jobs[0].payload)
    assert open_staff_link(secret["token"], now=now).staff_id == staff_id


def test_an_address_belongs_to_one_member_of_staff(mona: Person, sara: Person, now: datetime) -> None:
    by = mona.actor
    with pytest.raises(AlreadyTaken), transaction() as db:
        form = PersonForm(name="Sara Again", email=sara.email)
        invite_salesperson(db, form, by=by, now=now, key=a_key(), region="SE")


def test_managers_send_links_to_salespeople_only(mona: Person, carl: Person, now: datetime) -> None:
    by = mona.actor
    with pytest.raises(NotAllowed), transaction() as db:
        send_invitation(db, staff_of(db, carl), by=by, now=now)


def test_a_retired_salespersons_leads_go_back_to_the_team(
    saras_lead: str, team: int, mona: Person, sara: Person, now: datetime
) -> None:
    by = mona.actor
    with transaction() as db:
        assert retire_salesperson(db, staff_of(db, sara), by=by, seen_version=1, now=now) == 1
    with reading() as db:
        lead = the_lead(db, saras_lead)
        assert (lead.owner_id, lead.team_id) == (None, team)
        assert not staff_of(db, sara).is_active
        assert sara.name not in [row[0].name for row in salespeople(db, today=now.date())]
