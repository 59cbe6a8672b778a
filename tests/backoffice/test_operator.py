"""The operator's own facts: changed by administrators only, each change kept with what it was before."""

import pytest

from core.database.transaction import reading, transaction
from core.operator import the_operator
from tests.people import Person
from tests.support.client import PageClient

ADDRESS = "/office/admin/operator"


@pytest.fixture(autouse=True)
def _forgotten():
    from web.operator import forget_operator

    yield
    forget_operator()


def test_an_administrator_changes_it_and_every_page_says_so(office: PageClient, portal: PageClient, adam: Person):
    page = office.sign_in(adam).get(ADDRESS)
    said = {"name": "Northwind Mobile", "phone": "08 465 004 00", "first_day": "1", "last_day": "5",
            "phone_from": "8", "phone_until": "17:30", "holidays": "2026-12-25\n2027-01-01"}  # fmt: skip
    after = page.submit("Save", said).follow()
    assert after.says("Northwind Mobile")
    assert after.says("+46 8 465 004 00")
    with reading() as db:
        found = the_operator(db)
        assert found.phone_hours == {"days": [1, 5], "from": "08:00", "until": "17:30"}
        assert found.settings["holidays"] == ["2026-12-25", "2027-01-01"]
    assert portal.speaking("en").get("/").says("Mon–Fri 08:00–17:30")


def test_what_it_was_before_is_kept(office: PageClient, adam: Person):
    page = office.sign_in(adam).get(ADDRESS)
    page = page.submit("Save", {"minimum_age": "16"}).follow()
    assert page.says("18 → ")
    again = page.submit("Save", {}).follow()
    assert again.text.count("→") == page.text.count("→")


@pytest.mark.english
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": " "}, "Enter the operator's name"),
        ({"minimum_age": "200"}, "Enter an age from 0 to 25"),
        ({"minimum_age": "x"}, "Not a valid integer value"),
        ({"phone": "12"}, "number"),
        ({"first_day": "5", "last_day": "2"}, "Choose a last day that is not before the first"),
        ({"phone_from": "18", "phone_until": "8"}, "Enter a time after the first"),
        ({"phone_from": "18", "phone_until": ""}, "Enter both times, or neither"),
        ({"quiet_from": ""}, "Enter a time"),
        ({"holidays": "Christmas"}, "is no day"),
        ({"call_within": "0"}, "Enter hours from 1 to 400"),
        ({"accent": "blue"}, "Enter a colour as #"),
        ({"accent": "#ffcc00"}, "Choose a darker colour: its contrast with white is 1.5"),
        ({"customer_prefix": "TOOLONG"}, "Begin with up to four letters"),
        ({"account_prefix": "4"}, "Let account codes begin otherwise"),
        ({"customer_digits": "6"}, "Enter more figures"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(office: PageClient, adam: Person, typed: dict[str, str], told: str):
    page = office.sign_in(adam).get(ADDRESS).submit("Save", typed)
    assert page.status == 422
    assert page.says(told)
    with reading() as db:
        assert the_operator(db).version == 1


def test_two_administrators_do_not_overwrite_each_other(office: PageClient, adam: Person):
    page = office.sign_in(adam).get(ADDRESS)
    page.submit("Save", {"minimum_age": "16"})
    late = page.submit("Save", {"minimum_age": "17", "key": "another-key-altogether"})
    assert late.status == 409
    with reading() as db:
        assert the_operator(db).minimum_age == 16


def test_a_language_that_is_not_spoken_is_not_offered(office: PageClient, portal: PageClient, adam: Person):
    office.sign_in(adam).get(ADDRESS).submit("Save", {"languages": ["ar"]})
    page = portal.speaking("en").get("/")
    assert page.says("العربية")
    assert not page.says("中文")


def test_codes_are_given_by_the_new_scheme_and_old_ones_still_count(office: PageClient, adam: Person):
    from core.numbering import numbering_of
    from core.numbers import account_code, customer_code

    with transaction() as db:
        old = customer_code(db)
    said = {"customer_prefix": "c-5", "customer_digits": "9", "customer_check": "luhn", "account_prefix": "AB"}
    assert office.sign_in(adam).get(ADDRESS).submit("Save", said).status == 303
    with transaction() as db:
        new = customer_code(db)
        assert new.startswith("C-5")
        assert len(new) == 11
        assert account_code(db).startswith("AB")
        assert all(numbering_of(db).is_customer_code(code) for code in (old, new))


def test_the_first_touch_is_due_by_the_operators_hours(office: PageClient, adam: Person):
    from datetime import timedelta

    from core.track_lead.operator_hours import operator_hours

    office.sign_in(adam).get(ADDRESS).submit("Save", {"call_within": "2", "touch_within": "9"})
    with reading() as db:
        hours = operator_hours(db)
        assert (hours.call_within, hours.touch_within) == (timedelta(hours=2), timedelta(hours=9))


def test_a_week_may_begin_on_sunday(office: PageClient, adam: Person):
    from datetime import UTC, datetime, timedelta

    from core.track_lead.operator_hours import after_working_time, operator_hours

    week = {"week_start": "7", "first_day": "7", "last_day": "4", "phone_from": "8", "phone_until": "16"}
    page = office.sign_in(adam).get(ADDRESS)
    assert page.submit("Save", {**week, "week_start": "1"}).status == 422
    assert page.submit("Save", {**week, "zone": "Asia/Riyadh"}).status == 303
    with reading() as db:
        thursday_evening = datetime(2026, 11, 5, 18, tzinfo=UTC)
        due = after_working_time(operator_hours(db), at=thursday_evening, wait=timedelta(hours=1))
        assert due == datetime(2026, 11, 8, 6, tzinfo=UTC)
    options = [each.attrib["value"] for each in office.get(ADDRESS).all("option")]
    assert "7 1 2 3 4 5 6" in " ".join(options)


def test_the_accent_is_a_sheet_of_its_own_that_can_be_read(office: PageClient, portal: PageClient, adam: Person):
    assert "accent.css" not in portal.get("/").html
    office.sign_in(adam).get(ADDRESS).submit("Save", {"accent": "#7A1FA2"})
    assert "/accent.css?colour=7a1fa2" in portal.get("/").html
    assert "/office/accent.css?colour=7a1fa2" in office.get(ADDRESS).html
    sheet = portal.browser.get("/accent.css", base_url=portal.address)
    assert sheet.mimetype == "text/css"
    assert "--brand:light-dark(#7a1fa2,#" in sheet.text


@pytest.mark.parametrize("colour", ["#000000", "#7a1fa2", "#b3261e", "#17663a", "#767676"])
def test_in_dark_the_accent_is_light_enough(colour: str):
    from web.accent import DARK_SURFACE, ON_DARK, _contrast, sheet

    dark = sheet(colour).partition("--brand:light-dark(")[2][8:15]
    assert _contrast(dark, DARK_SURFACE) >= ON_DARK
