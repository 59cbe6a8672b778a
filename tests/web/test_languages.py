"""The reader's language and theme: chosen without JavaScript, kept, never a way out of the site."""

import pytest

from tests.people import Person
from tests.support.client import PageClient


def chosen(portal: PageClient, name: str) -> str | None:
    """What the browser keeps."""
    cookie = portal.browser.get_cookie(name, domain="127.0.0.1")
    return cookie.value if cookie else None


def test_a_language_is_chosen_by_its_own_name_and_the_page_stays(portal: PageClient) -> None:
    page = portal.get("/help?x=1").click("العربية")
    assert page.location == "/help?x=1"
    assert chosen(portal, "foyer_language") == "ar"
    assert 'dir="rtl"' in portal.speaking("ar").get("/help").html


@pytest.mark.parametrize(
    ("asked", "lang"), [("zh-CN,en;q=0.5", "zh"), ("ar-EG", "ar"), ("sv", "en"), ("", "en"), ("*;q=x", "en")]
)
def test_without_a_choice_the_browser_says_it(application: object, settings: object, asked: str, lang: str) -> None:
    from werkzeug.test import Client

    page = Client(application).get("/", base_url=settings.public_url, headers={"Accept-Language": asked})
    assert f'lang="{lang}' in page.text


def test_an_unknown_language_changes_nothing(portal: PageClient) -> None:
    portal.get("/language?to=xx&next=/help")
    assert chosen(portal, "foyer_language") == "en_XA"
    assert portal.get("/language?to=zh&next=https://evil.example/").location == "/"


def test_the_accounts_language_counts_where_nothing_was_chosen(portal: PageClient, anna: Person) -> None:
    from sqlalchemy import update

    from core.database.transaction import transaction
    from core.model import ContactPreference

    portal.sign_in(anna)
    with transaction() as db:
        db.execute(update(ContactPreference).values(language="ar"))
    portal.browser.delete_cookie("foyer_language", domain="127.0.0.1")
    portal.language = ""
    assert 'lang="ar"' in portal.get("/").html


def test_light_or_dark_is_kept(portal: PageClient) -> None:
    portal.get("/theme?to=dark&next=/help")
    assert 'data-theme="dark"' in portal.get("/help").html
    portal.get("/theme?to=purple")
    assert chosen(portal, "theme") == "dark"
