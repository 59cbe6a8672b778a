"""The activation page: what is missing with the way to mend it, else one button."""

from core.database.transaction import reading, transaction
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.registration import register
from core.model import Channel, Customer, CustomerStatus
from tests.support import olena
from tests.support.markup import words


def entered(carl, now, key: str = "k", **changes) -> Customer:
    with transaction() as db:
        return register(db, olena.desk_answers(**changes), by=carl.actor, channel=Channel.SHOP, now=now, key=key * 22)


def another(carl, now) -> Customer:
    basic = olena.basic(last_name="Park", first_name="Jin", latin_name="", email="jin@foyer.example", mobile="")
    return entered(carl, now, "z", basic=basic, certificate=olena.certificate(number="ZZ998877"))


def status(customer) -> CustomerStatus:
    with reading() as db:
        return db.get_one(Customer, customer.id).status


def test_from_the_customers_page_in_one_submit(office, carl, now):
    customer = entered(carl, now)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}").click("Activate now")
    assert page.address == f"/office/customers/{customer.code}/activate"
    form = page.form("Activate")
    assert form.value("Customer name") == "Олена Коваленко"
    answer = page.submit("Activate", {"Service number": "070-999 12 34"}, how="in_person")
    assert answer.location == f"/office/customers/{customer.code}"
    after = answer.follow()
    assert after.says("is active")
    assert after.says("999 12 34")
    assert status(customer) is CustomerStatus.ACTIVE
    assert "Activate now" not in after.links()


def test_what_is_missing_stands_there_with_the_way_to_it(office, carl, now):
    nothing = {"certificate": CertificateAnswers(later=True, kept_reason="at home"), "addresses": ()}
    customer = entered(carl, now, basic=olena.basic(birth_date=None), **nothing)
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/activate")
    assert {"Add a certificate", "Add an address", "Enter the birth date"} <= set(page.links())
    assert page.click("Add a certificate").heading == "Add a certificate"
    owner = office.get(f"/office/customers/{customer.code}")
    assert {"Add a certificate", "Add an address"} <= set(owner.links())
    assert "Activate now" not in owner.links(), "nothing could be submitted there yet"


def test_activate_now_is_there_when_its_page_asks_the_rest_and_each_need_keeps_its_link(office, carl, now):
    customer = entered(carl, now, basic=olena.basic(birth_date=None))
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}")
    needs = [each for each in page.all("span") if each.attrib.get("class") == "lack"]
    assert [[words(part) for part in each] for each in needs] == [
        ["identity check", "Check identity"],
        ["birth date", "Enter the birth date"],
    ]
    assert page.click("Activate now").form("Activate")


def test_the_birth_date_is_asked_where_it_is_missing(office, carl, now):
    customer = entered(carl, now, basic=olena.basic(birth_date=None))
    page = office.sign_in(carl).get(f"/office/customers/{customer.code}/activate")
    again = page.submit("Activate", {"Service number": "0709991234"}, how="in_person")
    assert again.status == 422
    assert again.says("Enter the date of birth")
    done = again.submit("Activate", {"Date of birth": "1991-08-14"}, how="in_person")
    assert done.status == 303


def test_a_number_that_is_taken_says_so_beside_the_field_and_keeps_what_was_typed(office, carl, now):
    first, second = entered(carl, now), another(carl, now)
    office.sign_in(carl)
    for customer in (first, second):
        page = office.get(f"/office/customers/{customer.code}/activate")
        answer = page.submit("Activate", {"Service number": "0709991234"}, how="in_person")
    assert answer.status == 422
    assert "Enter another number" in " ".join(answer.problems)
    assert answer.form("Activate").value("Service number") == "0709991234"
    assert status(second) is CustomerStatus.PROSPECT


def test_who_was_slower_is_told(office, carl, now):
    customer = entered(carl, now)
    mine = office.sign_in(carl).get(f"/office/customers/{customer.code}/activate")
    theirs = office.get(f"/office/customers/{customer.code}/activate")
    assert theirs.submit("Activate", {"Service number": "0709991234"}, how="in_person").status == 303
    late = mine.submit("Activate", {"Service number": "0709991235"}, how="in_person")
    assert late.status == 409
    assert late.says("Somebody else was quicker: this customer is active.")
    again = theirs.submit("Activate", {"Service number": "0709991234"}, how="in_person")
    assert again.status == 303


def test_somebody_held_is_led_to_the_registration(office, carl, now):
    entered(carl, now)
    again = entered(carl, now, "2")
    page = office.sign_in(carl).get(f"/office/customers/{again.code}/activate")
    assert page.click("Open the registration").heading
    assert "service_number" not in page.html


def test_the_portal_says_it(office, portal, carl, anna, now):
    from core.identify_contact.certificate_desk import put_certificate
    from core.model import Address

    with transaction() as db:
        put_certificate(db, anna.customer_code, olena.certificate(), present=True, key="p" * 22, by=carl.actor, now=now)
        db.add(
            Address(
                party_id=anna.party_id, type_code="home", country="SE", detailed="Storgatan 1", locality="Stockholm",
                postal_code="111 20", created_at=now,
            )
        )  # fmt: skip
    assert not portal.sign_in(anna).get("/me").says("Service number")
    page = office.sign_in(carl).get(f"/office/customers/{anna.customer_code}/activate")
    assert page.submit("Activate", {"Service number": "0709991234"}, how="in_person").status == 303
    mine = portal.get("/me")
    assert mine.says("Service number")
    assert mine.says("999 12 34")
