"""Verify by the document in hand: the number compared, the photo kept (R15)."""

from sqlalchemy import select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.certificates import seal_number
from core.model import Certificate, Document, Verification
from tests.backoffice.test_modification import PNG
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page


def shown(office: PageClient, anna: Person, number: str, photo: bytes = PNG) -> Page:
    page = office.get(f"/office/customers/{anna.customer_code}/verify/document")
    return page.submit("Verify", {"Certificate number": number, "Photo of the document": (photo, "card.png")})


def passport(anna: Person) -> None:
    with transaction() as db:
        made = Certificate(party_id=anna.party_id, type_code="passport", issuing_state="SE", created_at=utcnow())
        seal_number(made, "AA1234567")
        db.add(made)


def test_r15_a_number_that_matches_opens_the_customer_and_keeps_the_photo(
    office: PageClient, anna: Person, agnes: Person
) -> None:
    passport(anna)
    opened = shown(office.sign_in(agnes), anna, "aa 123 4567")
    assert opened.status == 303
    assert opened.follow().says("Verified by document")
    with reading() as db:
        assert db.scalars(select(Document.party_id)).one() == anna.party_id
        assert db.scalars(select(Verification.way)).one() == "document"


def test_r15_a_number_that_does_not_match_opens_nothing_and_keeps_nothing(
    office: PageClient, anna: Person, agnes: Person
) -> None:
    passport(anna)
    missed = shown(office.sign_in(agnes), anna, "AA1234568")
    assert missed.status == 422
    assert missed.says("No match")
    assert missed.says("2 tries left")
    shown(office, anna, "AA1234568")
    assert shown(office, anna, "AA1234568").says("not compared for now")
    assert shown(office, anna, "AA1234567").status == 422
    with reading() as db:
        assert list(db.scalars(select(Document.id))) == []


def test_without_a_photo_nothing_is_compared(office: PageClient, anna: Person, agnes: Person) -> None:
    passport(anna)
    page = office.sign_in(agnes).get(f"/office/customers/{anna.customer_code}/verify/document")
    late = page.submit("Verify", {"Certificate number": "AA1234567"})
    assert late.status == 422
    assert late.says("Take a photo of the document")


def test_the_question_stays_open_when_documents_are_closed(office: PageClient, anna: Person, agnes: Person) -> None:
    office.sign_in(agnes)
    for _ in range(3):
        shown(office, anna, "ZZ99")
    assert office.get(f"/office/customers/{anna.customer_code}/verify").says("3 of 3 tries left")
