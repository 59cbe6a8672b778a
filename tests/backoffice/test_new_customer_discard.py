"""A draft that a member of staff gives up: asked once more, then gone with its documents."""

from sqlalchemy import func, select

from core.database.transaction import reading
from core.model import Document, HistoryEntry, RegistrationDraft
from tests.backoffice.test_new_customer import TYPED
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.pictures import jpeg


def drafts() -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(RegistrationDraft)) or 0


def begun(office: PageClient, person: Person) -> Page:
    """Somebody has typed a name, sent a document, and stands before Discard."""
    page = office.sign_in(person).get("/office/customers/new")
    page = page.submit(
        "Save draft", {"First name": "Nadia", "Last name": "Berg", "Files": (jpeg().read(), "card.jpg")}
    ).follow()
    return page.click("Discard draft")


def test_a_draft_is_discarded_after_a_second_look(office: PageClient, carl: Person) -> None:
    page = begun(office, carl)
    assert page.says("Nadia Berg")
    assert drafts() == 1
    listed = page.submit("Discard")
    assert listed.location == "/office/customers/new"
    assert listed.follow().says("The draft is discarded.")
    with reading() as db:
        assert drafts() == 0
        assert not db.scalars(select(Document)).all()
        assert "customer_registered" not in db.scalars(select(HistoryEntry.event)).all()


def test_pressed_twice_it_is_gone_once(office: PageClient, carl: Person) -> None:
    page = begun(office, carl)
    assert page.submit("Discard").status == page.submit("Discard").status == 303
    assert drafts() == 0


def test_keep_leads_back_to_the_draft(office: PageClient, carl: Person) -> None:
    page = begun(office, carl).click("Keep it")
    assert page.form("Submit").value("basic-last_name") == "Berg"
    assert drafts() == 1


def test_it_can_be_discarded_from_the_list_too(office: PageClient, carl: Person) -> None:
    begun(office, carl)
    page = office.get("/office/customers/new").click("Discard Nadia Berg")
    assert page.submit("Discard").status == 303
    assert drafts() == 0


def test_what_was_typed_in_another_tab_meanwhile_is_not_lost(office: PageClient, carl: Person) -> None:
    page = begun(office, carl)
    office.get("/office/customers/new").click("Continue Nadia Berg").submit("Save draft", {"First name": "Nadja"})
    answer = page.submit("Discard")
    assert answer.status == 409
    assert drafts() == 1
    assert answer.submit("Discard").status == 303


def test_a_draft_that_was_submitted_stays(office: PageClient, carl: Person) -> None:
    page = begun(office, carl)
    done = page.click("Keep it").submit("Submit", TYPED)
    assert done.status == 303, done.problems
    assert page.submit("Discard").status == 409
    assert drafts() == 1
    assert office.get(page.answer.request.full_path).location.startswith("/office/customers/new?draft=")


def test_a_draft_of_others_looks_like_none(office: PageClient, carl: Person, sue: Person) -> None:
    where = begun(office, carl).answer.request.full_path
    assert office.sign_out().sign_in(sue).get(where).status == 404
    assert drafts() == 1
