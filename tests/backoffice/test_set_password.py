"""The link of an invitation: works once, dies by time, by a newer one and by disabling (R6, R19, R32)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.access import Actor, Role
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import HistoryEntry, OneTimeLink, Staff
from core.staff_accounts import invite
from tests.people import Person
from tests.support.client import PageClient

GOOD = "orchard tambourine glacier"


@pytest.fixture
def link(database: object) -> str:
    """Where an invited CSR is sent."""
    with transaction() as db:
        token = invite(
            db, email="new@foyer.example", name="New Person", roles=[Role.CSR], by=Actor.system(), now=utcnow()
        )
    return f"/office/set-password/{token}"


def choose(office: PageClient, link: str, password: str = GOOD, again: str | None = None) -> object:
    """Fills in the page."""
    return office.get(link).submit("Save", {"Password": password, "Confirm password": again or password})


def test_an_invited_person_sets_a_password_and_signs_in(office: PageClient, link: str) -> None:
    assert choose(office, link).location == "/office/sign-in"
    assert office.get("/office/sign-in").says("Your password is set")
    answer = office.get("/office/sign-in").submit("Sign in", {"E-mail": "new@foyer.example"}, Password=GOOD)
    assert answer.status == 303


def test_r19_looking_spends_nothing_and_using_does(office: PageClient, link: str) -> None:
    assert office.get(link).status == office.get(link).status == 200
    page = office.get(link)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    choose(office, link)
    assert office.get(link).status == 404
    assert page.submit("Save", {"Password": GOOD, "Confirm password": GOOD}).status == 404


def test_r4_an_easy_password_is_refused_with_a_reason(office: PageClient, link: str) -> None:
    for easy in ("short", "new@foyer.example", "passwordpassword", "New Person 2026 New"):
        page = choose(office, link, easy)
        assert page.status == 422
        assert page.problems
    assert choose(office, link, GOOD, "something else entirely").status == 422


def test_r19_a_link_runs_out(office: PageClient, link: str) -> None:
    with transaction() as db:
        db.execute(update(OneTimeLink).values(expires_at=utcnow() - timedelta(seconds=1)))
    assert office.get(link).status == 404


def test_a_disabled_persons_link_opens_nothing(office: PageClient, link: str) -> None:
    with transaction() as db:
        db.execute(update(Staff).where(Staff.email == "new@foyer.example").values(disabled_at=utcnow()))
    assert office.get(link).status == 404


def test_r54_setting_a_password_leaves_its_event(office: PageClient, link: str) -> None:
    choose(office, link)
    with reading() as db:
        events = db.scalars(select(HistoryEntry.event).order_by(HistoryEntry.id)).all()
    assert events[-3:] == ["staff_added", "link_sent", "password_set"]


def test_managers_invite_salespeople_and_nobody_else(mona: Person, carl: Person) -> None:
    from core.errors import NotAllowed

    def by(person: Person, role: Role) -> str:
        with transaction() as db:
            return invite(db, email=f"{role}@x.example", name="X", roles=[role], by=person.actor, now=utcnow())

    assert by(mona, Role.SALES)
    for person, role in ((mona, Role.ADMIN), (mona, Role.MANAGER), (carl, Role.SALES)):
        with pytest.raises(NotAllowed):
            by(person, role)
