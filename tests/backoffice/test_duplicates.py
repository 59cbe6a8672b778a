"""Pairs that may be one person: compared, decided, remembered."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading
from core.model import Customer, DuplicateCandidate, DuplicateState, HistoryEntry, Registration, RegistrationState
from tests.support import olena
from tests.support.alike import two_alike


def pair() -> DuplicateCandidate:
    with reading() as db:
        return db.scalars(select(DuplicateCandidate)).one()


def registration_state(customer: Customer) -> RegistrationState:
    with reading() as db:
        return db.scalars(select(Registration.state).where(Registration.customer_id == customer.id)).one()


def test_the_queue_says_who_and_why(office, carl, now):
    first, second = two_alike(now)
    page = office.sign_in(carl).get("/office/duplicates")
    assert first.code in page.html
    assert second.code in page.html
    assert page.says("Same certificate")
    assert page.says("Certain")


def test_both_are_compared_without_giving_away_what_verification_asks(office, carl, now):
    first, second = two_alike(now)
    page = office.sign_in(carl).get(f"/office/duplicates/{second.code}/{first.code}")
    assert page.says("the same")
    assert page.says("differs")
    assert olena.NUMBER not in page.html
    assert "1991" not in page.text
    assert "06 99" in page.text
    with reading() as db:
        seen = db.scalars(select(HistoryEntry.customer_id).where(HistoryEntry.event == "customer_viewed")).all()
    assert set(seen) == {first.id, second.id}


def test_not_the_same_is_remembered_and_lets_the_held_one_go_on(office, carl, now):
    first, second = two_alike(now)
    assert registration_state(second) is RegistrationState.HELD
    page = office.sign_in(carl).get(f"/office/duplicates/{first.code}/{second.code}")
    assert page.submit("Not the same", Note="Twins, I saw both cards").location == "/office/duplicates"
    decided = pair()
    assert (decided.state, decided.note) == (DuplicateState.NOT_SAME, "Twins, I saw both cards")
    assert decided.decided_by_id == carl.staff_id
    assert registration_state(second) is RegistrationState.NEW
    assert first.code not in office.get("/office/duplicates").html
    assert office.get(f"/office/duplicates/{first.code}/{second.code}").says("Twins, I saw both cards")


@pytest.mark.parametrize("go", [{}, {"go": ""}, {"go": "perhaps"}])
def test_what_names_no_decision_decides_nothing(office, carl, now, go):
    first, second = two_alike(now)
    where = f"/office/duplicates/{first.code}/{second.code}"
    token = office.sign_in(carl).get(where).form("Not the same").values["csrf_token"][0]
    answer = office.post(where, {"csrf_token": token, "note": "Twins", **go})
    assert answer.status == 422
    assert answer.says("Say which of the two it is: the same person, or not the same.")
    assert answer.form("Not the same").value("Note").strip() == "Twins"
    assert pair().state is DuplicateState.OPEN


def test_same_person_is_remembered_and_the_other_word_comes_too_late(office, carl, sue, now):
    first, second = two_alike(now)
    office.sign_in(carl)
    page = office.get(f"/office/duplicates/{first.code}/{second.code}")
    assert page.submit("Same person").status == 303
    assert pair().state is DuplicateState.SAME
    assert page.submit("Same person").status == 303
    assert page.submit("Not the same").status == 409
    assert pair().state is DuplicateState.SAME


def test_the_queue_goes_on_after_a_pair(office, carl, now, monkeypatch):
    first, second = two_alike(now)
    page = office.sign_in(carl).get(f"/office/duplicates?after={first.code}-{second.code}")
    assert not page.says(first.code)
    assert office.get("/office/duplicates?after=nobody-else").status == 200
    assert office.get("/office/duplicates?after=x").status == 200


def test_a_pair_that_nobody_found_is_absent(office, carl, anna, now):
    code = olena.register_olena(now=now).code
    office.sign_in(carl)
    assert office.get(f"/office/duplicates/{anna.customer_code}/{code}").status == 404
    assert office.get(f"/office/duplicates/{code}/{code}").status == 404


def test_a_note_too_long_is_said_and_kept(office, carl, now):
    first, second = two_alike(now)
    page = office.sign_in(carl).get(f"/office/duplicates/{first.code}/{second.code}")
    again = page.submit("Same person", Note="x" * 401)
    assert again.status == 422
    assert again.problems
    assert pair().state is DuplicateState.OPEN


@pytest.mark.parametrize("who", ["sara", "mona", "adam", "ada"])
def test_duplicates_are_for_the_front_desk_only(office, request, now, who):
    first, second = two_alike(now)
    office.sign_in(request.getfixturevalue(who))
    assert office.get("/office/duplicates").status == 403
    assert office.get(f"/office/duplicates/{first.code}/{second.code}").status == 403
