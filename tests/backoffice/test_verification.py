"""Verify caller in the office: the question read out, match, no match, closed."""

from datetime import date

import pytest

from tests.people import Person
from tests.support.anna import ANSWER
from tests.support.client import PageClient
from tests.support.page import Page

BORN = "17 4 1991"


def panel(office: PageClient, anna: Person) -> Page:
    return office.get(f"/office/customers/{anna.customer_code}/verify")


def said(office: PageClient, anna: Person, answer: str = ANSWER, born: str = BORN, **more: str) -> Page:
    return panel(office, anna).submit("Verify", {"Answer": answer, "Birth date": born, **more})


def test_a_match_leads_to_the_customer_with_everything_open(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    page = panel(office, anna)
    assert page.says("In which neighbourhood was your first school?")
    assert ANSWER not in page.html
    before = office.get(f"/office/customers/{anna.customer_code}")
    assert "17 April 1991" not in before.html
    assert "1991-04-17" not in before.html
    opened = said(office, anna).follow()
    assert opened.says("Verified by question")
    assert opened.says("15 min left")
    assert opened.says("17 April 1991")


@pytest.mark.parametrize(("answer", "born"), [("Södermalm", BORN), (ANSWER, "1991-04-18")])
def test_a_miss_never_says_which_and_empties_both(
    office: PageClient, anna: Person, carl: Person, answer: str, born: str
) -> None:
    office.sign_in(carl)
    missed = said(office, anna, answer, born)
    assert missed.status == 422
    assert missed.says("No match")
    assert missed.says("2 tries left")
    form = missed.form("Verify")
    assert (form.value("Answer"), form.value("Birth date")) == ("", "")
    assert answer not in missed.html


def test_three_misses_close_it_and_a_supervisor_reopens(
    office: PageClient, anna: Person, carl: Person, sue: Person
) -> None:
    office.sign_in(carl)
    for _ in range(3):
        last = said(office, anna, "no")
    assert last.says("Questions closed until")
    assert not any(form.has_button("Verify") for form in last.forms())
    assert not any(form.has_button("Reopen") for form in last.forms())
    office.sign_out().sign_in(sue)
    reopened = panel(office, anna).submit("Reopen", Reason="She called from her own phone")
    assert reopened.status == 303
    assert said(office.sign_out().sign_in(carl), anna).status == 303


def test_what_was_not_asked_is_told_and_costs_no_try(office: PageClient, anna: Person, carl: Person) -> None:
    office.sign_in(carl)
    for answer, born in (("", BORN), (ANSWER, ""), (ANSWER, "yesterday")):
        page = said(office, anna, answer, born)
        assert page.status == 422
        assert page.problems
    assert panel(office, anna).says("3 of 3 tries left")


def test_the_verification_is_one_persons_and_can_be_ended(
    office: PageClient, anna: Person, carl: Person, sue: Person
) -> None:
    office.sign_in(carl)
    opened = said(office, anna).follow()
    ended = opened.submit("End verification").follow()
    assert not ended.says("Verified by question ·")
    assert "17 April 1991" not in ended.html
    said(office, anna)
    office.sign_out().sign_in(sue)
    assert "17 April 1991" not in office.get(f"/office/customers/{anna.customer_code}").html
    assert date(1991, 4, 17).year == 1991


def test_sales_and_strangers_verify_nobody(office: PageClient, anna: Person, sara: Person) -> None:
    assert panel(office, anna).status == 303
    office.sign_in(sara)
    assert panel(office, anna).status == 403
