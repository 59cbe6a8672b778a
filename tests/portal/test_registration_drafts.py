"""A started registration: its cookie, two tabs, Back, double submit, another device, the code (IC-10, IC-13)."""

from datetime import timedelta

from sqlalchemy import func, select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Confirmation, Customer, RegistrationDraft
from tests.portal.registering import begin, code_sent, fill_basic, fill_certificate, to_contacts, to_review
from tests.support.client import PageClient

ACCEPTED = {"I accept the terms and have read the privacy notice": True}


def test_an_address_is_worthless_without_the_browsers_cookie(portal: PageClient):
    page = to_contacts(portal)
    address = f"{page.address}?{page.answer.request.query_string.decode()}"
    portal.sign_out()
    stranger = portal.get(address)
    assert stranger.status == 404
    assert not stranger.says("Olena")
    assert portal.get("/register/contacts?draft=" + "x" * 22).status == 404
    assert portal.get("/register/contacts").status == 404


def test_a_step_not_reached_leads_to_the_first_open_one(portal: PageClient):
    page = begin(portal)
    draft = page.answer.request.query_string.decode()
    for step in ("basic", "confirm", "contacts", "documents", "review"):
        assert portal.get(f"/register/{step}?{draft}").location == f"/register/certificate?{draft}"


def test_two_tabs_are_two_registrations(portal: PageClient):
    first, second = begin(portal), begin(portal)
    first = fill_basic(fill_certificate(first), "first@example.com")
    second = fill_basic(fill_certificate(second), "second@example.com")
    assert first.says("first@example.com")
    assert second.says("second@example.com")
    back = first.submit("Back").follow()
    assert back.form("Continue").value("E-mail") == "first@example.com"


def test_back_keeps_what_was_typed_when_it_can_be_kept(portal: PageClient):
    page = fill_certificate(begin(portal))
    page = page.submit("Back", {"Last name": "Kovalenko", "E-mail": "olena@example.com"}).follow()
    assert page.address == "/register/certificate"
    assert page.form("Continue").value("Certificate number") == "FX384711"
    assert page.submit("Continue").follow().form("Continue").value("Last name") == "Kovalenko"


def test_submitting_twice_registers_once(portal: PageClient):
    review = to_review(portal)
    first = review.submit("Submit", ACCEPTED)
    second = review.submit("Submit", ACCEPTED)
    assert first.location == second.location
    assert first.follow().text == second.follow().text
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Customer)) == 1


def test_a_finished_one_shows_its_end_again(portal: PageClient):
    review = to_review(portal)
    address = review.answer.request.query_string.decode()
    done = review.submit("Submit", ACCEPTED).location
    assert portal.get(f"/register/certificate?{address}").location == done
    back = portal.get(f"/register/review?{address}")
    assert back.location == done
    assert back.follow().says("You sent this registration already. Nothing more is needed here.")


def test_the_review_is_not_kept_by_the_browser_for_going_back_to(portal: PageClient):
    assert to_review(portal).headers["Cache-Control"] == "no-store"


def test_the_front_page_leads_back_to_what_was_begun(portal: PageClient):
    to_contacts(portal)
    way = next(address for words, address in portal.get("/").links().items() if "Next: Contacts" in words)
    assert portal.get(way).address == "/register/contacts"


def test_on_another_device_one_goes_on_by_code(portal: PageClient):
    to_contacts(portal).submit("Continue")
    portal.sign_out()
    page = portal.get("/register/resume").submit("Continue", {"E-mail or mobile": "Olena.Kovalenko@example.com"})
    page = page.follow().submit("Confirm", Code=code_sent()).follow()
    assert page.address == "/register/addresses"
    assert page.says("Welcome back. You go on where you stopped.")


def test_an_address_nobody_began_with_looks_alike_and_begins_anew(portal: PageClient):
    page = portal.get("/register/resume").submit("Continue", {"E-mail or mobile": "nobody@example.com"}).follow()
    assert page.address == "/register/confirm"
    assert page.submit("Confirm", Code=code_sent()).follow().address == "/register/certificate"


def test_a_wrong_code_is_told_five_times_then_asked_anew(portal: PageClient):
    page = fill_basic(fill_certificate(begin(portal)))
    wrong = f"{(int(code_sent()) + 1) % 1_000_000:06}"
    for _try in range(5):
        page = page.submit("Confirm", Code=wrong)
        assert page.status == 422
        assert page.says("these are not the ones we sent last")
    assert page.submit("Confirm", Code=code_sent()).says("Ask for a new code: this one was tried 5 times.")


def test_a_code_runs_out_after_fifteen_minutes(portal: PageClient):
    page = fill_basic(fill_certificate(begin(portal)))
    with transaction() as db:
        db.execute(update(Confirmation).values(expires_at=utcnow() - timedelta(seconds=1)))
    assert page.submit("Confirm", Code=code_sent()).says("Press ‘Send again’")


def test_another_address_within_the_minute_waits_and_says_so(portal: PageClient):
    page = fill_basic(fill_certificate(begin(portal)), "wrong@example.com").submit("Back").follow()
    page = page.submit("Continue", {"E-mail": "right@example.com"}).follow()
    assert page.says("right@example.com")
    assert page.says("You can have a new code from")
    with transaction() as db:
        db.execute(update(Confirmation).values(sent_at=utcnow() - timedelta(minutes=2)))
    assert page.submit("Send again").follow().says("We sent six digits to right@example.com")


def test_another_e_mail_is_confirmed_anew(portal: PageClient):
    page = to_contacts(portal)
    draft = page.answer.request.query_string.decode()
    with transaction() as db:
        db.execute(update(Confirmation).values(sent_at=utcnow() - timedelta(minutes=2)))
    page = portal.get(f"/register/basic?{draft}").submit("Continue", {"E-mail": "new@example.com"}).follow()
    assert page.address == "/register/confirm"
    assert portal.get(f"/register/contacts?{draft}").location == f"/register/confirm?{draft}"


def test_after_thirty_days_it_is_gone(portal: PageClient):
    page = begin(portal)
    with transaction() as db:
        db.execute(update(RegistrationDraft).values(touched_at=utcnow() - timedelta(days=31)))
    assert portal.get(f"/register/certificate?{page.answer.request.query_string.decode()}").status == 404
