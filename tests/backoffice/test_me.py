"""One's own account: how pages look, the password, the browsers that are signed in (AR-5)."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading
from core.model import HistoryEntry, Job, Staff
from tests.people import Person
from tests.support.client import PageClient

GOOD = "orchard tambourine glacier"


def mine(person: Person) -> Staff:
    with reading() as db:
        return db.get_one(Staff, person.staff_id)


def change(office: PageClient, current: str, new: str, again: str | None = None) -> object:
    filled = {"current": current, "password": new, "confirm": again or new}
    return office.get("/office/me/password").submit("Save", filled)


@pytest.fixture
def elsewhere(application, settings, carl) -> PageClient:
    """Another browser in which carl is signed in."""
    return PageClient(application, address=settings.public_url, face="backoffice").sign_in(carl)


def test_everybody_has_an_account_page_with_their_roles(office, request):
    for who in ("carl", "mona", "adam", "ada"):
        office.sign_out()
        office.sign_in(request.getfixturevalue(who))
        page = office.get("/office/me")
        assert page.says(request.getfixturevalue(who).email)
        assert page.says("This browser")


@pytest.mark.english
def test_language_zone_and_colours_are_kept_and_hold_in_the_next_browser(office, carl, application, settings):
    office.sign_in(carl)
    chosen = {"language": "ar", "zone": "Asia/Riyadh", "theme": "dark"}
    assert office.get("/office/me").submit("Save", chosen).status == 303
    assert (mine(carl).language, mine(carl).zone, mine(carl).theme) == ("ar", "Asia/Riyadh", "dark")
    page = office.get("/office/me")
    assert 'dir="rtl"' in page.html
    assert 'data-theme="dark"' in page.html
    other = PageClient(application, address=settings.public_url, face="backoffice").speaking("en").sign_in(carl)
    assert 'dir="rtl"' in other.get("/office/me").html
    assert 'data-theme="dark"' in other.get("/office/me").html


def test_what_nobody_offered_is_refused(office, carl):
    office.sign_in(carl)
    _method, address, sent = office.get("/office/me").form("Save").press("Save", base="/office/me")
    for wrong in ({"language": "tlh"}, {"zone": "Mars/Olympus"}, {"theme": "pink"}):
        assert office.post(address, {**sent, **wrong}).status == 422
    assert mine(carl).language is None


def test_r5_a_new_password_needs_the_present_one_and_ends_other_sessions(office, carl, elsewhere):
    office.sign_in(carl)
    wrong = change(office, "not my password at all", GOOD)
    assert wrong.status == 422
    assert wrong.problems
    assert GOOD not in wrong.html
    assert change(office, carl.password, "short").status == 422
    assert change(office, carl.password, GOOD, "something else entirely").status == 422
    assert change(office, carl.password, GOOD).location == "/office/me"
    assert office.get("/office/me").status == 200
    assert elsewhere.get("/office/me").location.startswith("/office/sign-in")
    assert (
        elsewhere.get("/office/sign-in").submit("Sign in", {"E-mail": carl.email, "Password": carl.password}).status
        == 422
    )
    assert elsewhere.get("/office/sign-in").submit("Sign in", {"E-mail": carl.email, "Password": GOOD}).status == 303
    with reading() as db:
        assert (
            "password_set" in db.scalars(select(HistoryEntry.event).where(HistoryEntry.staff_id == carl.staff_id)).all()
        )
        told = [job for job in db.scalars(select(Job)) if job.payload.get("template") == "staff_password_changed"]
    assert len(told) == 1


def test_r23_guesses_at_the_present_password_are_counted(office, carl):
    office.sign_in(carl)
    statuses = [change(office, f"guess number {number}", GOOD).status for number in range(6)]
    assert statuses[-1] == 429
    assert statuses[0] == 422


def test_r32_other_browsers_are_seen_and_signed_out(office, carl, elsewhere):
    office.sign_in(carl)
    page = office.get("/office/me")
    assert page.submit("Sign out everywhere else").status == 303
    assert elsewhere.get("/office/me").location.startswith("/office/sign-in")
    elsewhere.sign_in(carl)
    one = next(
        form for form in office.get("/office/me").forms() if "/sessions/" in form.element.attrib.get("action", "")
    )
    _method, address, sent = one.press(None, base="/office/me")
    assert office.post(address, sent).status == 303
    assert elsewhere.get("/office/me").location.startswith("/office/sign-in")
    assert office.get("/office/me").status == 200


def test_nobody_ends_the_session_of_somebody_else(office, sara, carl, elsewhere):
    elsewhere.get("/office/me")
    with reading() as db:
        from core.model import WebSession

        theirs = db.scalars(select(WebSession.public_id).where(WebSession.staff_id == carl.staff_id)).first()
    office.sign_in(sara)
    sent = {"csrf_token": office.get("/office/me").form("Save").values["csrf_token"]}
    assert office.post(f"/office/me/sessions/{theirs}/end", sent).status == 404
    assert elsewhere.get("/office/me").status == 200


def test_a_forgotten_password_has_a_way_said_on_the_sign_in_page(office):
    assert office.get("/office/sign-in").says("Forgot your password? Ask an administrator for a new link.")
