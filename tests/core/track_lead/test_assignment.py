"""To team or to person (TL-5): assigned, claimed by one only, given back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database.transaction import reading, transaction
from core.errors import AlreadyTaken, Invalid, NotAllowed, NotFound, StaleVersion
from core.model import AssignmentAct, HistoryEntry, Job, LeadAssignment, LeadStatus, Team, TeamMember
from core.track_lead.assignment import assign, claim, give_back
from core.track_lead.holding import hold_leads, in_hand, let_go
from core.track_lead.reach import visible_lead
from tests.leads import a_key, at_once, in_transaction, staff_of, the_lead
from tests.people import Person
from tests.support.cast import LONG_AGO


@pytest.fixture
def both_in_team(team: int, sami: Person) -> int:
    """Sami works in sara's team too."""
    with transaction() as db:
        db.add(TeamMember(team_id=team, staff_id=sami.staff_id, joined_at=LONG_AGO))
    return team


def test_a_manager_assigns_an_unassigned_lead_to_a_team(team_lead: str, team: int, sara: Person) -> None:
    with reading() as db:
        lead = the_lead(db, team_lead)
        assert (lead.team_id, lead.owner_id, lead.status) == (team, None, LeadStatus.NEW)
        acts = db.scalars(select(LeadAssignment.act).where(LeadAssignment.lead_id == lead.id)).all()
        assert acts == [AssignmentAct.TO_TEAM]
        events = db.scalars(select(HistoryEntry.event).where(HistoryEntry.lead_id == lead.id)).all()
        assert "lead_assigned" in events
        told = db.scalars(select(Job).where(Job.kind == "mail")).all()
        assert [job.payload["template"] for job in told] == ["lead_assigned"]
        assert visible_lead(db, team_lead, by=sara.actor).number == team_lead


def test_a_manager_assigns_a_lead_to_a_person_who_has_it_in_their_team(
    lead: str, team: int, mona: Person, sara: Person, now: datetime
) -> None:
    by = mona.actor
    with transaction() as db:
        found = the_lead(db, lead)
        assign(db, found, to=staff_of(db, sara), reason="Speaks Swedish", by=by, seen_version=1, now=now)
        assert (found.owner_id, found.team_id) == (sara.staff_id, team)


def test_somebody_in_no_team_cannot_be_given_leads(lead: str, mona: Person, sami: Person, now: datetime) -> None:
    by = mona.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        assign(db, the_lead(db, lead), to=staff_of(db, sami), reason=None, by=by, seen_version=1, now=now)
    assert refused.value.problems[0].code == "person_in_no_team"


