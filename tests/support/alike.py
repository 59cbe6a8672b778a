"""Olena registers, and somebody very like her comes a day later: two customers, one pair, the later one held."""

from datetime import datetime, timedelta

from core.access import Actor
from core.database.transaction import transaction
from core.identify_contact.review import review_registration
from core.model import Customer
from tests.support import olena

SECOND = "+46701740699"


def two_alike(now: datetime) -> tuple[Customer, Customer]:
    """The first, and the later one with the same name, birth date and certificate but another mobile."""
    first = olena.register_olena(now=now)
    later = now + timedelta(days=1)
    second = olena.register_olena(now=later, key="p" * 22, basic=olena.basic(email="", mobile=SECOND), contacts=())
    for customer in (first, second):
        with transaction() as db:
            review_registration(db, customer.id, by=Actor.system(), now=later)
    return first, second
