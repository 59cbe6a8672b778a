"""A certificate shown after registration: added, read, replaced, by who sees it."""

from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.certificates import seal_number
from core.identify_contact.registration import register
from core.model import Certificate, Channel, Customer, CustomerStatus, IdentityState
from tests.support import olena

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TYPED = {
    "Certificate type": "passport", "Certificate number": "FX990011", "Issuing state": "UA",
    "Expiration date": "2031-04-05",
}  # fmt: skip


def entered(carl, now, **changes) -> Customer:
    with transaction() as db:
        return register(db, olena.desk_answers(**changes), by=carl.actor, channel=Channel.SHOP, now=now, key="k" * 22)


def later(carl, now) -> Customer:
    return entered(carl, now, certificate=CertificateAnswers(later=True, kept_reason="at home"))


def live(customer) -> list[Certificate]:
    with reading() as db:
        theirs = (Certificate.party_id == customer.party_id, Certificate.removed_at.is_(None))
        return list(db.scalars(select(Certificate).where(*theirs, Certificate.number_encrypted.is_not(None))))


def test_after_later_it_is_added_by_who_sees_the_person(office, carl, now):
    customer = later(carl, now)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}").click("New certificate")
    answer = page.submit("Save", {**TYPED, "The person is here with the document": True})
    assert answer.location == f"/office/registrations/{customer.code}"
    assert [row.type_code for row in live(customer)] == ["passport"]
    assert answer.follow().submit("Accept", how="in_person").status == 303


def test_without_person_or_verification_nothing_is_added(office, carl, now):
    customer = later(carl, now)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/certificate")
    answer = page.submit("Save", TYPED)
    assert answer.status == 422
    assert not live(customer)
    assert answer.form("Save").value("Certificate number") == "FX990011"


def test_read_fills_the_form_and_names_a_wrong_digit(office, carl, now):
    customer = later(carl, now)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/certificate")
    read = page.submit("Read", {"Machine-readable zone": ZONE})
    assert read.status == 200
    assert read.form("Save").value("Certificate number") == "L898902C3"
    wrong = page.submit("Read", {"Machine-readable zone": ZONE.replace("L898902C3", "L898902C4")})
    assert wrong.status == 422
    assert wrong.problems
    assert not live(customer)


def test_on_the_way_to_activation_it_leads_back_there(office, carl, now):
    customer = later(carl, now)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/certificate?next=activate")
    answer = page.submit("Save", {**TYPED, "The person is here with the document": True})
    assert answer.location == f"/office/customers/{customer.code}/activate"


def test_replacing_unchecks_the_identity(office, carl, now):
    customer = entered(carl, now)
    office.sign_in(carl)
    office.get(f"/office/registrations/{customer.code}").submit("Accept", how="in_person")
    page = office.get(f"/office/customers/{customer.code}").click("Replace Passport")
    answer = page.submit("Save", {**TYPED, "The person is here with the document": True})
    assert answer.status == 303
    assert len(live(customer)) == 1
    with reading() as db:
        assert db.get_one(Customer, customer.id).identity_state is IdentityState.NOT_CHECKED
    assert office.get(f"/office/customers/{customer.code}").says("Identity to be checked again")


def test_another_customers_certificate_is_not_replaced_here(office, carl, anna, now):
    customer = entered(carl, now)
    row = live(customer)[0].public_id
    office.sign_in(carl)
    assert office.get(f"/office/customers/{anna.customer_code}/certificate?row={row}").status == 404


def test_an_active_customer_is_verified_first(office, carl, now):
    customer = entered(carl, now)
    with transaction() as db:
        db.get_one(Customer, customer.id).status = CustomerStatus.ACTIVE
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/certificate")
    assert page.says("Verify the caller first.")
    assert page.submit("Save", TYPED).status == 422
    assert len(live(customer)) == 1


def test_no_character_of_a_number_is_shown_before_the_caller_is_verified(office, carl, now):
    customer = entered(carl, now)
    theirs, number = live(customer)[0], olena.NUMBER
    office.sign_in(carl)
    page = f"/office/customers/{customer.code}"
    for address in (f"/office/registrations/{customer.code}", page, f"{page}/certificate?row={theirs.public_id}"):
        shown = office.get(address)
        assert shown.says("Passport")
        assert f"•{number[-3:]}" not in shown.html, address
        assert number[-4:] not in shown.html, address
    put = office.get(f"{page}/certificate?row={theirs.public_id}")
    assert put.says("Passport · Ukraine · 5 April 2031")


def test_certificates_to_choose_from_are_told_apart_without_their_numbers(office, carl, now):
    customer = entered(carl, now)
    with transaction() as db:
        db.add(Certificate(
            party_id=customer.party_id, type_code="passport", issuing_state="SE", number_encrypted=None, created_at=now,
        ))  # fmt: skip
        db.flush()
        other = db.scalars(select(Certificate).order_by(Certificate.id.desc())).first()
        seal_number(other, "AA1234567")
    html = office.speaking("en").sign_in(carl).get(f"/office/registrations/{customer.code}").html
    assert "1. Passport, Ukraine, 5 April 2031" in html
    assert "2. Passport, Sweden" in html
    assert "567<" not in html