def test_a_salesperson_cannot_assign(team_lead: str, team: int, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(NotAllowed), transaction() as db:
        assign(db, the_lead(db, team_lead), to=db.get_one(Team, team), reason=None, by=by, seen_version=2, now=now)


def test_the_slower_manager_is_told_and_changes_nothing(
    team_lead: str, team: int, mona: Person, sara: Person, now: datetime
) -> None:
    by = mona.actor
    with pytest.raises(StaleVersion), transaction() as db:
        assign(db, the_lead(db, team_lead), to=staff_of(db, sara), reason=None, by=by, seen_version=1, now=now)
    with reading() as db:
        assert the_lead(db, team_lead).owner_id is None


def test_the_same_key_assigns_once(lead: str, team: int, mona: Person, now: datetime) -> None:
    key, by = a_key(), mona.actor
    for _ in range(2):
        with transaction() as db:
            to = db.get_one(Team, team)
            assign(db, the_lead(db, lead), to=to, reason=None, by=by, seen_version=1, now=now, key=key)
    with reading() as db:
        assert len(db.scalars(select(LeadAssignment)).all()) == 1


def test_r63_of_eight_assigns_at_once_one_wins(lead: str, team: int, mona: Person, sara: Person, now: datetime) -> None:
    by = mona.actor

    def act(db: Session) -> str:
        assign(db, the_lead(db, lead), to=staff_of(db, sara), reason=None, by=by, seen_version=1, now=now)
        return "won"

    results = at_once([in_transaction(act)] * 8)
    assert results.count("won") == 1
    assert all(isinstance(one, StaleVersion) for one in results if one != "won")


def test_one_only_claims_however_many_click_at_once(
    both_in_team: int, team_lead: str, sara: Person, sami: Person, now: datetime
) -> None:
    people = [sara.actor, sami.actor] * 3

    def claiming(by: object) -> object:
        return in_transaction(lambda db: claim(db, the_lead(db, team_lead), by=by, now=now) or by.staff_id)  # type: ignore[attr-defined, arg-type, func-returns-value]

    results = at_once([claiming(by) for by in people])  # type: ignore[misc]
    with reading() as db:
        owner = the_lead(db, team_lead).owner_id
        claims = db.scalars(select(LeadAssignment).where(LeadAssignment.act == AssignmentAct.CLAIM)).all()
    assert len(claims) == 1
    losers = [one for one in results if isinstance(one, AlreadyTaken)]
    assert len(losers) == 3
    assert {one.facts["owner_id"] for one in losers} == {owner}
    assert {one for one in results if not isinstance(one, AlreadyTaken)} == {owner}


def test_nobody_claims_a_lead_of_another_team(team_lead: str, sami: Person, now: datetime) -> None:
    by = sami.actor
    with pytest.raises(NotAllowed), transaction() as db:
        claim(db, the_lead(db, team_lead), by=by, now=now)
    with pytest.raises(NotFound), reading() as db:
        visible_lead(db, team_lead, by=by)


def test_given_back_with_a_reason_it_stands_in_the_teams_queue(
    saras_lead: str, team: int, sara: Person, now: datetime
) -> None:
    by = sara.actor
    with transaction() as db:
        lead = the_lead(db, saras_lead)
        give_back(db, lead, reason="language", note=None, by=by, seen_version=lead.version, now=now)
        assert (lead.owner_id, lead.team_id) == (None, team)


@pytest.mark.parametrize(("reason", "wrong"), [("other", "note"), ("bored", "reason")])
def test_giving_back_needs_a_reason_from_the_list(
    saras_lead: str, sara: Person, now: datetime, reason: str, wrong: str
) -> None:
    by = sara.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        lead = the_lead(db, saras_lead)
        give_back(db, lead, reason=reason, note=None, by=by, seen_version=lead.version, now=now)
    assert refused.value.problems[0].field == wrong


def test_leads_in_a_managers_hand_are_held_for_half_an_hour(
    lead: str, team: int, mona: Person, sara: Person, now: datetime
) -> None:
    by = mona.actor
    with transaction() as db:
        assert [one.number for one in hold_leads(db, [lead], by=by, now=now)] == [lead]
    with reading() as db:
        assert [(one.number, until) for one, until in in_hand(db, by=by, now=now)] == [
            (lead, now + timedelta(minutes=30))
        ]
        assert not in_hand(db, by=by, now=now + timedelta(minutes=31))


def test_what_a_manager_holds_nobody_claims_until_they_let_go(
    team_lead: str, mona: Person, sara: Person, now: datetime
) -> None:
    manager, by = mona.actor, sara.actor
    with transaction() as db:
        hold_leads(db, [team_lead], by=manager, now=now)
    with pytest.raises(AlreadyTaken) as refused, transaction() as db:
        claim(db, the_lead(db, team_lead), by=by, now=now)
    assert refused.value.code == "lead_held"
    with transaction() as db:
        let_go(db, by=manager)
        claim(db, the_lead(db, team_lead), by=by, now=now)
        assert the_lead(db, team_lead).owner_id == sara.staff_id


def test_sales_hold_nothing(team_lead: str, sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(NotAllowed), transaction() as db:
        hold_leads(db, [team_lead], by=by, now=now)
