"""Staff sign in and out of the back office (R17-R34)."""

import pytest
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import HistoryEntry, Staff, WebSession
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page


def try_password(office: PageClient, email: str, password: str) -> Page:
    """One try at the door."""
    return office.get("/office/sign-in").submit("Sign in", {"E-mail": email}, Password=password)


def test_staff_sign_in_and_see_the_first_page(office: PageClient, carl: Person) -> None:
    office.sign_in(carl)
    page = office.get("/office/")
    assert page.status == 200
    assert page.says("Carl Nyström")


def test_signing_in_leads_back_to_the_page_that_was_asked_for(office: PageClient, carl: Person) -> None:
    asked = office.get("/office/?q=1")
    assert asked.location == "/office/sign-in?next=/office/?q%3D1"
    answer = asked.follow().submit("Sign in", {"E-mail": carl.email}, Password=carl.password)
    assert answer.status == 303
    assert answer.location == "/office/?q=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/me", "javascript:x"]
)
def test_r47_signing_in_never_leads_elsewhere(office: PageClient, carl: Person, elsewhere: str) -> None:
    page = office.open("GET", "/office/sign-in", {"next": elsewhere})
    answer = page.submit("Sign in", {"E-mail": carl.email}, Password=carl.password)
    assert answer.location == "/office/"


def test_r17_wrong_password_and_unknown_name_answer_alike(office: PageClient, carl: Person) -> None:
    wrong = try_password(office, carl.email, "not the password")
    unknown = try_password(office, "nobody@foyer.example", "not the password")
    assert (wrong.status, unknown.status) == (422, 422)
    assert wrong.text == unknown.text
    assert list(wrong.headers.keys()) == list(unknown.headers.keys())


def test_r17_a_disabled_account_answers_as_a_wrong_password_does(office: PageClient, carl: Person) -> None:
    with transaction() as db:
        db.execute(update(Staff).where(Staff.id == carl.staff_id).values(disabled_at=utcnow()))
    answer = try_password(office, carl.email, carl.password)
    assert answer.status == 422
    assert answer.text == try_password(office, "nobody@foyer.example", carl.password).text


def test_r23_after_five_misses_even_the_right_password_waits(office: PageClient, carl: Person) -> None:
    for _ in range(5):
        assert try_password(office, carl.email, "not the password").status == 422
    answer = try_password(office, carl.email, carl.password)
    assert answer.status == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30


def test_r23_a_known_device_is_not_kept_out_by_strangers(office: PageClient, carl: Person, application: object) -> None:
    office.sign_in(carl)
    stranger = PageClient(application, address=office.address, face="backoffice")
    for _ in range(6):
        try_password(stranger, carl.email, "not the password")
    assert try_password(stranger, carl.email, carl.password).status == 429
    office.get("/office/").submit("Sign out")
    assert try_password(office, carl.email, carl.password).status == 303


def test_r25_a_made_up_name_is_limited_like_a_known_one(office: PageClient, database: object) -> None:
    for _ in range(5):
        try_password(office, "nobody@foyer.example", "x")
    assert try_password(office, "nobody@foyer.example", "x").status == 429


def test_r28_only_the_hash_of_the_reference_is_stored(office: PageClient, carl: Person) -> None:
    office.sign_in(carl)
    cookie = office.browser.get_cookie("foyer_office", domain="127.0.0.1")
    with reading() as db:
        stored = db.scalars(select(WebSession)).one()
    assert stored.token_hash not in cookie.value
    assert cookie.value[1:44] not in str(vars(stored))


def test_r28_a_visitor_has_no_row(office: PageClient, portal: PageClient) -> None:
    office.get("/office/sign-in")
    portal.get("/")
    portal.get("/sign-in")
    with reading() as db:
        assert db.scalar(select(WebSession.id)) is None


def test_r29_the_reference_changes_at_sign_in_and_the_token_with_it(office: PageClient, carl: Person) -> None:
    before = office.get("/office/sign-in").form("Sign in").values["csrf_token"]
    old = office.browser.get_cookie("foyer_office", domain="127.0.0.1").value
    office.sign_in(carl)
    assert office.browser.get_cookie("foyer_office", domain="127.0.0.1").value != old
    assert office.get("/office/").form("Sign out").values["csrf_token"] != before


def test_r30_the_cookie_is_strict_and_apart_from_the_portal(
    office: PageClient, portal: PageClient, carl: Person
) -> None:
    office.sign_in(carl)
    cookie = office.browser.get_cookie("foyer_office", domain="127.0.0.1")
    assert (cookie.same_site, cookie.http_only, cookie.path) == ("Strict", True, "/")
    portal.browser.set_cookie("foyer_portal", cookie.value, domain="127.0.0.1")
    assert not portal.get("/").says("Sign out")


def test_r30_a_link_in_a_mail_is_bounced_once(office: PageClient, carl: Person) -> None:
    page = office.get("/office/", headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status == 200
    assert 'content="0; url=/office/"' in page.html
    assert office.get("/office/", headers={"Sec-Fetch-Site": "same-origin"}).status == 303


def test_r34_sign_out_ends_the_session_and_clears_the_browser(office: PageClient, carl: Person) -> None:
    office.sign_in(carl)
    page = office.get("/office/")
    assert page.headers["Cache-Control"] == "no-store"
    stolen = office.browser.get_cookie("foyer_office", domain="127.0.0.1").value
    answer = page.submit("Sign out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    office.browser.set_cookie("foyer_office", stolen, domain="127.0.0.1")
    assert office.get("/office/").status == 303


def test_r31_a_session_runs_out_after_fifteen_idle_minutes(office: PageClient, carl: Person) -> None:
    from datetime import timedelta

    office.sign_in(carl)
    with transaction() as db:
        db.execute(update(WebSession).values(last_seen_at=utcnow() - timedelta(minutes=16)))
    assert office.get("/office/").status == 303


def test_r46_a_disabled_account_is_out_at_once(office: PageClient, carl: Person) -> None:
    office.sign_in(carl)
    with transaction() as db:
        db.execute(update(Staff).where(Staff.id == carl.staff_id).values(disabled_at=utcnow()))
    assert office.get("/office/").status == 303


def test_r54_signing_in_and_failing_leave_their_events(office: PageClient, carl: Person) -> None:
    try_password(office, carl.email, "not the password")
    office.sign_in(carl)
    with reading() as db:
        events = [
            (row.event, row.outcome, row.staff_id) for row in db.scalars(select(HistoryEntry).order_by(HistoryEntry.id))
        ]
    assert events == [("sign_in_refused", "refused", carl.staff_id), ("signed_in", "done", carl.staff_id)]
