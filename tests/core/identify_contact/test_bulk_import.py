"""Files of customers: what they may look like, what becomes of each row, what is taken back (the fourth door)."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from core.access import Actor
from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed
from core.files import FileStore
from core.identify_contact.answers import BasicAnswers, RegistrationAnswers
from core.identify_contact.bulk_import.columns import guess_columns
from core.identify_contact.bulk_import.cutting import Work
from core.identify_contact.bulk_import.plan import Mode
from core.identify_contact.bulk_import.reading import guarded, heading_of, recognise, rows_of
from core.identify_contact.bulk_import.runs import begin_import, choose_columns, start, start_check, start_undo, summary
from core.identify_contact.bulk_import.working import work_on
from core.identify_contact.registration import register
from core.model import (
    Channel,
    Customer,
    CustomerStatus,
    DuplicateCandidate,
    HistoryEntry,
    IdentityState,
    ImportRow,
    ImportRun,
    Job,
    MatchKey,
    Registration,
    RegistrationState,
)
from core.settings import Settings
from tests.people import Person

Bring = Callable[..., ImportRun]
HEAD = "External reference,Last name,First name,Date of birth,E-mail,Mobile"


@pytest.fixture
def bring(database: object, settings: Settings, sue: Person) -> Bring:
    """Brings text in, checked and written, and returns the import as it ended."""
    store = FileStore(settings.files_url, keyring())

    def bring_in(
        text: str | bytes, *, mode: Mode = Mode.CREATE, key: str = "", dry: bool = False, **more: object
    ) -> ImportRun:
        content = text.encode() if isinstance(text, str) else text
        by, work = sue.actor, Work(store, utcnow)
        with transaction() as db:
            run = begin_import(db, store, content, name="people.csv", by=by, now=utcnow())
            choose_columns(run, run.columns, mode=mode, key=key, by=by, **more)
            start_check(db, run, by=by, now=utcnow())
        assert not work_on(run.id, work)
        if not dry:
            with transaction() as db:
                start(db, db.get_one(ImportRun, run.id), by=by, now=utcnow())
            assert not work_on(run.id, work)
        return _again(run)

    return bring_in


def undo(run: ImportRun, settings: Settings, sue: Person) -> ImportRun:
    with transaction() as db:
        start_undo(db, db.get_one(ImportRun, run.id), by=sue.actor, now=utcnow())
    work_on(run.id, Work(FileStore(settings.files_url, keyring()), utcnow))
    return _again(run)


def _again(run: ImportRun) -> ImportRun:
    with reading(newest=True) as db:
        return db.get_one(ImportRun, run.id)


def states(run: ImportRun) -> dict[int, str]:
    with reading(newest=True) as db:
        rows = db.scalars(select(ImportRow).where(ImportRow.run_id == run.id).order_by(ImportRow.line))
        return {row.line: row.state.value for row in rows}


def problems(run: ImportRun) -> dict[int, set[tuple[str, str]]]:
    with reading(newest=True) as db:
        rows = db.scalars(select(ImportRow).where(ImportRow.run_id == run.id)).all()
        return {row.line: {(p["column"], p["code"]) for p in row.problems} for row in rows if row.problems}


def imported(reference: str) -> Customer:
    with reading(newest=True) as db:
        customer = db.scalars(select(Customer).where(Customer.external_reference == reference)).one()
        _ = customer.party.media, customer.party.addresses, customer.party.certificates, customer.contacts
        _ = customer.preference
        return customer


def test_an_imported_row_reads_like_a_registration(
    bring: Bring, sue: Person, settings: Settings, now: datetime
) -> None:
    bring(f"{HEAD}\nCRM-1,Müller,Anna Lena,1991-03-27,Anna.M@Example.COM,070-123 45 67\n")
    with transaction() as db:
        basic = BasicAnswers(
            last_name="Müller", first_name="Anna Lena", birth_date=date(1991, 3, 27), email="other@example.com",
            mobile="+46701234567",
        )  # fmt: skip
        typed = RegistrationAnswers(basic=basic, external_reference="typed")
        register(db, typed, by=sue.actor, channel=Channel.IMPORT, now=now, key="k" * 22)
    left, right = imported("CRM-1"), imported("typed")
    for name in ("search_name", "sort_name", "kind", "one_name", "birth_date", "version"):
        assert getattr(left.party, name) == getattr(right.party, name), name
    for name in ("status", "identity_state", "channel", "registered_by_id", "version"):
        assert getattr(left, name) == getattr(right, name), name
    assert [m.value for m in left.party.media] == ["anna.m@example.com", "+46701234567"]
    assert [m.preferred for m in left.party.media] == [m.preferred for m in right.party.media]
    keys = [_match_keys(customer) for customer in (left, right)]
    assert keys[0], "whoever comes by a file is found by Check"
    assert {kind for kind, _ in keys[0]} == {kind for kind, _ in keys[1]}
    assert [(c.type_code, c.authority) for c in left.contacts] == [(c.type_code, c.authority) for c in right.contacts]


def _match_keys(customer: Customer) -> set[tuple[str, str]]:
    with reading() as db:
        rows = db.scalars(select(MatchKey).where(MatchKey.party_id == customer.party_id))
        return {(row.kind, row.key) for row in rows}


def test_nobody_is_mailed_and_a_dry_run_writes_nothing(bring: Bring) -> None:
    text = f"{HEAD}\nCRM-1,Berg,Olle,,olle@example.com,\nCRM-1,Berg,Olle,,olle@example.com,\n"
    run = bring(text, dry=True)
    assert (run.state.value, run.created, summary(run)["unchanged"]) == ("checked", 1, 1)
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Customer)) == 0
    bring(text)
    with reading() as db:
        assert set(db.scalars(select(Job.kind))) <= {"import_customers"}


def test_every_problem_of_a_row_is_told_by_its_column(bring: Bring) -> None:
    run = bring(
        "Reference,Last name,E-mail,Date of birth,Gender,Country,Postal code,City,Detailed address\n"
        ",,nonsense,27/3/1991,cow,Atlantis,,,\n"
        ",Berg,,,,SE,abc,Umeå,Storgatan 1\n"
        "R3,Berg,,,,,,,\n"
        ",Only a name,,,,,,,,extra\n"
    )
    found = problems(run)
    assert found[2] >= {
        ("E-mail", "email_wrong"), ("Date of birth", "import_day_not_iso"), ("Gender", "import_not_in_list"),
        ("Country", "country_unknown"), ("Last name", "name_missing"),
    }  # fmt: skip
    assert ("Postal code", "postal_code_format") in found[3]
    assert 4 not in found, "a name and a reference are enough"
    assert ("", "import_row_too_long") in found[5]
    assert states(run) == {2: "refused", 3: "refused", 4: "created", 5: "refused"}


def test_an_unfinished_address_is_left_out_and_the_row_taken(bring: Bring) -> None:
    """An import asks for a name and a way to be reached; an address is more than a country."""
    text = (
        "Reference,Last name,E-mail,Country,City,Detailed address,Postal code\n"
        "R1,Berg,olle@example.com,SE,,,\n"
        "R2,Lind,eva@example.com,,Umeå,,\n"
        "R3,Ek,ada@example.com,SE,Umeå,Storgatan 1,903 26\n"
        "R4,Ek,nonsense,SE,,,\n"
        ",Nobody,,SE,,,\n"
    )
    for dry in (True, False):
        run = bring(text, dry=dry)
        assert (run.created, run.refused) == (3, 2)
        assert problems(run) == {
            2: {("Country", "import_address_left_out")},
            3: {("City", "import_address_left_out")},
            5: {("E-mail", "email_wrong"), ("Country", "import_address_left_out")},
            6: {("E-mail", "contact_method_missing"), ("Country", "import_address_left_out")},
        }
    assert [len(imported(name).party.addresses) for name in ("R1", "R2", "R3")] == [0, 0, 1]
    again = bring("Reference,Last name,Country\nR3,Ekman,SE\n", mode=Mode.UPDATE, key="external_reference")
    assert states(again) == {2: "updated"}
    assert problems(again) == {2: {("Country", "import_address_left_out")}}
    assert imported("R3").party.addresses[0].locality == "Umeå"


def test_lists_and_countries_are_read_by_code_and_by_name_in_three_languages(bring: Bring) -> None:
    run = bring(
        "Reference,Last name,Title,Nationality,Gender,Language,Certificate type,Certificate number,Issuing state\n"
        "R1,Berg,Mrs,Sweden,F,Swedish,Passport,AA1234567,SWE\n"
        "R2,王,先生,中国,男,zh,护照,E12345678,CN\n"
        "R3,الحربي,السيد,السعودية,ذكر,العربية,,,\n"
    )
    assert problems(run) == {}
    read = [imported(name) for name in ("R1", "R2", "R3")]
    assert [customer.party.nationality for customer in read] == ["SE", "CN", "SA"]
    assert [customer.party.title for customer in read] == ["mrs", "mr", "mr"]
    assert [customer.preference and customer.preference.language for customer in read] == ["sv", "zh", "ar"]
    assert [each.type_code for customer in read for each in customer.party.certificates] == ["passport", "passport"]


def test_duplicates_are_held_and_not_multiplied(bring: Bring, anna: Person) -> None:
    with reading() as db:
        known = db.get_one(Customer, anna.customer_id)
        name, email = known.party, anna.email
        last, first = name.last_name, name.first_name
    text = (
        f"{HEAD}\n"
        f",{last},{first},,{email},\n"  # nothing that was not known
        f"A-1,{last},{first},,{email},070-765 43 21\n"  # hers, with more
        f"A-1,{last},{first},,{email},070-765 43 21\n"  # the same again
        "B-1,Household,Eva,,home@example.com,\n"
        "B-2,Household,Adam,,home@example.com,\n"  # a family shares an address
        "B-3,Household,Eva,1990-01-01,home@example.com,08-123 456 78\n"  # Eva again, with more
    )
    run = bring(text)
    assert states(run) == {2: "unchanged", 3: "held", 4: "unchanged", 5: "created", 6: "created", 7: "held"}
    with reading() as db:
        held = db.scalars(select(Registration).where(Registration.state == RegistrationState.HELD)).all()
        assert {one.customer.external_reference for one in held} == {"A-1", "B-3"}
        assert db.scalar(select(func.count()).select_from(DuplicateCandidate)) == 2
        before = db.scalar(select(func.count()).select_from(Customer))
    again = bring(text)
    assert Counter(states(again).values()) == {"unchanged": 6}
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Customer)) == before


def test_a_reference_that_is_there_with_other_data_is_refused(bring: Bring) -> None:
    bring(f"{HEAD}\nCRM-1,Berg,Olle,,olle@example.com,\n")
    run = bring(f"{HEAD}\nCRM-1,Lind,Karin,,karin@example.com,\n")
    assert problems(run) == {2: {("External reference", "import_reference_taken")}}


def test_update_by_a_key_and_undo_puts_back(bring: Bring, settings: Settings, sue: Person) -> None:
    bring(f"{HEAD}\nCRM-1,Berg,Olle,,olle@example.com,\n")
    text = f"{HEAD}\nCRM-1,Bergström,,1980-02-03,,070-123 45 67\nCRM-2,New,Nina,,nina@example.com,\nCRM-9,,,,,\n"
    update = bring(text, mode=Mode.UPDATE, key="external_reference")
    assert states(update) == {2: "updated", 3: "refused", 4: "refused"}
    changed = imported("CRM-1")
    assert (changed.party.last_name, changed.party.first_name) == ("Bergström", "Olle")
    assert "bergstroem" in changed.party.search_name
    assert [m.value for m in changed.party.media] == ["olle@example.com", "+46701234567"]
    both = bring(text, mode=Mode.BOTH, key="external_reference")
    assert states(both) == {2: "unchanged", 3: "created", 4: "refused"}
    assert undo(update, settings, sue).state.value == "undone"
    back = imported("CRM-1")
    assert (back.party.last_name, back.party.birth_date) == ("Berg", None)
    assert [m.value for m in back.party.media if not m.is_removed] == ["olle@example.com"]
    assert "bergstroem" not in back.party.search_name


def test_a_checked_identity_is_not_changed_by_a_file(bring: Bring) -> None:
    bring(f"{HEAD}\nCRM-1,Berg,Olle,,olle@example.com,\n")
    with transaction() as db:
        db.get_one(Customer, imported("CRM-1").id).identity_state = IdentityState.CHECKED
    run = bring(f"{HEAD}\nCRM-1,Other,Olle,,new@example.com,\n", mode=Mode.BOTH, key="external_reference")
    assert problems(run) == {2: {("Last name", "import_identity_checked")}}


def test_undo_removes_whom_nobody_touched_and_says_who_stays(bring: Bring, settings: Settings, sue: Person) -> None:
    run = bring(f"{HEAD}\nCRM-1,Berg,Olle,,olle@example.com,\nCRM-2,Lind,Karin,,karin@example.com,\n")
    touched = imported("CRM-2").id
    with transaction() as db:
        db.get_one(Customer, touched).status = CustomerStatus.ACTIVE
    undone = undo(run, settings, sue)
    assert states(undone) == {2: "undone", 3: "created"}
    assert problems(undone) == {3: {("", "import_touched")}}
    with reading() as db:
        assert list(db.scalars(select(Customer.external_reference))) == ["CRM-2"]
        assert db.scalar(select(func.count()).where(HistoryEntry.event == "customer_registered")) == 2
    bring(f"{HEAD}\nCRM-1,Berg,Olle,,olle@example.com,\n")


def test_only_who_may_brings_files_in(settings: Settings, carl: Person, db: object) -> None:
    with pytest.raises(NotAllowed):
        begin_import(db, FileStore(settings.files_url, keyring()), b"a,b\n", name="x", by=carl.actor, now=utcnow())
    with pytest.raises(NotAllowed):
        register(db, RegistrationAnswers(), by=carl.actor, channel=Channel.IMPORT, now=utcnow(), key="k" * 22)


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        ("Last name,E-mail\nÅberg,a@example.com\n".encode(), "utf-8", ","),
        ("\ufeffLast name;E-mail\r\nÅberg;a@example.com\r\n".encode(), "utf-8-sig", ";"),
        ("Last name\tE-mail\nÅberg\ta@example.com\n".encode("utf-16"), "utf-16", "\t"),
        ("Last name|E-mail\nÅberg|a@example.com\n".encode("utf-16-le"), "utf-16-le", "|"),
        ("Last name;E-mail\nÅberg;a@example.com\n".encode("cp1252"), "cp1252", ";"),
        (b'sep=;\nLast name;E-mail\n"\xc3\x85berg";a@example.com\n', "utf-8", ";"),
    ],
)
def test_csv_of_every_program(content: bytes, encoding: str, delimiter: str) -> None:
    writing = recognise(content)
    assert (writing.encoding, writing.delimiter) == (encoding, delimiter)
    assert heading_of(content, writing) == ["Last name", "E-mail"]
    assert [cells for _, cells in rows_of(content, writing)] == [["Åberg", "a@example.com"]]


def test_a_spreadsheet_is_read_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Last name", "Date of birth", "Mobile", "Do not disturb", "Gone"])
    sheet.append(["Berg", datetime(1991, 3, 27), 46701234567, True, "#N/A"])
    sheet.append([None, None])
    sheet.append(["=1+1"])
    written = io.BytesIO()
    book.save(written)
    writing = recognise(written.getvalue())
    assert writing.kind == "xlsx"
    rows = list(rows_of(written.getvalue(), writing))
    assert rows == [(2, ["Berg", "1991-03-27", "46701234567", "yes", ""])], "a formula nobody worked out is nothing"


def test_what_unpacks_without_end_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * 50_000_000)
    with pytest.raises(Invalid) as refused:
        recognise(written.getvalue())
    assert refused.value.problems[0].code == "import_unpacks_too_large"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04nothing", b"\r\n\r\n"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        heading_of(content, recognise(content))


def test_columns_are_guessed_by_label_and_near_misses_are_marked() -> None:
    guesses = guess_columns(["last NAME", "Frist name", "E mail", "Phone", "E-mail", "Hair colour", "What is wrong"])
    assert [(guess.field, guess.sure) for guess in guesses] == [
        ("basic.last_name", True), ("basic.first_name", False), ("", False), ("basic.mobile", False),
        ("basic.email", True), ("", False), ("", False),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["=1+1", "+46701234567", "-1", "@name", "\tx"])
def test_cells_given_out_are_no_formulas_and_come_back_as_they_were(cell: str) -> None:
    given = guarded(cell)
    assert given.startswith("'")
    content = f'Last name\n"{given}"\n'.encode()
    assert [cells for _, cells in rows_of(content, recognise(content))] == [[cell]]


def test_the_system_may_bring_files_in(settings: Settings, db: object) -> None:
    run = begin_import(
        db, FileStore(settings.files_url, keyring()), b"Last name,E-mail\nB,b@example.com\n", name="x",
        by=Actor.system(), now=utcnow(),
    )  # fmt: skip
    assert run.columns == {"Last name": "basic.last_name", "E-mail": "basic.email"}
