"""A supervisor brings customers in: columns guessed, checked first, written, mended, taken back."""

import csv
import io

import pytest
from sqlalchemy import func, select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import Customer, ImportRow, ImportRun, ImportState, Job
from core.outbox import done
from core.settings import Settings
from jobs.imports import import_customers
from tests.people import Person
from tests.support.client import PageClient
from tests.support.page import Page

FILE = (
    "External reference,Surname,First name,E-Mail,Mobile,Notes\r\n"
    "CRM-1,Lindqvist,Karin,karin@example.com,070-123 45 67,a\r\n"
    "CRM-2,Berg,Olle,not an address,,b\r\n"
    "CRM-3,=cmd|calc,Eva,eva@example.com,12,c\r\n"
)


def work(settings: Settings) -> None:
    """Works off what waits for a worker."""
    for _ in range(20):
        with reading(newest=True) as db:
            waiting = db.scalars(select(Job).where(Job.kind == "import_customers", Job.done_at.is_(None))).all()
        if not waiting:
            return
        for job in waiting:
            import_customers(job, {}, settings, {})
            with transaction() as db:
                done(db, job, now=utcnow())


def upload(office: PageClient, content: str | bytes = FILE, name: str = "people.csv") -> Page:
    sent = content.encode() if isinstance(content, str) else content
    page = office.get("/office/customers/import")
    return page.submit("Upload", {"File": (sent, name)})


def test_from_the_customers_page_to_an_import_that_is_undone(
    office: PageClient, sue: Person, settings: Settings
) -> None:
    page = office.sign_in(sue).get("/office/customers").click("Import")
    assert page.says("No import yet")
    columns = upload(office).follow()
    form = columns.form("Check the file")
    assert form.value("External reference") == "external_reference"
    assert form.value("Surname") == "basic.last_name"
    assert form.value("Notes") == ""
    assert columns.says("Guessed: see whether it is right")
    assert columns.says("Lindqvist")
    running = columns.submit("Check the file").follow()
    assert running.says("Checking the rows; nothing is written.")
    assert running.says("Reload")
    work(settings)
    checked = office.get(running.address)
    assert checked.says("Nothing is written yet")
    assert checked.says("Write it as name@example.com") or checked.says("E-Mail")
    with reading() as db:
        assert db.scalar(select(func.count()).where(Customer.external_reference.is_not(None))) == 0
    checked.submit("Import")
    work(settings)
    ready = office.get(running.address)
    with reading() as db:
        made = db.scalars(select(Customer).where(Customer.external_reference.is_not(None))).all()
        assert [customer.external_reference for customer in made] == ["CRM-1"]
        assert made[0].registered_by_id == sue.staff_id
    undo = ready.click("Undo the import")
    undo.submit("Undo the whole import")
    work(settings)
    assert office.get(running.address).says("undone")
    with reading() as db:
        assert db.scalar(select(func.count()).where(Customer.external_reference.is_not(None))) == 0
        assert set(db.scalars(select(ImportRow.state))) == {"undone", "refused"}


@pytest.mark.english
def test_refused_rows_come_back_to_be_mended(office: PageClient, sue: Person, settings: Settings) -> None:
    office.sign_in(sue)
    page = upload(office).follow()
    assert page.submit("Check the file").status == 303
    work(settings)
    office.get(page.address).submit("Import")
    work(settings)
    answer = office.get(f"{page.address}/errors.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.html.lstrip("\ufeff"))))
    assert [row["External reference"] for row in rows] == ["CRM-2", "CRM-3"]
    assert rows[0]["What is wrong"].startswith("E-Mail: ")
    assert rows[1]["Surname"] == "'=cmd|calc", "a spreadsheet must not take it for a formula"
    mended = answer.html.replace("not an address", "olle@example.com").replace(",12,", ",070-765 43 21,")
    again = upload(office, mended, "mended.csv").follow()
    again.submit("Check the file")
    work(settings)
    office.get(again.address).submit("Import")
    work(settings)
    with reading() as db:
        references = select(Customer.external_reference).where(Customer.external_reference.is_not(None))
        assert sorted(db.scalars(references)) == ["CRM-1", "CRM-2", "CRM-3"]


def test_a_message_names_its_column_also_where_the_file_has_none(
    office: PageClient, sue: Person, settings: Settings
) -> None:
    office.sign_in(sue)
    text = "Surname,Country\r\nBerg,SE\r\n"
    page = upload(office, text).follow()
    page.submit("Check the file")
    work(settings)
    checked = office.get(page.address)
    assert checked.says("E-mail: Enter")
    assert checked.says("Country: Complete the address later")


def test_it_stops_and_goes_on(office: PageClient, sue: Person, settings: Settings) -> None:
    office.sign_in(sue)
    page = upload(office).follow()
    assert page.submit("Check the file").status == 303
    work(settings)
    office.get(page.address).submit("Import")
    stopped = office.get(page.address).submit("Stop").follow()
    assert stopped.says("It goes on where it stopped.")
    work(settings)
    with reading() as db:
        assert db.scalars(select(ImportRun)).one().rows_done == 0
    office.get(page.address).submit("Resume")
    work(settings)
    with reading() as db:
        assert db.scalars(select(ImportRun)).one().state is ImportState.DONE


def test_what_is_no_table_is_told(office: PageClient, sue: Person) -> None:
    office.sign_in(sue)
    answer = upload(office, b"%PDF-1.4 nothing", "people.csv")
    assert answer.status == 422
    assert answer.problems
    assert office.get("/office/customers/import").submit("Upload").status == 422


HTML = b"<html><body><p>a, b</p></body></html>"


@pytest.mark.parametrize(
    ("content", "name"),
    [(HTML, "evil.jpg"), (HTML, "people.csv"), (b"\xef\xbb\xbf\n<!DOCTYPE html>\n", "people.txt"), (FILE, "people.jpg"),
     (b'{"a": 1}', "people.csv"), (b"GIF89a\x01\x02,b\n", "people.csv")],
)  # fmt: skip
def test_neither_another_type_nor_other_content_is_taken(
    office: PageClient, sue: Person, content: str | bytes, name: str
) -> None:
    answer = upload(office.sign_in(sue), content, name)
    assert answer.status == 422
    assert answer.problems == ["Save it as CSV or XLSX: this file is something else"]
    with reading() as db:
        assert not db.scalars(select(ImportRun)).all()


@pytest.mark.parametrize("name", ["PEOPLE.CSV", "people.tsv", "people"])
def test_a_table_is_taken_however_its_name_is_written(office: PageClient, sue: Person, name: str) -> None:
    assert upload(office.sign_in(sue), FILE, name).status == 303


def test_the_list_of_imports_keeps_its_distance(office: PageClient, sue: Person) -> None:
    page = office.sign_in(sue).get("/office/customers/import")
    cards = [each for each in page.all("div") if each.attrib.get("class") == "cards"]
    assert [len([each for each in card.iter() if each.attrib.get("id") in ("new", "imports")]) for card in cards] == [2]


def test_a_page_that_asks_again_by_itself_ends_by_itself(office: PageClient, sue: Person, settings: Settings) -> None:
    office.sign_in(sue)
    page = upload(office).follow()
    assert page.submit("Check the file").status == 303
    polled = office.get(f"{page.address}/progress")
    assert "HX-Refresh" not in polled.headers
    work(settings)
    assert office.get(f"{page.address}/progress").headers["HX-Refresh"] == "true"
