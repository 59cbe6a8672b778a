"""*Check identity*: who was accepted without it, from the queue and from the customer's page."""

import io

import pytest

from core.database.transaction import reading, transaction
from core.identify_contact.documents import add_document
from core.identify_contact.received_files import receive_file
from core.model import Customer, IdentityState
from tests.support import olena


def accepted(office, now) -> str:
    code = olena.register_olena(now=now).code
    office.get(f"/office/registrations/{code}").submit("Accept")
    return code


def state_of(code: str) -> IdentityState:
    with reading() as db:
        return db.query(Customer).filter_by(code=code).one().identity_state


def send(code, carl, now, settings, content, name="passport.jpg") -> str:
    from core.crypto import keyring
    from core.files import FileStore

    store = FileStore(settings.files_url, keyring())
    received = receive_file(store, content, name=name)
    with transaction() as db:
        party = db.query(Customer).filter_by(code=code).one().party
        return add_document(db, store, received, owner=party, by=carl.actor, now=now).public_id


def test_from_the_customers_page(office, carl, now):
    code = accepted(office.sign_in(carl), now)
    page = office.get(f"/office/customers/{code}").click("Check identity")
    assert page.address == f"/office/customers/{code}/identity"
    assert page.submit("Check identity", how="in_person").location == f"/office/customers/{code}"
    assert state_of(code) is IdentityState.CHECKED
    assert office.get(f"/office/customers/{code}").says("in person")
    assert "Check identity" not in office.get(f"/office/customers/{code}").links()


def test_nothing_said_checks_nobody(office, carl, now):
    code = accepted(office.sign_in(carl), now)
    answer = office.get(f"/office/customers/{code}/identity").submit("Check identity")
    assert answer.status == 422
    assert answer.says("Say how the identity was checked")
    assert state_of(code) is IdentityState.NOT_CHECKED


def test_from_the_queue_the_document_stands_beside_the_data(office, carl, now, settings):
    from tests.support.pictures import jpeg

    code = accepted(office.sign_in(carl), now)
    document = send(code, carl, now, settings, jpeg())
    queue = office.get("/office/registrations?view=identity")
    where = f"/office/customers/{code}/identity?view=identity"
    assert where in queue.links().values()
    page = office.get(where)
    assert f"/office/customers/{code}/documents/{document}" in page.html
    assert office.get(f"/office/customers/{code}/documents/{document}").status == 200
    assert page.submit("Check identity", how="document").location == "/office/registrations?view=identity"
    assert state_of(code) is IdentityState.CHECKED
    assert office.get(f"/office/customers/{code}/documents/{document}").status == 403


def test_a_pdf_beside_the_data_can_be_fetched_and_is_never_shown(office, carl, now, settings):
    code = olena.register_olena(now=now).code
    send(code, carl, now, settings, pdf(), name="permit.pdf")
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    assert "<img" not in page.html.partition('id="documents"')[2].partition("</section>")[0]
    answer = page.click("Download permit.pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_by_two_ways_asks_for_two_verifications(office, carl, now):
    code = accepted(office.sign_in(carl), now)
    answer = office.get(f"/office/customers/{code}/identity").submit("Check identity", how="two_ways")
    assert answer.status == 409
    assert answer.says("Verify them in two different ways first.")


@pytest.mark.parametrize("who", ["sara", "mona", "adam", "ada"])
def test_it_is_for_the_front_desk_only(office, request, now, who):
    code = olena.register_olena(now=now).code
    office.sign_in(request.getfixturevalue(who))
    assert office.get(f"/office/customers/{code}/identity").status == 403


def pdf() -> io.BytesIO:
    from pypdf import PdfWriter

    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(content)
    content.seek(0)
    return content


def test_ask_again_is_spoken_of_only_where_it_is(office, carl, now):
    code = olena.register_olena(now=now).code
    assert office.sign_in(carl).get(f"/office/registrations/{code}").says("Ask for one with Ask again")
    office.get(f"/office/registrations/{code}").submit("Accept")
    identity = f"/office/customers/{code}/identity"
    assert not office.get(identity).says("Ask again")
    office.get(identity).submit("Check identity", how="in_person")
    for where in (identity, f"/office/registrations/{code}"):
        page = office.get(where)
        assert page.says("None was sent.")
        assert not page.says("Ask again")
