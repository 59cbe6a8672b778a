"""Parts of pages that are written once for many readers hold nothing of any of them, and nothing of a session."""

from collections.abc import Iterator

import pytest

from tests.people import Person
from tests.support.client import PSEUDO, PageClient
from web import kept

PAGES = ("/office/", "/office/leads", "/office/leads?view=unclaimed", "/office/opportunities", "/office/me")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept._PARTS.clear()
    yield
    kept._PARTS.clear()


def signed_in(office: PageClient, person: Person, language: str) -> PageClient:
    office.sign_out()
    return office.speaking(PSEUDO).sign_in(person).speaking(language)


def visit_all(office: PageClient, lead: str) -> tuple[list[str], set[str]]:
    """Every page as one person reads it, and the tokens in their forms."""
    pages = [office.get(path) for path in (*PAGES, f"/office/leads/{lead}")]
    tokens = {token for page in pages for form in page.forms() for token in form.values.get("csrf_token", ())}
    assert tokens
    return [page.html for page in pages], tokens


@pytest.mark.parametrize("language", ["en_XA", "ar"])
def test_what_is_kept_names_no_reader_and_opens_no_session(
    office: PageClient, sara: Person, mona: Person, saras_lead: str, language: str
) -> None:
    seen: list[str] = []
    secrets: set[str] = set()
    for person in (sara, mona):
        pages, tokens = visit_all(signed_in(office, person, language), saras_lead)
        seen += pages
        secrets |= tokens | {person.name, person.email}
    parts = [str(part) for part in kept._PARTS.values()]
    assert len(parts) > 5, "nothing is kept: the test looks at nothing"
    assert any(part in page for part in parts for page in seen)
    for secret in (*secrets, saras_lead, "Eriksson", "data-session="):
        assert not [part for part in parts if secret in part], f"{secret} was kept"


def test_two_people_in_two_languages_read_each_their_own_page(office: PageClient, sara: Person, sami: Person) -> None:
    first = signed_in(office, sara, "zh").get("/office/leads")
    second = signed_in(office, sami, "ar").get("/office/leads")
    assert 'dir="rtl"' in second.html
    assert 'dir="rtl"' not in first.html
    assert sara.name in first.html
    assert sara.name not in second.html
    assert "线索" in first.html
    assert "线索" not in second.html


def test_a_part_is_written_anew_for_other_rights_and_another_place(
    office: PageClient, sara: Person, mona: Person
) -> None:
    place = office.sign_in(sara).get("/office/leads")
    assert 'href="/office/teams"' not in place.html
    elsewhere = office.get("/office/opportunities")
    assert _present(place.html) != _present(elsewhere.html)
    assert 'href="/office/teams"' in signed_in(office, mona, PSEUDO).get("/office/leads").html


def test_the_present_place_is_marked_whatever_was_kept_before(office: PageClient, adam: Person) -> None:
    office.sign_in(adam)
    for path in ("/office/admin/staff", "/office/admin/roles", "/office/admin/staff", "/office/"):
        assert _present(office.get(path).html) == path


def _present(page: str) -> str:
    """Address that the side of the page marks as the present one."""
    return page.split('aria-current="page"', maxsplit=1)[0].rsplit('href="', 1)[1].split('"', maxsplit=1)[0]
