"""Offers as a simple list that a manager maintains."""

from datetime import date, datetime

import pytest

from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, StaleVersion
from core.manage_prospect.offers import OfferForm, change_offer, create_offer, offer_of, offers, offers_on, retire_offer
from core.money import Money
from tests.leads import a_key
from tests.people import Person

FIBRE = OfferForm(names={"en": "Fibre 1000", "ar": "ألياف 1000"}, product_group="Fibre", price=Money(49900, "SEK"))


def test_a_manager_adds_an_offer_once(mona: Person, now: datetime) -> None:
    by, key = mona.actor, a_key()
    for _ in range(2):
        with transaction() as db:
            create_offer(db, FIBRE, by=by, now=now, key=key)
    with reading() as db:
        made = offers(db)
        assert [(one.code, one.product_group, one.price) for one in made] == [
            ("fibre-1000", "fibre", Money(49900, "SEK"))
        ]


def test_two_offers_of_one_name_have_two_codes(mona: Person, now: datetime) -> None:
    by = mona.actor
    for _ in range(3):
        with transaction() as db:
            create_offer(db, FIBRE, by=by, now=now, key=a_key())
    with reading() as db:
        assert [one.code for one in offers(db)] == ["fibre-1000", "fibre-1000-1", "fibre-1000-2"]


def test_an_offer_is_offered_within_its_days_and_until_it_is_retired(mona: Person, now: datetime) -> None:
    by = mona.actor
    with transaction() as db:
        form = OfferForm(
            names={"en": "Winter"}, product_group="mobile", valid_from=date(2026, 12, 1), valid_until=date(2027, 2, 28)
        )
        made = create_offer(db, form, by=by, now=now, key=a_key()).public_id
    with transaction() as db:
        for day, offered in ((date(2026, 11, 30), 0), (date(2026, 12, 1), 1), (date(2027, 3, 1), 0)):
            assert len(offers_on(db, day)) == offered
        retire_offer(db, offer_of(db, made), by=by, seen_version=1, now=now)
        assert not offers_on(db, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"names": {"ar": "ألياف"}}, "name"),
        ({"product_group": " "}, "product_group"),
        ({"valid_from": date(2027, 1, 2), "valid_until": date(2027, 1, 1)}, "valid_until"),
        ({"price": Money(-1, "SEK")}, "price"),
    ],
)
def test_an_offer_must_make_sense(mona: Person, now: datetime, changed: dict[str, object], field: str) -> None:
    by = mona.actor
    with pytest.raises(Invalid) as refused, transaction() as db:
        form = OfferForm(**{"names": {"en": "X"}, "product_group": "x", **changed})  # type: ignore[arg-type]
        create_offer(db, form, by=by, now=now, key=a_key())
    assert refused.value.problems[0].field == field


def test_a_stale_change_is_refused(mona: Person, now: datetime) -> None:
    by = mona.actor
    with transaction() as db:
        made = create_offer(db, FIBRE, by=by, now=now, key=a_key()).public_id
    with transaction() as db:
        change_offer(
            db, offer_of(db, made), OfferForm(names={"en": "A"}, product_group="b"), by=by, seen_version=1, now=now
        )
    with pytest.raises(StaleVersion), transaction() as db:
        change_offer(db, offer_of(db, made), FIBRE, by=by, seen_version=1, now=now)


def test_a_salesperson_changes_no_offer(sara: Person, now: datetime) -> None:
    by = sara.actor
    with pytest.raises(NotAllowed), transaction() as db:
        create_offer(db, FIBRE, by=by, now=now, key=a_key())
