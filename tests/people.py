"""The cast: staff whom every test database holds, and people who come to the operator."""

from dataclasses import dataclass

import pytest
from sqlalchemy import or_, select

from core.access import Actor, ActorKind, Role
from core.database.transaction import reading, transaction
from core.model import Customer, Staff, Team, TeamMember
from tests.support.anna import EMAIL, register_anna
from tests.support.cast import LONG_AGO, PASSWORD, STAFF
from tests.support.databases import FreshDatabase


@dataclass(frozen=True)
class Person:
    """Somebody of the cast."""

    name: str
    email: str
    password: str = PASSWORD
    staff_id: int | None = None
    party_id: int | None = None
    customer_id: int | None = None
    customer_code: str = ""
    public_id: str = ""

    @property
    def actor(self) -> Actor:
        """The person acting, with the roles and teams of this moment."""
        if self.staff_id is None:
            return Actor(ActorKind.CUSTOMER, name=self.name, party_id=self.party_id, customer_id=self.customer_id)
        with reading() as db:
            staff = db.get_one(Staff, self.staff_id)
            teams = select(TeamMember.team_id).where(TeamMember.staff_id == self.staff_id, TeamMember.left_at.is_(None))
            led = select(Team.id).where(
                or_(Team.leader_id == self.staff_id, Team.manager_id == self.staff_id), Team.retired_at.is_(None)
            )
            return Actor(
                ActorKind.STAFF,
                name=self.name,
                staff_id=self.staff_id,
                roles=frozenset(Role(held.role) for held in staff.roles),
                team_ids=frozenset(db.scalars(teams.union(led))),
                language=staff.language or "en",
                zone=staff.zone or "Europe/Stockholm",
            )


def member_of_staff(nickname: str) -> Person:
    """One of tests.support.cast.STAFF."""
    name, email, _role = STAFF[nickname]
    with reading() as db:
        return Person(name, email, staff_id=db.scalars(select(Staff.id).where(Staff.email == email)).one())


@pytest.fixture
def carl(database: FreshDatabase) -> Person:
    """A CSR."""
    return member_of_staff("carl")


@pytest.fixture
def sue(database: FreshDatabase) -> Person:
    """A supervisor."""
    return member_of_staff("sue")


@pytest.fixture
def sven(database: FreshDatabase) -> Person:
    """Another supervisor: what sue entered, he may approve."""
    return member_of_staff("sven")


@pytest.fixture
def agnes(database: FreshDatabase) -> Person:
    """An agent in a shop."""
    return member_of_staff("agnes")


@pytest.fixture
def mona(database: FreshDatabase) -> Person:
    """A sales manager."""
    return member_of_staff("mona")


@pytest.fixture
def sara(database: FreshDatabase) -> Person:
    """A salesperson."""
    return member_of_staff("sara")


@pytest.fixture
def sami(database: FreshDatabase) -> Person:
    """Another salesperson: what sara claims, he cannot."""
    return member_of_staff("sami")


@pytest.fixture
def adam(database: FreshDatabase) -> Person:
    """An administrator."""
    return member_of_staff("adam")


@pytest.fixture
def ada(database: FreshDatabase) -> Person:
    """An auditor."""
    return member_of_staff("ada")


@pytest.fixture
def anna(database: FreshDatabase) -> Person:
    """A prospect who registered in the portal, confirmed her e-mail and can sign in."""
    with transaction() as db:
        customer: Customer = register_anna(db)
        party = customer.party
        return Person(
            party.name,
            EMAIL,
            party_id=party.id,
            customer_id=customer.id,
            customer_code=customer.code,
            public_id=customer.public_id,
        )


@pytest.fixture
def team(mona: Person, sara: Person) -> int:
    """The key of a team that mona leads and sara works in."""
    with transaction() as db:
        made = Team(name="Stockholm", folded_name="stockholm", leader_id=mona.staff_id, created_at=LONG_AGO)
        made.members = [TeamMember(staff_id=sara.staff_id, joined_at=LONG_AGO)]
        db.add(made)
        db.flush()
        return made.id


@pytest.fixture
def offer(mona: Person) -> str:
    """The name of the one offer that can be chosen."""
    from core.manage_prospect.offers import OfferForm, create_offer

    with transaction() as db:
        form = OfferForm(names={"en": "Fibre 500"}, product_group="fibre")
        create_offer(db, form, by=mona.actor, now=LONG_AGO, key="offer-of-the-cast")
    return "Fibre 500"
