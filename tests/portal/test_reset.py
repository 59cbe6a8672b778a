"""A new password by the link that was sent: the question first, five tries, one use (R13, R19, R20)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.maintain_contact.customer_links import new_link
from core.model import Credential, Job, LinkPurpose, WebSession
from tests.people import Person
from tests.support.anna import ANSWER, EMAIL
from tests.support.client import PageClient
from tests.support.page import Page

NEW = "orchard tambourine glacier"


@pytest.fixture
def link(anna: Person) -> str:
    """Where the link in anna's mail leads."""
    return f"/reset/{_token(anna)}"


def _token(anna: Person, *, age: timedelta = timedelta()) -> str:
    with transaction() as db:
        credential = db.scalars(select(Credential).where(Credential.party_id == anna.party_id)).one()
        return new_link(db, credential, purpose=LinkPurpose.RESET_PASSWORD, sent_to=EMAIL, now=utcnow() - age)


def fill_in(portal: PageClient, link: str, answer: str, password: str = NEW, again: str | None = None) -> Page:
    """Answers and chooses, as people do."""
    page = portal.get(link)
    return page.submit("Continue", {"Confirm password": again or password}, Answer=answer, Password=password)


def test_the_right_answer_sets_the_password_and_signs_nobody_in(portal: PageClient, anna: Person, link: str) -> None:
    portal.sign_in(anna)
    portal.sign_out()
    link = f"/reset/{_token(anna)}"  # made after that sign-in, which would end it
    answer = fill_in(portal, link, f"  {ANSWER.upper()} ")
    assert answer.location == "/sign-in"
    assert answer.follow().says("Your new password is set. Sign in with it.")
    with reading() as db:
        assert (
            db.scalar(select(func.count()).where(WebSession.credential_id.is_not(None), WebSession.ended_at.is_(None)))
            == 0
        )
        told = [job.payload["template"] for job in db.scalars(select(Job)) if "template" in job.payload]
    assert "password_changed" in told
    form = portal.get("/sign-in")
    assert form.submit("Sign in", {"E-mail or mobile": anna.email}, Password=NEW).status == 303


def test_r19_looking_spends_nothing_and_using_spends_it(portal: PageClient, link: str) -> None:
    for _time in range(3):
        assert portal.get(link).says("First your security question")
    assert fill_in(portal, link, ANSWER).status == 303
    gone = portal.get(link)
    assert gone.status == 404
    assert gone.says("This link works no longer")
    assert gone.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("token", ["nothing", "x" * 43, "%00", "😀"])
def test_r19_a_made_up_link_reads_like_a_spent_one(portal: PageClient, token: str) -> None:
    page = portal.get(f"/reset/{token}")
    assert page.status in (400, 404)
    assert page.status == 400 or page.says("This link works no longer")


def test_r19_a_link_works_for_an_hour(portal: PageClient, anna: Person) -> None:
    assert portal.get(f"/reset/{_token(anna, age=timedelta(minutes=59))}").status == 200
    assert portal.get(f"/reset/{_token(anna, age=timedelta(minutes=61))}").status == 404


def test_r13_tries_left_are_told_and_the_fifth_miss_ends_the_link(portal: PageClient, anna: Person, link: str) -> None:
    for left in (4, 3, 2, 1):
        page = fill_in(portal, link, "Södermalm")
        assert page.status == 422
        assert page.says(f"{left} tries are left" if left > 1 else "One try is left")
        assert "Södermalm" not in page.html
    assert fill_in(portal, link, "Södermalm").status == 404
    portal.sign_in(anna)  # nothing else closes


def test_what_is_amiss_with_the_password_costs_no_try(portal: PageClient, anna: Person, link: str) -> None:
    assert fill_in(portal, link, ANSWER, "short").status == 422
    assert fill_in(portal, link, ANSWER, anna.email + " " + anna.email).status == 422
    assert fill_in(portal, link, ANSWER, NEW, "orchard tambourine glaciers").problems == [
        "Enter the same password twice"
    ]
    page = portal.get(link)
    assert page.says("5 tries are left")
