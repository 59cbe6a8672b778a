"""Files while a scanner is configured: being checked, ready, refused with a word; taken away, they go at once (R52)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.crypto import keyring
from core.files import FileStore
from core.settings import Settings
from jobs.worker import work_once
from tests.jobs.test_scanning import due, pdf
from tests.portal.test_registration_rest import to_documents
from tests.support.clamd import EICAR, Clamd
from tests.support.client import PageClient
from tests.support.page import Page


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    scanner = Clamd()
    scanner.start()
    yield scanner
    scanner.stop()


@pytest.fixture
def settings(settings: Settings, clamd: Clamd) -> Settings:
    return replace(settings, scanner_url=clamd.url)


def here(page: Page) -> str:
    return f"/register/documents?{page.answer.request.query_string.decode()}"


def test_a_file_is_shown_as_being_checked_and_opens_once_it_is_clean(portal: PageClient, settings: Settings):
    page = to_documents(portal).submit("Upload", {"Files": (pdf(), "contract.pdf")}).follow()
    assert page.says("Being checked")
    assert not page.says("Details")
    due()
    work_once(settings)
    page = portal.get(here(page))
    assert page.says("Ready")
    kept = portal.get(page.links()["Download contract.pdf"])
    assert kept.headers["Content-Disposition"].startswith("attachment")


def test_an_infected_file_says_so_in_its_place(portal: PageClient, settings: Settings):
    page = to_documents(portal).submit("Upload", {"Files": (pdf(EICAR), "contract.pdf")}).follow()
    due()
    work_once(settings)
    page = portal.get(here(page))
    assert page.says("The scanner found harmful software in this file")
    assert not page.says("Download")
    assert not page.submit("Delete contract.pdf").follow().says("contract.pdf")


def test_a_file_that_is_taken_away_is_gone_at_once(portal: PageClient, settings: Settings):
    page = to_documents(portal).submit("Upload", {"Files": (pdf(), "contract.pdf")}).follow()
    store = FileStore(settings.files_url, keyring())
    assert len(list(store.names())) == 1
    page.submit("Delete contract.pdf")
    assert list(store.names()) == []
    assert not [each for each in Path(settings.files_url.removeprefix("file:")).rglob("*") if each.is_file()]
