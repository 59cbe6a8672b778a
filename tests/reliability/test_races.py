"""Eight at once, each a process of its own, at two servers on one database: one wins, nothing happens twice (R62, R63).

Each was seen failing, on PostgreSQL, with its guard taken out:
claim      without `Lead.owner_id.is_(None)` in core.track_lead.assignment.claim: each is told it is theirs
convert    without the locks of core.track_lead.reach: some are told to look again instead of being led on
register   without for_update in open_draft() and the key in register(): some are told of a conflict, not the result
order      without the key in core.maintain_contact.modification.submit: a fault instead of the first order
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from core.access import Role
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.drafts import keep_step, open_draft
from core.model import (
    AssignmentAct,
    Customer,
    Lead,
    LeadAssignment,
    LeadStatus,
    ModificationOrder,
    Opportunity,
    Party,
    Staff,
    StaffRole,
    TeamMember,
    Verification,
    VerificationWay,
)
from core.tokens import new_token
from tests.leads import the_lead
from tests.people import Person
from tests.reliability.rushing import Browser, at_once, second_server
from tests.support import olena
from tests.support.cast import LONG_AGO
from tests.support.live import Live

EIGHT = 8


def test_r63_of_eight_who_claim_one_wins_and_the_others_are_told_who(live: Live, team_lead: str, team: int) -> None:
    servers, sellers = second_server(live), hire(team)
    answers = at_once(
        servers, [(Browser.of_staff(each), f"/office/leads/{team_lead}/claim", {}) for each in sellers]
    )  # fmt: skip
    assert sorted(answer.status for answer in answers) == [303] + [409] * (EIGHT - 1)
    with reading(newest=True) as db:
        owner = the_lead(db, team_lead).owner_id
        name = db.get_one(Staff, owner).name
        claims = select(func.count()).where(LeadAssignment.act == AssignmentAct.CLAIM)
        assert db.scalar(claims) == 1
    assert sellers[[answer.status for answer in answers].index(303)] == owner
    assert all(name in answer.text for answer in answers if answer.status == 409)


@pytest.mark.parametrize("same_key", [True, False], ids=["sent-again", "eight-tabs"])
def test_r62_of_eight_conversions_one_opportunity_comes(
    live: Live, saras_lead: str, sara: Person, same_key: bool
) -> None:
    servers, browser, key = second_server(live), Browser.of_staff(sara.staff_id), new_token()
    with reading(newest=True) as db:
        version = str(the_lead(db, saras_lead).version)
    form = {"choice": "create", "version": version}
    presses = [form | {"key": key if same_key else new_token()} for _ in range(EIGHT)]
    answers = at_once(servers, [(browser, f"/office/leads/{saras_lead}/qualification", press) for press in presses])
    with reading(newest=True) as db:
        made = db.scalars(select(Opportunity)).one()
        assert the_lead(db, saras_lead).status is LeadStatus.QUALIFIED
        assert db.scalar(select(func.count(Lead.id)).where(Lead.opportunity_id == made.id)) == 1
    assert {answer.status for answer in answers} == {303}
    assert all(made.number in (answer.to or "") for answer in answers)


@pytest.mark.parametrize("same_key", [True, False], ids=["sent-again", "eight-tabs"])
def test_r62_of_eight_submits_one_customer_comes(live: Live, same_key: bool) -> None:
    servers, key, now = second_server(live), new_token(), utcnow()
    draft = olena.fill_draft(olena.answers(), now=now)
    assert olena.confirm_by_code(draft, now=now)
    with transaction() as db:
        keep_step(db, open_draft(db, draft, browser_secret=olena.SECRET, now=now), "documents", now=now)
    browser = Browser.at_the_portal(cookies=f"foyer_portal_registration={olena.SECRET}.{draft}")
    presses = [{"accepted": "y", "key": key if same_key else new_token()} for _ in range(EIGHT)]
    answers = at_once(servers, [(browser, f"/register/review?draft={draft}", press) for press in presses])
    assert {(answer.status, answer.to) for answer in answers} == {(303, f"/register/done?draft={draft}")}
    with reading(newest=True) as db:
        assert len(db.scalars(select(Customer)).all()) == 1
        assert len(db.scalars(select(Party).where(Party.credential != None)).all()) == 1  # noqa: E711


def test_r62_of_eight_orders_one_comes(live: Live, anna: Person, carl: Person) -> None:
    servers, browser, key = second_server(live), Browser.of_staff(carl.staff_id), new_token()
    verified(anna, carl)
    with reading(newest=True) as db:
        seen = str(db.get_one(Party, anna.party_id).version)
    path = f"/office/customers/{anna.customer_code}/modify?what=title"
    answers = at_once(servers, [(browser, path, {"title": "mrs", "seen": seen, "key": key})] * EIGHT)
    with reading(newest=True) as db:
        order = db.scalars(select(ModificationOrder)).one()
        assert db.get_one(Party, anna.party_id).title == "mrs"
    assert {(answer.status, answer.to) for answer in answers} == {(303, f"/office/orders/{order.number}")}


def hire(team: int) -> list[int]:
    """Eight people who sell in one team."""
    with transaction() as db:
        hired = [
            Staff(
                email=f"seller{n}@foyer.example", name=f"Seller Number{n}", created_at=LONG_AGO,
                roles=[StaffRole(role=Role.SALES.value)],
            )
            for n in range(EIGHT)
        ]  # fmt: skip
        db.add_all(hired)
        db.flush()
        db.add_all(TeamMember(team_id=team, staff_id=each.id, joined_at=LONG_AGO) for each in hired)
        return [each.id for each in hired]


def verified(anna: Person, by: Person) -> None:
    """Anna is on the line and has been verified."""
    now = utcnow()
    with transaction() as db:
        contact = db.get_one(Customer, anna.customer_id).contacts[0]
        db.add(
            Verification(
                customer_id=anna.customer_id, contact_id=contact.id, staff_id=by.staff_id, way=VerificationWay.QUESTION,
                channel="phone", at=now, until=now + timedelta(minutes=15),
            )
        )  # fmt: skip
