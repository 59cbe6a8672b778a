"""The main job where nothing is: one command for the first administrator, then everything by page.

As `make run ARGS=--no-demo` begins: an empty database, migrated, with the limits that protect a real Foyer.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import founding
from tests.journeys import main_job as act
from tests.journeys.five_steps import Crew, all_five_steps
from tests.people import Person
from tests.support.browser import Browse
from tests.support.databases import FreshDatabase
from tests.support.live import Live
from tests.support.post_office import PostOffice, link_in

ADAM = Person("Adam Berg", "adam@operator.example", act.PASSWORD)
CARL = Person("Carl Nyström", "carl@operator.example", act.PASSWORD)
MONA = Person("Mona Haddad", "mona@operator.example", act.PASSWORD)
SARA = Person("Sara Wikström", "sara@operator.example", act.PASSWORD)


@pytest.fixture
def live(empty_database: FreshDatabase, post_office: PostOffice, tmp_path: Path) -> Iterator[Live]:
    """A Foyer as it stands after its very first start."""
    running = Live.on(empty_database, post_office, tmp_path, limits="on")
    running.foyer("db", "upgrade")
    try:
        yield running.start()
    finally:
        running.stop()


def test_the_main_job_from_an_empty_database(browse: Browse, live: Live) -> None:
    said = live.foyer("staff", "add", "--email", ADAM.email, "--name", ADAM.name, "--role", "admin")
    admin = browse()
    founding.choose_password(admin, said.split()[-1])
    act.sign_in(admin, "/office/sign-in", ADAM.email, ADAM.password)
    for person, role in ((CARL, "Customer service"), (MONA, "Sales manager")):
        founding.add_member(admin, name=person.name, email=person.email, role=role)
        link = link_in(live.post_office.wait_for(person.email), "/office/set-password/")
        founding.choose_password(browse(), link)
    manager = browse()
    act.sign_in(manager, "/office/sign-in", MONA.email, MONA.password)
    founding.make_offer(manager, "Fibre 500")
    all_five_steps(browse, live, Crew(CARL, MONA, SARA, seller_is_new=True), "Fibre 500", javascript=True)
