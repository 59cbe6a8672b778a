"""The first password by the link that was sent after a registration on somebody's behalf (IC-9, R19)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.maintain_contact.customer_links import new_link
from core.model import Credential, LinkPurpose, SignInName
from tests.people import Person
from tests.support.anna import EMAIL
from tests.support.client import PageClient

NEW = "orchard tambourine glacier"
QUESTION = {"Security question": "first_concert", "Answer": "Håkan i Slottsskogen"}


@pytest.fixture
def link(anna: Person) -> str:
    """What staff had sent to anna, who has neither password nor question yet."""
    with transaction() as db:
        nothing = {"password_hash": None, "answer_hash": None, "question_code": None}
        db.execute(update(Credential).values(**nothing))
        db.query(SignInName).delete()
    return _link(anna)


def _link(anna: Person, *, age: timedelta = timedelta()) -> str:
    with transaction() as db:
        credential = db.scalars(select(Credential).where(Credential.party_id == anna.party_id)).one()
        token = new_link(db, credential, purpose=LinkPurpose.SET_PASSWORD, sent_to=EMAIL, now=utcnow() - age)
    return f"/set-password/{token}"


def test_password_and_question_are_set_and_sign_in(portal: PageClient, anna: Person, link: str) -> None:
    page = portal.get(link)
    assert page.says(EMAIL)
    answer = page.submit("Save", {"Confirm password": NEW, "Password": NEW, **QUESTION})
    assert answer.location == "/sign-in"
    assert answer.follow().says("Your password is set. Sign in with it.")
    again = portal.get("/sign-in").submit("Sign in", {"E-mail or mobile": EMAIL}, Password=NEW)
    assert again.status == 303
    assert portal.get(link).status == 404


def test_who_gave_a_question_on_the_phone_is_not_asked_again(portal: PageClient, anna: Person, link: str) -> None:
    with transaction() as db:
        db.execute(update(Credential).values(answer_hash="x", question_code="first_concert"))
    page = portal.get(link)
    assert "Security question" not in page.form().labels()
    assert page.submit("Save", {"Confirm password": NEW, "Password": NEW}).status == 303
    with reading() as db:
        assert db.scalars(select(Credential.answer_hash)).one() == "x"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"Password": "", "Confirm password": ""}, "Enter a password"),
        ({"Password": NEW, "Confirm password": NEW + "s"}, "Enter the same password twice"),
        ({"Password": "short", "Confirm password": "short"}, ""),
        ({"Security question": ""}, "question"),
        ({"Answer": ""}, ""),
    ],
)
def test_what_is_to_be_mended_is_said_beside_its_field(
    portal: PageClient, link: str, typed: dict[str, str], problem: str
) -> None:
    page = portal.get(link).submit("Save", {"Password": NEW, "Confirm password": NEW, **QUESTION, **typed})
    assert page.status == 422
    assert any(problem.lower() in said.lower() for said in page.problems)
    assert QUESTION["Answer"] not in page.html
    assert portal.get(link).status == 200


def test_the_link_works_for_a_day(portal: PageClient, anna: Person, link: str) -> None:
    assert portal.get(_link(anna, age=timedelta(hours=23))).status == 200
    gone = portal.get(_link(anna, age=timedelta(hours=25)))
    assert gone.status == 404
    assert gone.says("This link works no longer")
