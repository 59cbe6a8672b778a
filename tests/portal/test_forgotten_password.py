"""Forgotten password: strangers learn nothing, and nothing changes by asking (R17, R18, R21, R48)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, update

from core.clock import utcnow
from core.database.transaction import engine, reading, transaction
from core.model import Credential, Job
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is sent meanwhile, without its values."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield sent
    event.remove(engine(), "before_cursor_execute", note)


def ask(portal: PageClient, name: str) -> Page:
    """Asks for a link as people do."""
    return portal.get("/forgot").submit("Continue", {"E-mail or mobile": name})


def test_r17_known_unknown_and_disabled_names_are_told_the_same(portal: PageClient, anna: Person) -> None:
    told = []
    for name in (anna.email, "nobody@foyer.example"):
        answer = ask(portal, name)
        page = answer.follow()
        told.append((answer.status, answer.location, page.text.replace(name, "…")))
    with transaction() as db:
        db.execute(update(Credential).values(disabled_at=utcnow()))
    answer = ask(portal, anna.email)
    told.append((answer.status, answer.location, answer.follow().text.replace(anna.email, "…")))
    assert len({(status, where) for status, where, _text in told}) == 1
    assert all("belongs to an account" in text for _status, _where, text in told)


def test_r18_known_and_unknown_names_cost_the_same_statements(portal: PageClient, anna: Person) -> None:
    ask(portal, "warm.up@foyer.example")
    seen = []
    for name in (anna.email, "nobody@foyer.example"):
        with statements() as sent:
            ask(portal, name)
        seen.append(list(sent))
    assert seen[0] == seen[1]


def test_r21_asking_changes_nothing_and_leaves_only_word_for_the_worker(portal: PageClient, anna: Person) -> None:
    ask(portal, anna.email)
    with reading() as db:
        jobs = db.scalars(select(Job)).all()
    assert [job.kind for job in jobs] == ["send_reset"]
    assert anna.email not in str([(job.payload, job.secret_encrypted) for job in jobs])
    portal.sign_in(anna)


def test_r48_the_name_stands_in_no_address(portal: PageClient, anna: Person) -> None:
    answer = ask(portal, anna.email)
    assert answer.location == "/forgot/sent"
    assert answer.follow().says(anna.email)


@pytest.mark.parametrize("name", ["", "no", "anna@", "12", "<script>alert(1)</script>", "\U0001f600" * 300])
def test_what_is_neither_an_address_nor_a_number_is_said_beside_the_field(portal: PageClient, name: str) -> None:
    page = ask(portal, name)
    assert page.status == 422
    assert page.problems
    assert page.form().value("E-mail or mobile") == name


def test_the_page_after_asking_is_for_those_who_asked(portal: PageClient) -> None:
    assert portal.get("/forgot/sent").location == "/forgot"
