"""The customer page: everything on file, hidden what verification compares, and what happened in sentences."""

import pytest
from sqlalchemy import select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.history import Event, record
from core.identify_contact.certificates import seal_number
from core.model import Certificate, Customer, HistoryEntry, Lead, LeadSource, Registration, RegistrationState
from core.numbers import lead_number
from tests.backoffice.test_modification import verified
from tests.people import Person
from tests.support.client import PageClient


@pytest.fixture
def passport(anna: Person) -> str:
    with transaction() as db:
        made = Certificate(party_id=anna.party_id, type_code="passport", issuing_state="SE", created_at=utcnow())
        seal_number(made, "AA1234567")
        db.add(made)
        db.flush()
        return made.public_id


def address(anna: Person) -> str:
    return f"/office/customers/{anna.customer_code}"


def test_everything_on_file_is_shown_but_what_verification_compares(
    office: PageClient, anna: Person, carl: Person, passport: str
) -> None:
    page = office.sign_in(carl).get(address(anna))
    for said in ("Anna Eriksson", "Prospect", "Identity not checked", "Verify caller", "Passport", "Sweden"):
        assert page.says(said), said
    for hidden in ("17 April 1991", "1991-04-17", "4567", "567"):
        assert hidden not in page.html
    with reading() as db:
        assert "customer_viewed" in list(db.scalars(select(HistoryEntry.event)))


def test_r59_the_number_is_masked_and_shown_on_request_with_a_record(
    office: PageClient, anna: Person, carl: Person, passport: str
) -> None:
    office.sign_in(carl)
    assert office.post(f"{address(anna)}/certificates/{passport}").status in (400, 403)
    verified(anna, carl)
    page = office.get(address(anna))
    assert page.says("••••567")
    shown = page.submit("Show number Passport")
    assert shown.says("AA1234567")
    with reading() as db:
        assert "certificate_revealed" in list(db.scalars(select(HistoryEntry.event)))


def test_r59_a_supervisor_sees_the_number_for_a_reason(
    office: PageClient, anna: Person, sue: Person, passport: str
) -> None:
    with transaction() as db:
        db.scalars(select(Registration)).one().state = RegistrationState.ACCEPTED
    page = office.sign_in(sue).get(address(anna))
    assert "567" not in page.html
    assert page.submit("Show number Passport", {"Reason Passport": ""}).status == 403
    assert page.submit("Show number Passport", {"Reason Passport": "A call from the police"}).says("AA1234567")


def test_an_auditor_sees_the_number_for_a_reason_and_is_not_sent_to_verify(
    office: PageClient, anna: Person, ada: Person, passport: str
) -> None:
    page = office.sign_in(ada).get(address(anna))
    assert not page.says("Hidden until the caller is verified")
    assert page.says("Hidden: not for your role to see")
    assert page.says("Hidden until you state a reason")
    assert page.submit("Show number Passport", {"Reason Passport": "Complaint of 3 May"}).says("AA1234567")


def test_who_can_never_verify_is_told_so(
    office: PageClient, anna: Person, saras_lead: str, sara: Person, passport: str
) -> None:
    page = office.sign_in(sara).get(address(anna))
    assert not page.says("Hidden until the caller is verified")
    assert page.says("Hidden: not for your role to see")
    assert not page.says("Show the number with a reason")


def test_history_tells_who_did_what_in_sentences(office: PageClient, anna: Person, carl: Person) -> None:
    by = carl.actor
    with transaction() as db:
        record(db, Event.QUESTION_CLOSED, by=by, now=utcnow(), customer=db.get_one(Customer, anna.customer_id))
    office.sign_in(carl)
    page = office.get(address(anna))
    assert page.says("Questions closed after 3 misses")
    assert not page.says("Customer page opened")
    everything = office.get(f"{address(anna)}/history")
    assert everything.says("Customer page opened")
    assert everything.says("Carl Nyström")
    assert office.get(f"{address(anna)}?history=orders").says("Nothing yet")


def test_every_event_has_its_sentence() -> None:
    from web.wording.history import SENTENCES

    assert set(SENTENCES) == set(Event)


def test_r44_sales_open_only_customers_of_their_leads(
    office: PageClient, anna: Person, team: int, sara: Person, sami: Person
) -> None:
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        db.add(
            Lead(number=lead_number(db), customer=customer, contact=customer.contacts[0], title="Fibre 500",
                 team_id=team, source=LeadSource.PORTAL, created_at=utcnow(), next_step_at=utcnow())
        )  # fmt: skip
    page = office.sign_in(sara).get(address(anna))
    assert page.says("Fibre 500")
    assert not page.says("Verify caller")
    assert "17 April 1991" not in page.html
    office.sign_out().sign_in(sami)
    assert office.get(address(anna)).status == 404
    assert office.get("/office/customers/40000099999").status == 404


def test_administrators_open_nobody(office: PageClient, anna: Person, adam: Person) -> None:
    assert office.sign_in(adam).get(address(anna)).status == 403
