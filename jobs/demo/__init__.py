"""The demo operator: Meridian Telecom, fictitious, with staff whose passwords are known to all."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind, Role
from core.clock import utcnow
from core.database.transaction import transaction
from core.model import Job, Staff
from core.operator import the_operator
from core.passwords import hash_password
from core.settings import Settings
from core.staff_accounts import add_staff
from jobs.demo.customers import register_everybody
from jobs.demo.offers import make_offers
from jobs.demo.sales import sell

PASSWORD = "lantern-harbour-27"  # noqa: S105 - printed at every start of the demo
PEOPLE = (
    ("admin", "Adam Berg", Role.ADMIN),
    ("supervisor", "Sue Lindqvist", Role.SUPERVISOR),
    ("supervisor2", "Sven Dahl", Role.SUPERVISOR),
    ("csr", "Carl Nyström", Role.CSR),
    ("agent", "Agnes Öberg", Role.AGENT),
    ("manager", "Mona Haddad", Role.MANAGER),
    ("sales", "Sara Wikström", Role.SALES),
    ("sales2", "Sami Korhonen", Role.SALES),
    ("auditor", "Ada Sund", Role.AUDITOR),
)


def load_demo(_settings: Settings) -> str:
    """Fills an empty database once; a second time changes nothing. Returns what it did."""
    hashed = hash_password(PASSWORD)
    with transaction() as db:
        if db.scalar(select(Staff.id).limit(1)) is not None:
            return "There are people in this database already; nothing was changed."
        now = utcnow()
        _name_the_operator(db)
        staff = {local: _hire(db, local, name, role, hashed) for local, name, role in PEOPLE}
        offers = make_offers(db, by=staff["manager"], now=now - timedelta(days=90))
        customers = register_everybody(db, staff, password_hash=hashed, now=now)
        leads = sell(db, staff, customers, offers, now=now)
        # What was sent long ago would arrive today: the demo's letters begin with the first visitor.
        db.execute(delete(Job).where(Job.kind.in_(("mail", "sms"))))
    return (
        f"Meridian Telecom is open: {len(PEOPLE)} members of staff, {len(customers)} customers, {leads} leads; "
        f"password {PASSWORD}."
    )


def _hire(db: Session, local: str, name: str, role: Role, hashed: str) -> Actor:
    now = utcnow() - timedelta(days=120)
    person = add_staff(db, email=f"{local}@foyer.example", name=name, roles=[role], by=Actor.system(), now=now)
    person.password_hash, person.password_changed_at = hashed, now
    person.zone = "Europe/Stockholm"
    db.flush()  # whoever acts is named by their key
    return Actor(ActorKind.STAFF, name=name, staff_id=person.id, roles=frozenset({role}), zone="Europe/Stockholm")


def _name_the_operator(db: Session) -> None:
    operator = the_operator(db)
    operator.name, operator.phone = "Meridian Telecom", "+46 8 465 004 00"
    operator.phone_hours = {"days": [1, 7], "from": "08:00", "until": "20:00"}
