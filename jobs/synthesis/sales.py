"""Salespeople, teams and offers for the leads: those that are there, and enough more."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Role
from core.model import Offering, Staff, StaffRole, Team, TeamMember
from core.normalise import fold
from jobs.synthesis.lead_rows import Sales

PEOPLE = 8
TEAMS = ("Homes", "Business")
OFFERS = (("fibre", "Fibre 500"), ("mobile", "Mobile unlimited"), ("tv", "Television"), ("business", "Business fibre"))


def sales_people(db: Session, *, now: datetime) -> Sales:
    """Eight salespeople in two teams with a manager, a clerk, and offers; made where they are missing."""
    teams = [_team(db, name, now=now) for name in TEAMS]
    manager = _person(db, "synthetic.manager@example.org", "Manager of the load", Role.MANAGER, now=now)
    clerk = _person(db, "synthetic.csr@example.org", "Clerk of the load", Role.CSR, now=now)
    people = []
    for number in range(PEOPLE):
        seller = _person(db, f"synthetic.sales{number}@example.org", f"Seller {number + 1}", Role.SALES, now=now)
        team = teams[number % len(teams)]
        if not any(member.staff_id == seller.id for member in team.members):
            team.members.append(TeamMember(staff_id=seller.id, joined_at=now))
        people.append((seller.id, team.id))
    offerings = [_offering(db, code, name, now=now) for code, name in OFFERS]
    db.flush()  # the load needs their keys
    about = [(one.id, one.product_group, one.names["en"]) for one in offerings]
    return Sales(people, about, manager=manager.id, clerk=clerk.id)


def _team(db: Session, name: str, *, now: datetime) -> Team:
    found = db.scalar(select(Team).where(Team.folded_name == fold(name), Team.retired_at.is_(None)))
    if found is None:
        found = Team(name=name, folded_name=fold(name), created_at=now)
        db.add(found)
        db.flush()  # its members need its key
    return found


def _person(db: Session, email: str, name: str, role: Role, *, now: datetime) -> Staff:
    found = db.scalar(select(Staff).where(Staff.email == email))
    if found is None:
        found = Staff(email=email, name=name, created_at=now, roles=[StaffRole(role=role.value)])
        db.add(found)
        db.flush()  # memberships need its key
    return found


def _offering(db: Session, code: str, name: str, *, now: datetime) -> Offering:
    found = db.scalar(select(Offering).where(Offering.code == f"synthetic-{code}"))
    if found is None:
        found = Offering(code=f"synthetic-{code}", product_group=code, names={"en": name}, created_at=now)
        db.add(found)
        db.flush()  # items need its key
    return found
