"""*Hand over*: the customer's own step on the desk's device, and the way back to the office (IC-9, R6, R7, R9)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.access import Actor
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.errors import Invalid
from core.identify_contact.registration import register
from core.maintain_contact.signing_in import sign_in_customer
from core.model import Channel, Credential, Customer, HistoryEntry, Job, OneTimeLink, SignInName
from core.outbox import secret_of
from tests.support import olena

PASSWORD = "orchard tambourine glacier"
ANSWER = "Håkan i Slottsskogen"
TYPED = {
    "Password": PASSWORD, "Confirm password": PASSWORD, "Security question": "first_concert", "Answer": ANSWER,
    "Screen language": "ar",
}  # fmt: skip


@pytest.fixture
def olenas(agnes) -> Customer:
    """Registered by the agent a moment ago."""
    with transaction() as db:
        answers = olena.desk_answers()
        return register(db, answers, by=agnes.actor, channel=Channel.SHOP, now=utcnow(), key="k" * 22)


def handed(office, agnes, customer):
    page = office.sign_in(agnes).get(f"/office/customers/{customer.code}")
    return page.submit("Hand over").follow()


def link_sent(template: str) -> str:
    with reading() as db:
        jobs = db.scalars(select(Job).order_by(Job.id.desc())).all()
        job = next(job for job in jobs if job.payload.get("template") == template)
        return f"/set-password/{secret_of(job)['token']}"


def test_the_customer_chooses_and_the_agent_goes_on_with_their_own_password(office, portal, agnes, olenas):
    page = handed(office, agnes, olenas)
    assert page.address == "/office/hand-over"
    assert "Олена" in page.heading
    assert olenas.code not in page.html
    done = page.submit("Continue", TYPED)
    assert done.location == "/office/hand-over/back"
    back = done.follow()
    assert back.says("Agnes Öberg")
    assert "Олена" not in back.html
    assert olena.EMAIL not in back.html
    wrong = back.submit("Take back", {"Password": "not my password"})
    assert wrong.status == 422
    assert wrong.says("Enter the password you sign in with")
    again = wrong.submit("Take back", {"Password": agnes.password})
    assert again.location == f"/office/customers/{olenas.code}"
    after = again.follow()
    assert after.says("They have chosen their password and question")
    assert "Hand over" in after.html  # until they have confirmed where they read
    confirmation = portal.get(link_sent("confirm_access"))
    assert "Password" not in confirmation.form().labels()
    assert confirmation.submit("Confirm").location == "/sign-in"
    signed_in = portal.get("/sign-in").submit("Sign in", {"E-mail or mobile": olena.EMAIL}, Password=PASSWORD)
    assert signed_in.status == 303
    assert "Hand over" not in office.get(f"/office/customers/{olenas.code}").html


def test_while_the_customer_has_the_device_the_office_opens_nothing(office, agnes, olenas):
    handed(office, agnes, olenas)
    for path in ("/office/", f"/office/customers/{olenas.code}", "/office/customers", "/office/me"):
        answer = office.get(path)
        assert (answer.status, answer.location) == (303, "/office/hand-over"), path
    sent = office.post(f"/office/customers/{olenas.code}/hand-over")
    assert sent.status in (303, 400)
    assert "no-store" in office.get("/office/hand-over").headers["Cache-Control"]


def test_the_old_cookie_of_the_agent_is_worth_nothing(office, agnes, olenas):
    office.sign_in(agnes)
    page = office.get(f"/office/customers/{olenas.code}")
    before = [(cookie.key, cookie.value) for cookie in office.browser._cookies.values()]
    answer = page.submit("Hand over")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    for key, value in before:
        office.browser.set_cookie(key, value, domain="127.0.0.1")
    assert office.get("/office/").location.startswith("/office/sign-in")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"Password": "", "Confirm password": ""}, "Enter a password"),
        ({"Confirm password": PASSWORD + "s"}, "Enter the same password twice"),
        ({"Password": "short", "Confirm password": "short"}, "Add words"),
        ({"Security question": ""}, "Select"),
        ({"Answer": ""}, ""),
    ],
)
def test_what_is_to_be_mended_is_said_and_nothing_typed_comes_back(office, agnes, olenas, typed, problem):
    page = handed(office, agnes, olenas).submit("Continue", TYPED | typed)
    assert page.status == 422
    assert any(problem in said for said in page.problems)
    assert PASSWORD not in page.html
    assert ANSWER not in page.html


def test_given_back_without_a_choice_nothing_is_kept_and_it_cannot_be_taken_up_again(office, agnes, olenas):
    page = handed(office, agnes, olenas)
    back = page.submit("Hand back without choosing").follow()
    assert back.says("Nothing was chosen")
    assert office.get("/office/hand-over").location == "/office/hand-over/back"
    late = page.submit("Continue", TYPED)
    assert late.location == "/office/hand-over/back"
    with reading() as db:
        assert db.scalars(select(Credential.password_hash)).one() is None
    after = back.submit("Take back", {"Password": agnes.password}).follow()
    assert after.says("Nothing was chosen")


def test_it_ends_by_itself_after_half_an_hour(office, agnes, olenas):
    handed(office, agnes, olenas)
    with transaction() as db:
        db.execute(update(OneTimeLink).values(expires_at=utcnow() - timedelta(seconds=1)))
    assert office.get("/office/hand-over").location == "/office/hand-over/back"


def test_another_member_of_staff_signs_in_as_ever(office, agnes, carl, olenas):
    handed(office, agnes, olenas)
    office.sign_in(carl)
    assert office.get("/office/").status == 200
    assert office.get("/office/hand-over").status == 404


def test_only_who_registered_them_a_moment_ago_or_verified_them(office, carl, agnes, olenas):
    page = office.sign_in(carl).get(f"/office/customers/{olenas.code}")
    assert "hand-over" not in page.html
    assert office.post(f"/office/customers/{olenas.code}/hand-over", {"csrf_token": token(page)}).status == 409
    with transaction() as db:
        db.execute(update(Customer).values(registered_at=utcnow() - timedelta(hours=25)))
    office.sign_out()
    assert "hand-over" not in office.sign_in(agnes).get(f"/office/customers/{olenas.code}").html


def test_who_signs_in_already_is_never_asked_again(office, carl, anna):
    with transaction() as db:
        db.execute(update(Customer).values(registered_at=utcnow(), registered_by_id=carl.staff_id))
        assert db.scalars(select(SignInName)).first()
    page = office.sign_in(carl).get(f"/office/customers/{anna.customer_code}")
    assert office.post(f"/office/customers/{anna.customer_code}/hand-over", {"csrf_token": token(page)}).status == 409


def test_the_history_says_who_handed_over_and_who_chose(office, agnes, olenas):
    handed(office, agnes, olenas).submit("Continue", TYPED)
    with reading() as db:
        told = select(HistoryEntry.event, HistoryEntry.by_staff_id).where(HistoryEntry.customer_id == olenas.id)
        said = [tuple(row) for row in db.execute(told.order_by(HistoryEntry.id))]
        assert ("handed_over", agnes.staff_id) in said
        assert ("password_set", None) in said
        assert db.scalars(select(Credential.language)).one() == "ar"


def test_the_password_is_theirs_only_after_they_have_confirmed_where_they_read(office, agnes, olenas):
    handed(office, agnes, olenas).submit("Continue", TYPED)
    with pytest.raises(Invalid):
        sign_in_customer(olena.EMAIL, password=PASSWORD, region="SE", device=None, by=Actor.public(), now=utcnow())


def token(page) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.html)
    assert found
    return found[1]
