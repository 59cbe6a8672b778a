"""Step 2: who somebody is and where we reach them (IC-4)."""

import pytest

from tests.portal.registering import begin, fill_certificate
from tests.support.client import PageClient
from tests.support.page import Page

OLENA = {"First name": "Olena", "Last name": "Kovalenko", "E-mail": "olena.kovalenko@example.com"}
HOSTILE = [
    "x" * 10_000,
    "<script>alert(1)</script>",
    "👩‍🚀🚀",
    "نورة القحطاني",
    "\u202eevil\u202c",
    "'; DROP TABLE party; --",
    "{{ 7 * 7 }}",
    "%s %(name)s",
    "a\u0007b",
    "\ufffe",
]


def basic(portal: PageClient) -> Page:
    return fill_certificate(begin(portal))


@pytest.mark.parametrize("label", ["First name", "Last name", "E-mail", "Date of birth", "Mobile", "Place of birth"])
def test_hostile_text_gets_an_answer_and_never_an_accident(portal: PageClient, label: str):
    page = basic(portal)
    for typed in HOSTILE:
        answer = page.submit("Continue", {**OLENA, "First name": "", label: typed})
        assert answer.status in (303, 422), f"{label}: {typed[:20]!r}"
        if answer.status == 422:
            assert answer.problems or answer.says("to look at once more")
            kept = answer.form("Continue").value(label)
            assert kept == typed.replace("\u0007", "").replace("\ufffe", "")
        else:
            page = page.client.get(page.answer.request.path + "?" + page.answer.request.query_string.decode())


def test_one_name_is_enough(portal: PageClient):
    page = basic(portal).submit(
        "Continue", {"Last name": "Sukarno", "I have one name": True, "E-mail": "sukarno@example.com"}
    )
    assert page.follow().address == "/register/confirm"


def test_the_only_name_is_not_called_the_last_one(portal: PageClient):
    page = basic(portal).submit("Continue", {"Last name": "Sukarno", "I have one name": True})
    assert page.status == 422
    assert page.form("Continue").value("Name") == "Sukarno"
    page = page.submit("Continue", {"I have one name": False})
    assert page.form("Continue").value("Last name") == "Sukarno"


def test_a_name_in_another_script_gets_a_latin_spelling_to_look_over(portal: PageClient):
    page = basic(portal).submit("Continue", {**OLENA, "First name": "Олена", "Last name": "Коваленко"})
    assert page.status == 422
    assert page.says("Compare our spelling with your document, then continue")
    assert page.form("Continue").value("Name in Latin letters, as in the document") == "Olena Kovalenko"
    assert page.submit("Continue").follow().address == "/register/confirm"


def test_a_name_without_vowels_is_asked_for_in_latin_letters(portal: PageClient):
    page = basic(portal).submit("Continue", {**OLENA, "First name": "نورة", "Last name": "القحطاني"})
    assert page.says("Enter your name in Latin letters")
    page = page.submit("Continue", {"Name in Latin letters, as in the document": "Noura Al-Qahtani"})
    assert page.follow().address == "/register/confirm"


def test_a_birth_date_to_come_is_refused(portal: PageClient):
    page = basic(portal).submit("Continue", {**OLENA, "Date of birth": "2090-01-01"})
    assert page.says("Enter a day of birth that is not in the future")


def test_a_day_that_does_not_exist_says_how_many_there_were(portal: PageClient):
    page = basic(portal).submit("Continue", {**OLENA, "Date of birth": "30.2.1991"})
    assert page.says("Enter a date that exists: February 1991 had 28 days")


def test_without_e_mail_a_mobile_will_do(portal: PageClient):
    page = basic(portal).submit("Continue", {"Last name": "Kovalenko", "Mobile": "070 174 06 41"}).follow()
    assert page.address == "/register/confirm"
    assert page.says("070-174 06 41")


def test_with_neither_it_says_what_to_do(portal: PageClient):
    page = basic(portal).submit("Continue", {"Last name": "Kovalenko"})
    assert page.says("Enter an e-mail address, or a mobile below: we send a code to it")


def test_an_organisation_says_its_legal_name(portal: PageClient):
    page = basic(portal).submit("Continue", {**OLENA, "Customer type": "Organisation"})
    assert page.says("Enter the legal name of the organisation")
    page = page.submit("Continue", {"Legal name": "Northgate Bakery AB"})
    assert page.follow().address == "/register/confirm"


def test_an_unknown_choice_is_told(portal: PageClient):
    page = basic(portal)
    _method, address, held = page.form("Continue").press("Continue", base=page.answer.request.full_path)
    for name in ("kind", "gender", "title", "nationality", "industry", "social_network", "calendar"):
        answer = page.client.post(address, {**held, "last_name": "Kovalenko", "email": "o@example.com", name: "<b>"})
        assert answer.status == 422, name
        assert answer.says("Select one from the list")
