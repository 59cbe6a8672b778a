"""Own access: password and question take the current password, tell, and end sessions (MC-1, R5, R16, R32)."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.model import Credential, Job, WebSession
from core.passwords import verify_answer
from tests.people import Person
from tests.support.client import PageClient

NEW = "orchard tambourine glacier"


def told() -> list[str]:
    """Templates of what was sent."""
    with reading() as db:
        return [job.payload["template"] for job in db.scalars(select(Job)) if "template" in job.payload]


def live() -> list[WebSession]:
    """Sessions of customers that have not ended."""
    with reading() as db:
        rows = select(WebSession).where(WebSession.credential_id.is_not(None), WebSession.ended_at.is_(None))
        return list(db.scalars(rows))


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages, with another browser open."""
    portal.sign_in(anna)
    elsewhere = PageClient(portal.browser.application, address=portal.address, face="portal")
    elsewhere.sign_in(anna)
    return portal


def test_r5_a_new_password_takes_the_current_one_and_ends_other_sessions(signed_in: PageClient, anna: Person) -> None:
    form = signed_in.get("/me/access/password")
    wrong = form.submit("Save", {"Current password": "wrong", "Password": NEW, "Confirm password": NEW})
    assert wrong.status == 422
    assert len(live()) == 2
    done = form.submit("Save", {"Current password": anna.password, "Password": NEW, "Confirm password": NEW})
    assert done.follow().says("Your password is changed.")
    assert len(live()) == 1
    assert told() == ["password_changed"]
    signed_in.sign_out()
    assert signed_in.get("/sign-in").submit("Sign in", {"E-mail or mobile": anna.email}, Password=NEW).status == 303


@pytest.mark.parametrize(
    "typed", [{"Password": "short", "Confirm password": "short"}, {"Confirm password": NEW + "s"}, {"Password": ""}]
)
def test_what_is_amiss_with_the_new_password_is_said(
    signed_in: PageClient, anna: Person, typed: dict[str, str]
) -> None:
    sent = {"Current password": anna.password, "Password": NEW, "Confirm password": NEW, **typed}
    page = signed_in.get("/me/access/password").submit("Save", sent)
    assert page.status == 422
    assert page.problems
    assert len(live()) == 2


def test_r16_a_new_question_takes_the_password_and_tells(signed_in: PageClient, anna: Person) -> None:
    form = signed_in.get("/me/access/question")
    chosen = {"Security question": "first_concert", "Answer": "Håkan i Slottsskogen"}
    assert form.submit("Save", {"Current password": "wrong", **chosen}).status == 422
    done = form.submit("Save", {"Current password": anna.password, **chosen})
    page = done.follow()
    assert page.says("Your security question is changed.")
    assert "Slottsskogen" not in page.html
    assert told() == ["question_changed"]
    with reading() as db:
        assert verify_answer("hakan i slottsskogen", db.scalars(select(Credential.answer_hash)).one())


def test_r32_one_browser_is_signed_out(signed_in: PageClient, anna: Person) -> None:
    page = signed_in.get("/me/access")
    buttons = [name for form in page.forms() for name in form.button_names() if name.startswith("Sign out ")]
    assert len([name for name in buttons if name != "Sign out everywhere"]) == 1
    page.submit(next(name for name in buttons if name != "Sign out everywhere"))
    assert len(live()) == 1
    assert signed_in.get("/me").status == 200


def test_sign_out_everywhere_leaves_nothing(signed_in: PageClient, anna: Person) -> None:
    answer = signed_in.get("/me/access").submit("Sign out everywhere")
    assert answer.location == "/"
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert live() == []
    assert signed_in.get("/me").status == 303


def test_r44_anothers_session_cannot_be_ended(signed_in: PageClient, carl: Person, office: PageClient) -> None:
    office.sign_in(carl)
    with reading() as db:
        foreign = db.scalars(select(WebSession.public_id).where(WebSession.staff_id.is_not(None))).one()
    token = signed_in.get("/me/access").form("Sign out").values["csrf_token"]
    assert signed_in.post("/me/access/sessions", {"csrf_token": token, "session": foreign}).status == 404
    assert office.get("/office/").status == 200
    with transaction() as db:
        assert db.scalars(select(WebSession.ended_at).where(WebSession.public_id == foreign)).one() is None
