"""Own preferences and consents: one order, the ledger kept, the version watched (IC-8, MC-5, R63)."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.model import ContactPreference, CustomerConsent, ModificationOrder
from tests.people import Person
from tests.support.client import PageClient

MINE = {"disturb": "mine", "Allowed days": ["1", "2", "3", "4", "5"], "From": "17:00", "To": "19:00"}


def preference() -> ContactPreference:
    """What is on file."""
    with reading() as db:
        return db.scalars(select(ContactPreference)).one()


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages."""
    return portal.sign_in(anna)


def test_own_times_are_saved_by_an_order_and_said_back(signed_in: PageClient) -> None:
    page = signed_in.get("/me/preferences").submit("Save", MINE).follow()
    assert page.says("Changed. Before and after stand under Orders")
    kept = preference()
    assert (kept.do_not_disturb, kept.allowed_days, kept.allowed_spans) == (True, [1, 2, 3, 4, 5], [["17:00", "19:00"]])
    with reading() as db:
        assert db.scalars(select(ModificationOrder.channel)).one() == "portal"


def test_consent_is_given_and_taken_back_in_the_ledger(signed_in: PageClient) -> None:
    signed_in.get("/me/preferences").submit("Save", {"offers": ["email", "sms"]})
    page = signed_in.get("/me/preferences")
    assert page.form("Save").value("offers") == ["email", "sms"]
    page.submit("Save", {"offers": ["email"]})
    with reading() as db:
        lines = db.execute(select(CustomerConsent.channel, CustomerConsent.given).order_by(CustomerConsent.id)).all()
    assert ("sms", True) in lines
    assert lines[-1] == ("sms", False)
    assert signed_in.get("/me/preferences").form("Save").value("offers") == "email"


@pytest.mark.parametrize("typed", [{"From": "25:00"}, {"From": "20:00"}, {"To": "x" * 500}])
def test_times_that_do_not_exist_are_said_beside_them(signed_in: PageClient, typed: dict[str, str]) -> None:
    page = signed_in.get("/me/preferences").submit("Save", {**MINE, **typed})
    assert page.status == 422
    assert page.problems
    assert not preference().do_not_disturb


def test_who_has_never_set_any_can(portal: PageClient, anna: Person) -> None:
    with transaction() as db:
        db.query(ContactPreference).delete()
    page = portal.sign_in(anna).get("/me/preferences").submit("Save", MINE)
    assert page.status == 303
    assert preference().do_not_disturb


def test_r63_a_stale_save_is_compared_not_lost(signed_in: PageClient) -> None:
    form = signed_in.get("/me/preferences")
    with transaction() as db:
        db.scalars(select(ContactPreference)).one().first_channel = "email"
    slower = form.submit("Save", MINE)
    assert slower.status == 409
    assert slower.says("On file now")
    assert slower.form("Save").value("From") == "17:00"
    assert slower.submit("Save").status == 303


def test_own_times_without_any_time_are_the_usual_ones(signed_in: PageClient) -> None:
    """Nobody is told of calls on every day whose night we keep."""
    page = signed_in.get("/me/preferences").submit("Save", {"disturb": "mine"}).follow()
    assert preference().do_not_disturb
    assert page.says("At the usual times")
    days = signed_in.get("/me/preferences").submit("Save", {"disturb": "mine", "Allowed days": ["1", "2"]}).follow()
    assert days.says("Monday and Tuesday, at the usual times")
