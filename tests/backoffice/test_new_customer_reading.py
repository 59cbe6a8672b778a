"""*Read* at the desk: a wrong digit stops, names are offered, numbers speak, licences are read, dates are said back."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading
from core.model import Certificate, Party
from tests.backoffice.test_new_customer import TYPED, filled
from tests.support import licences, zones

NEW = "/office/customers/new"


@pytest.fixture
def desk(office, carl):
    return office.sign_in(carl)


def read(desk, text: str, **typed):
    return desk.get(NEW).submit("Read", {"Machine-readable zone": text} | typed)


def test_a_wrong_check_digit_stops_the_submit_too(desk):
    wrong = zones.passport("LINDGREN", "ASTRID").replace("6408125", "6408124")
    page = filled(desk.get(NEW), **{"Machine-readable zone": wrong})
    assert page.status == 422
    assert page.says("Compare line 2, character 20 (date of birth) with your document")
    with reading() as db:
        assert db.scalars(select(Party).where(Party.last_name == "Lindgren")).all() == []
    assert page.submit("Submit", {"Machine-readable zone": ""}).status == 303


def test_a_spelling_is_offered_and_taken_by_a_press_only(desk):
    page = read(desk, zones.passport("MUELLER", "JUERGEN"))
    assert page.says("The document writes MUELLER, JUERGEN.")
    assert page.form("Submit").value("Last name") == "Mueller"
    page = page.submit("Use Müller")
    assert page.form("Submit").value("Last name") == "Müller"
    page = page.submit("Use Jürgen")
    assert (page.form("Submit").value("First name"), page.says("The document writes")) == ("Jürgen", False)


def test_a_name_that_was_typed_is_not_written_over(desk):
    page = read(desk, zones.passport("MUELLER", "JUERGEN"), **{"Last name": "Müller", "First name": "Hans"})
    form = page.form("Submit")
    assert (form.value("Last name"), form.value("First name")) == ("Müller", "Hans")
    assert page.submit("Use Jürgen").form("Submit").value("First name") == "Jürgen"


def test_a_shortened_name_is_doubted_until_it_is_typed_in_full(desk):
    page = read(desk, zones.passport("NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG".replace(" ", "<"), state="THA"))
    assert page.says("The document shortens this name: type it in full")
    whole = {"Last name": "Nilavadhanananda", "First name": "Arnpol Petch Charonguang", "E-mail": "a@foyer.example"}
    again = page.submit("Submit", whole)
    assert again.says("The document shortens this name") or again.status == 303
    assert page.submit("Submit", whole | {"Last name": "Nilavadhananandas"}).status == 303


def test_kosovo_is_a_country(desk):
    page = read(desk, zones.passport("KRASNIQI", "ARTA", state="RKS"))
    form = page.form("Submit")
    assert (form.value("Nationality"), form.value("certificate-issuing_state")) == ("XK", "XK")
    assert page.submit("Submit", {"E-mail": "arta@foyer.example"}).status == 303


def test_a_state_that_only_the_document_knows_is_kept_as_it_stands(desk):
    page = read(desk, zones.passport("ERIKSSON", "ANNA<MARIA", state="UTO"))
    assert page.form("Submit").value("certificate-issuing_state") == "UTO"
    assert page.submit("Submit", {"E-mail": "anna.maria@foyer.example"}).status == 303
    with reading() as db:
        assert db.scalars(select(Certificate.issuing_state).order_by(Certificate.id.desc())).first() == "UTO"


CHINESE = {"certificate-type_code": "cn_resident_card", "Certificate number": "11010519491231002X"}


def test_a_number_speaks_without_a_zone(desk):
    page = read(desk, "", **CHINESE)
    assert page.status == 200
    form = page.form("Submit")
    assert (form.value("Date of birth"), form.value("Nationality")) == ("1949-12-31", "CN")
    assert page.says("北京市 朝阳区")


def test_what_contradicts_the_number_is_doubted_once_and_may_be_kept(desk):
    page = filled(desk.get(NEW), **CHINESE, Gender="male")
    assert page.status == 422
    assert page.says("Compare both: the certificate number says 31 December 1949")
    assert page.says("Compare both: the certificate number says Female")
    assert page.form("Submit").value("Date of birth") == TYPED["Date of birth"]
    assert page.submit("Submit").status == 303


def test_a_number_without_public_rules_says_nothing(desk):
    page = read(desk, "", **{"certificate-type_code": "passport", "Certificate number": "FX384711"})
    assert page.says("No public rule tells what this number says")


def test_a_driving_licence_is_read_from_its_barcode(desk):
    page = read(desk, licences.VIRGINIA)
    form = page.form("Submit")
    assert page.says("It has no check digits")
    assert (form.value("certificate-type_code"), form.value("certificate-issuing_state")) == ("driving_licence", "US")
    assert (form.value("Certificate number"), form.value("Expiration date")) == ("T64235789", "2030-12-10")
    assert (form.value("Last name"), form.value("First name"), form.value("Middle name")) == (
        "Sample", "Michael", "John",
    )  # fmt: skip
    assert form.value("Address on certificate") == "2300 WEST BROAD STREET, RICHMOND, VA 23269"
    assert page.submit("Submit", {"E-mail": "michael@foyer.example"}).status == 303


def test_a_document_for_minors_is_doubted_for_an_adult(desk):
    page = filled(desk.get(NEW), **{"certificate-type_code": "birth_certificate", "Expiration date": ""})
    assert page.says("The document you chose is for people under 18: compare both")
    assert page.submit("Submit").status == 303


def test_dates_are_said_back_while_they_are_typed(desk):
    page = desk.get(NEW)
    form = page.form("Submit")
    said = desk.post(
        f"{NEW}/understood",
        {"certificate-expires_on": "31 3 2030", "csrf_token": form.value("csrf_token")},
        headers={"HX-Trigger-Name": "certificate-expires_on"},
    )
    assert "31 March 2030" in said.html


def test_the_calendar_can_be_chosen_in_every_language(desk):
    page = desk.get(NEW)
    assert page.says("Calendar of the date of birth")
