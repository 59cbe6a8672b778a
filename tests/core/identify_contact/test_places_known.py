"""Suggestions of places: only what many share, only of people we know, never where there is a list (IC-7)."""

import pytest
from sqlalchemy import select, update

from core.identify_contact.places_known import MANY, begin_gathering, gather_places, places_known
from core.model import Address, Customer, CustomerStatus, IdentityState, Job, Party


def lived_in(db, now, *, times: int, country: str = "LV", status=CustomerStatus.ACTIVE, **said) -> None:
    """So many different customers who live there."""
    for number in range(times):
        party = Party(last_name=f"Ozols {number}", created_at=now)
        party.addresses = [Address(country=country, detailed="Brīvības iela 1", created_at=now, **said)]
        code = f"{len(db.scalars(select(Customer.id)).all()):011d}"
        db.add(Customer(code=code, party=party, status=status, registered_at=now, channel="portal"))
        db.flush()


def riga(db, **where) -> list[str]:
    return places_known(db, country="LV", field="locality", **where)


def test_what_many_share_is_suggested(db, now):
    lived_in(db, now, times=MANY, locality="Rīga")
    lived_in(db, now, times=MANY - 1, locality="Cēsis")
    assert gather_places(db) >= 1
    assert riga(db) == ["Rīga"]


def test_one_person_with_many_addresses_counts_once(db, now):
    lived_in(db, now, times=1, locality="Mazsalaca")
    party = db.scalars(select(Party).order_by(Party.id.desc())).first()
    party.addresses += [Address(country="LV", locality="Mazsalaca", created_at=now) for _ in range(MANY)]
    db.flush()
    gather_places(db)
    assert riga(db) == []


@pytest.mark.parametrize(("identity", "seen"), [(IdentityState.NOT_CHECKED, []), (IdentityState.CHECKED, ["Rīga"])])
def test_strangers_cannot_put_words_there(db, now, identity, seen):
    lived_in(db, now, times=MANY, locality="Rīga", status=CustomerStatus.PROSPECT)
    db.execute(update(Customer).values(identity_state=identity))
    gather_places(db)
    assert riga(db) == seen


def test_removed_addresses_are_forgotten_the_next_day(db, now):
    lived_in(db, now, times=MANY, locality="Rīga")
    gather_places(db)
    db.execute(update(Address).values(removed_at=now))
    gather_places(db)
    assert riga(db) == []


def test_of_several_spellings_the_commonest(db, now):
    lived_in(db, now, times=MANY, locality="RIGA")
    lived_in(db, now, times=MANY + 1, locality="Rīga")
    gather_places(db)
    assert riga(db) == ["Rīga"]


def test_cities_of_the_area_that_was_chosen_and_no_area_of_a_list(db, now):
    lived_in(db, now, times=MANY, country="US", administrative_area="CA", locality="Fresno")
    gather_places(db)
    assert places_known(db, country="US", field="locality", inside="CA") == ["Fresno"]
    assert places_known(db, country="US", field="locality", inside="NY") == []
    assert places_known(db, country="US", field="administrative_area") == []


def test_once_a_day(db, now):
    begin_gathering(db, now=now)
    begin_gathering(db, now=now)
    assert len(db.scalars(select(Job).where(Job.kind == "gather_places")).all()) == 1
