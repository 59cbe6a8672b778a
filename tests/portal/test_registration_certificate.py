"""Step 1: which document, its number and dates, and *Read* (IC-1, IC-3)."""

import pytest

from tests.portal.registering import PASSWORD, begin, code_sent
from tests.support import licences, zones
from tests.support.client import PageClient

PASSPORT = {"Certificate type": "Passport", "Certificate number": "FX384711", "Issuing state": "UA"}


def test_somebody_without_a_document_shows_it_later(portal: PageClient):
    page = begin(portal).submit("I'll show it later").follow()
    assert page.address == "/register/basic"


def test_nothing_chosen_is_told_beside_the_fields(portal: PageClient):
    page = begin(portal).submit("Continue")
    assert page.status == 422
    assert page.says("Choose which document you have, or show it later")
    assert page.says("Enter the certificate number")


def test_an_expired_document_never_stops(portal: PageClient):
    page = begin(portal).submit("Continue", {**PASSPORT, "Expiration date": "2020-04-05"})
    assert page.status == 422
    assert page.says("or continue with the expired one")
    assert page.submit("Continue with the expired one").follow().address == "/register/basic"


def test_an_expired_document_leaves_one_button_to_show_it_later(portal: PageClient):
    page = begin(portal)
    assert page.form("Continue").button_names().count("I'll show it later") == 1
    page = page.submit("Continue", {**PASSPORT, "Expiration date": "2020-01-01"})
    assert page.form("Continue").button_names().count("I'll show it later") == 1


def test_an_expired_document_may_be_shown_later(portal: PageClient):
    page = begin(portal).submit("Continue", {**PASSPORT, "Expiration date": "2020-04-05"})
    assert page.submit("I'll show it later").follow().address == "/register/basic"


def test_a_document_that_begins_tomorrow_is_refused(portal: PageClient):
    page = begin(portal).submit("Continue", {**PASSPORT, "Effective date": "2090-01-01"})
    assert page.status == 422
    assert page.says("Enter the day the document became valid: this day is still to come")


def test_dates_in_the_wrong_order_are_refused(portal: PageClient):
    page = begin(portal).submit(
        "Continue", PASSPORT | {"Effective date": "2020-01-01", "Expiration date": "2019-01-01"}
    )
    assert page.says("Enter an expiration date after the effective date")


def test_an_odd_number_warns_once_and_may_be_kept(portal: PageClient):
    typed = {"Certificate type": "Saudi national ID", "Certificate number": "1234567890", "Issuing state": "SA"}
    page = begin(portal).submit("Continue", typed)
    assert page.status == 422
    assert page.says("the last one does not fit the others")
    page = page.submit("Continue", {"Certificate number": "1234567891"})
    assert page.status == 422, "another odd number is another warning"
    assert page.submit("Continue").follow().address == "/register/basic"


def test_read_fills_the_form_and_the_next_page(portal: PageClient):
    page = begin(portal).submit("Read", {"Machine-readable zone": zone_of_olena()})
    assert page.status == 200
    form = page.form("Continue")
    assert form.value("Certificate number") == "FX384711"
    assert form.value("Issuing state") == "UA"
    assert page.says("5 April 2031")
    basic = page.submit("Continue").follow().form("Continue")
    assert (basic.value("Last name"), basic.value("First name")) == ("Kovalenko", "Olena")
    assert basic.value("Date of birth") == "1991-08-14"


def test_a_wrong_digit_is_named_and_stops(portal: PageClient):
    wrong = zone_of_olena().replace("9108149", "9108141")
    page = begin(portal).submit("Read", {"Machine-readable zone": wrong})
    assert page.status == 422
    assert page.says("Compare line 2, character 20 (date of birth) with your document")
    assert page.form("Continue").value("Machine-readable zone").replace("\r", "") == wrong
    again = page.submit("Continue", PASSPORT)
    assert again.status == 422


def test_a_number_that_speaks_fills_what_it_says(portal: PageClient):
    typed = {"Certificate type": "Chinese resident identity card", "Certificate number": "11010519491231002X"}
    page = begin(portal).submit("Continue", typed).follow()
    assert page.form("Continue").value("Date of birth") == "1949-12-31"
    assert page.form("Continue").value("Gender") == "female"


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "<script>alert(1)</script>", "😀" * 30, "ق" * 60, "\u202e123", "a\u0007b", "' OR 1=1 --"]
)
def test_hostile_numbers_get_an_answer_and_stay(portal: PageClient, typed: str):
    page = begin(portal).submit("Continue", {**PASSPORT, "Certificate number": typed})
    assert page.status in (303, 422)
    if page.status == 422:
        assert page.form("Continue").value("Certificate number") == typed.replace("\u0007", "")
        assert page.problems or page.says("look at once more")


def zone_of_olena() -> str:
    from core.identify_contact.zone_layout import check_digit

    number, birth, expires, optional = "FX384711<", "910814", "310405", "<" * 14
    parts = [number, birth, expires, optional]
    digits = [str(check_digit(part)) for part in parts]
    whole = check_digit(number + digits[0] + birth + digits[1] + expires + digits[2] + optional + digits[3])
    second = f"{number}{digits[0]}UKR{birth}{digits[1]}F{expires}{digits[2]}{optional}{digits[3]}{whole}"
    return f"P<UKR{'KOVALENKO<<OLENA':<<39}\n{second}"


