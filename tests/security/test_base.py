"""Promises of docs/security.md that belong to no single module: answers, questions, escaping, logs."""

import re

import pytest
from sqlalchemy import inspect, text

from core.clock import utcnow
from core.database.transaction import engine
from core.reference_content.people import LISTS
from tests.access import asking, table
from tests.access.asking import Asker
from tests.access.world import World
from tests.people import Person
from tests.portal.registering import PASSWORD, code_sent, to_review
from tests.support import olena
from tests.support.client import PageClient
from tests.support.ground import HOUSE

ON_FILE = re.compile(r"mother|maiden|pet\b|\bborn\b|birth|nationality|your address|your street|married", re.IGNORECASE)
SCRIPT = "<script>alert(1)</script>"
BREAKS_OUT = "\"><img src=x onerror='alert(1)'>"


def test_r09_no_page_and_no_row_holds_an_answer(world: World, people: dict[str, Asker]) -> None:
    """The canary is the answer that every customer of the world gave."""
    canaries = ("Їжачок", "їжачок", "yizhachok", olena.answer_hash())
    for line in table.read():
        if line.route.method == "GET" and line.record in ("own", "foreign", "-"):
            where = asking.address(world, line.route.path, line.record)
            for who in ("supervisor", "auditor", "customer"):
                if line.expected[asking.PEOPLE.index(who)] == "200":
                    page = people[who].ask("GET", where).text
                    assert not any(canary in page for canary in canaries), f"{line.route.path} as {who}"
    with engine().connect() as connection:
        for name in inspect(connection).get_table_names():
            rows = str(connection.execute(text(f'SELECT * FROM "{name}"')).all())
            assert not any(canary in rows for canary in canaries[:3]), name


def test_r10_no_listed_question_asks_what_is_on_file() -> None:
    questions = [row[1] for row in LISTS["security_question"] if row[0] != "own"]
    assert len(questions) >= 8
    assert not [question for question in questions if ON_FILE.search(question)]


def test_r41_a_script_as_a_name_is_a_name(office: PageClient, carl: Person) -> None:
    customer = olena.register_olena(
        now=utcnow(), basic=olena.basic(first_name=SCRIPT, last_name=BREAKS_OUT, latin_name="A B")
    )  # fmt: skip
    office.sign_in(carl)
    for where in (
        f"/office/customers/{customer.code}",
        f"/office/registrations/{customer.code}",
        "/office/registrations",
    ):
        page = office.get(where).html
        assert SCRIPT not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_r41_no_template_calls_anything_safe() -> None:
    files = [*HOUSE.glob("templates/**/*.html"), *HOUSE.glob("templates/**/*.txt")]
    assert not [str(file) for file in files if re.search(r"\|\s*safe\b|autoescape\s+false", file.read_text("utf-8"))]


@pytest.mark.english
def test_r56_the_log_of_a_registration_holds_no_secret(
    portal: PageClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    email = "olena.kovalenko@example.com"
    review = to_review(portal, email)
    code = code_sent()
    review.submit("Submit", {"I accept the terms and have read the privacy notice": True}).follow()
    entry = {"E-mail or mobile": email}
    portal.get("/sign-in").submit("Sign in", entry, Password="no such secret at all")
    portal.get("/sign-in").submit("Sign in", entry, Password=PASSWORD)
    said = "".join(capfd.readouterr()) + caplog.text
    cookies = [cookie.value for cookie in portal.browser._cookies.values() if len(cookie.value) > 20]
    for secret in (PASSWORD, "no such secret at all", "Okean Elzy", "okean", f"{code}", "FX384711", email, *cookies):
        assert secret not in said, secret