def test_a_spelling_of_the_name_is_offered_and_taken_by_a_press_only(portal: PageClient):
    page = begin(portal).submit("Read", {"Machine-readable zone": zones.passport("MUELLER", "JUERGEN")})
    basic = page.submit("Continue").follow()
    assert basic.says("The document writes MUELLER, JUERGEN.")
    assert basic.form("Continue").value("Last name") == "Mueller"
    basic = basic.submit("Use Müller")
    assert basic.status == 200
    assert basic.form("Continue").value("Last name") == "Müller"
    onward = basic.submit("Continue", {"E-mail": "mueller@foyer.example"})
    assert onward.status == 303


def test_a_shortened_name_is_told_and_may_be_kept(portal: PageClient):
    zone = zones.passport("PAPANDROPOULOUS", "JONATHON<WARREN<TREVOR", state="GRC")
    basic = begin(portal).submit("Read", {"Machine-readable zone": zone}).submit("Continue").follow()
    assert basic.says("The document shortens this name: type it in full")
    assert basic.submit("Continue", {"E-mail": "jonathon@foyer.example"}).status == 303


def test_what_contradicts_the_number_is_doubted_once(portal: PageClient):
    typed = {"Certificate type": "Chinese resident identity card", "Certificate number": "11010519491231002X"}
    basic = begin(portal).submit("Continue", typed).follow()
    said = {"Last name": "Wang", "First name": "Fang", "E-mail": "wang@foyer.example", "Date of birth": "1950-12-31"}
    doubted = basic.submit("Continue", said)
    assert doubted.status == 422
    assert doubted.says("Compare both: the certificate number says 31 December 1949")
    assert doubted.submit("Continue").status == 303


def test_an_organisation_has_its_own_documents(portal: PageClient):
    typed = {"Certificate type": "Commercial registration", "Certificate number": "5560360793", "Issuing state": "SE"}
    basic = begin(portal).submit("Continue", typed).follow()
    form = basic.form("Continue")
    assert (form.value("Customer type"), form.value("Registration number")) == ("organisation", "5560360793")


def test_a_number_needs_who_issued_it(portal: PageClient):
    page = begin(portal).submit("Continue", PASSPORT | {"Issuing state": ""})
    assert page.says("Select the state that issued the document")


def test_a_driving_licence_is_read_from_its_barcode(portal: PageClient):
    page = begin(portal).submit("Read", {"Machine-readable zone": licences.ONTARIO})
    assert page.says("It has no check digits")
    form = page.form("Continue")
    assert (form.value("Certificate number"), form.value("Issuing state")) == ("M1234-12345-12345", "CA")
    basic = page.submit("Continue").follow().form("Continue")
    assert (basic.value("Last name"), basic.value("Middle name")) == ("Public", "Quincy")


def test_a_day_of_another_calendar_opens_the_switch_it_asks_for(portal: PageClient):
    more = 'class="more" open'
    assert more not in begin(portal).html
    page = begin(portal).submit("Continue", {**PASSPORT, "Expiration date": "1 9 1441"})
    assert page.says("Choose the Hijri calendar if 1441 is a Hijri year")
    assert more in page.html


def test_only_a_day_that_holds_bears_a_tick(portal: PageClient):
    page = begin(portal)
    token = page.form("Continue").value("csrf_token")
    for field, day, ticked in (
        ("expires_on", "2020-04-05", False), ("expires_on", "2090-04-05", True),
        ("effective_on", "2090-04-05", False), ("birth_date", "2090-04-05", False), ("birth_date", "1991-08-14", True),
    ):  # fmt: skip
        headers = {"HX-Trigger-Name": field}
        said = portal.post("/register/understood", {field: day, "csrf_token": token}, headers=headers)
        assert day[:4] in said.html
        assert ("#check" in said.html) is ticked, (field, day)
    refused = page.submit("Continue", {**PASSPORT, "Expiration date": "2020-04-05"})
    echo = refused.html.split('id="expires_on-understood"')[1].split("</p>")[0]
    assert "no longer valid" in echo
    assert "#check" not in echo


def test_the_review_says_that_a_document_has_expired(portal: PageClient):
    page = begin(portal).submit("Continue", {**PASSPORT, "Expiration date": "2020-04-05"})
    page = page.submit("Continue with the expired one").follow()
    page = page.submit(
        "Continue",
        {"First name": "Olena", "Last name": "Kovalenko", "Date of birth": "14.8.1991", "E-mail": "o@example.com"},
    ).follow()
    page = page.submit("Confirm", Code=code_sent()).follow()
    for _ in range(4):
        page = page.submit("Continue").follow()
    secret = {"Security question": "first_concert", "Answer": "Okean Elzy"}
    review = page.submit("Continue", {"Password": PASSWORD, "Confirm password": PASSWORD, **secret}).follow()
    assert review.says("5 April 2020 · Expired")
