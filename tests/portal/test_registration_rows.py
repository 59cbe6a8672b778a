"""Steps 4 and 5: contacts and addresses as rows, changed in a panel in the row's place (IC-6, IC-7)."""

from core.database.transaction import transaction
from core.model import PlaceKnown
from tests.portal.registering import begin, code_sent, fill_certificate, to_contacts
from tests.support.client import PageClient
from tests.support.markup import words
from tests.support.page import Page

ANDRIY = {"Contact type": "billing", "First name": "Andriy", "Last name": "Kovalenko"}
STOCKHOLM = {
    "Country": "SE", "Detailed address": "Fleminggatan 48", "Postal code": "112 33", "Post town": "Stockholm",
    "Address type": "home",
}  # fmt: skip


def to_addresses(portal: PageClient) -> Page:
    return to_contacts(portal).submit("Continue").follow()


def press(page: Page, act: str) -> Page:
    """Presses a button by what it sends, such as modify:<row>."""
    form = next(form for form in page.forms() if any(b.attrib.get("value", "").startswith(act) for b in form.buttons))
    button = next(b for b in form.buttons if b.attrib.get("value", "").startswith(act))
    _method, address, sent = form.press(button.attrib["name"], base=page.answer.request.full_path)
    answer = page.client.post(address, {**sent, "go": button.attrib["value"]})
    return answer.follow() if answer.location else answer


def test_the_person_comes_first_and_cannot_be_deleted(portal: PageClient):
    page = to_contacts(portal)
    assert page.says("Olena Kovalenko")
    assert page.says("Confirmed")
    assert not any(b.attrib.get("value", "").startswith("delete") for form in page.forms() for b in form.buttons)


def test_a_contact_is_added_changed_copied_and_deleted(portal: PageClient):
    page = press(to_contacts(portal), "new")
    page = page.submit(
        "Save", {**ANDRIY, "Contact method": "email", "Number or address": "andriy@example.com"}
    ).follow()
    assert page.says("Andriy Kovalenko")
    page = press_of(page, "modify", "Andriy").submit("Save", {"Last name": "Koval"}).follow()
    assert page.says("Andriy Koval")
    page = press_of(page, "copy", "Andriy").submit("Save", {"First name": "Marta", "Last name": "Koval"}).follow()
    assert page.says("Marta Koval")
    assert press_of(page, "details", "Marta").says("andriy@example.com")
    page = press_of(page, "delete", "Marta")
    assert not page.says("Marta")
    assert page.submit("Continue").follow().address == "/register/addresses"


def test_saving_a_new_row_twice_makes_one(portal: PageClient):
    panel = press(to_contacts(portal), "new")
    values = {**ANDRIY, "Contact method": "email", "Number or address": "andriy@example.com"}
    panel.submit("Save", values)
    page = panel.submit("Save", values).follow()
    assert page.text.count("andriy@example.com") == 1


def test_a_contact_needs_a_name_and_a_way_to_be_reached(portal: PageClient):
    page = press(to_contacts(portal), "new").submit("Save")
    assert page.status == 422
    assert page.says("Enter a name: one part of it is enough")
    assert page.says("Enter at least one number or address to reach them by")


def test_several_ways_each_with_its_own_problem(portal: PageClient):
    page = press(to_contacts(portal), "new").submit(
        "Another way to reach them", {**ANDRIY, "Number or address": "andriy@example.com"}
    )
    page = page.submit("Save", {"Contact method 2": "mobile", "Number or address 2": "12"})
    assert page.status == 422
    assert page.form("Save").value("Number or address 2") == "12"
    page = page.submit("Save", {"Number or address 2": "070 174 06 41"}).follow()
    assert page.says("070-174 06 41")


def test_an_address_is_asked_in_the_fields_of_its_country(portal: PageClient):
    panel = press(to_addresses(portal), "new")
    assert panel.form("Save").value("Country") == "SE"
    panel = panel.submit("Show its fields", {"Country": "CN"})
    assert panel.status == 200
    panel = panel.submit("Show its fields", {"Province": "广东省"})
    panel = panel.submit("Show its fields", {"City": "广州市"})
    page = panel.submit(
        "Save", {"District": "天河区", "Detailed address": "天河路385号", "Postal code": "510620"}
    ).follow()
    assert page.says("广东省")
    assert page.says("Contact first")


def test_an_odd_postal_code_warns_once_and_may_be_kept(portal: PageClient):
    page = press(to_addresses(portal), "new").submit("Save", {**STOCKHOLM, "Postal code": "1"})
    assert page.status == 422
    assert page.says("Compare the postal code")
    assert page.submit("Save").follow().says("Fleminggatan 48")


def test_contact_first_belongs_to_one_address(portal: PageClient):
    page = press(to_addresses(portal), "new").submit("Save", STOCKHOLM).follow()
    other = {**STOCKHOLM, "Detailed address": "Storgatan 1", "Address type": "office", "Contact first": True}
    page = press(page, "new").submit("Save", other).follow()
    assert page.text.count("Contact first") == 2, "the heading says it once, one row once"


def test_a_part_that_is_not_in_the_country_is_refused(portal: PageClient):
    panel = press(to_addresses(portal), "new").submit("Show its fields", {"Country": "CN"})
    _method, address, sent = panel.form("Save").press("Save", base=panel.answer.request.full_path)
    page = panel.client.post(address, {**sent, "administrative_area": "<script>", "detailed": "x" * 10_000})
    assert page.status == 422
    assert page.says("Select one from the list")
    assert page.says("Enter at most 200 characters")


def press_of(page: Page, act: str, name: str) -> Page:
    """Presses an act of the row that carries a name."""
    form = next(form for form in page.forms() if form.element.attrib.get("id") == "acts")
    button = next(b for b in form.buttons if b.attrib["value"].startswith(act) and name in words(b))
    answer = page.client.post(
        form.press(None, base=page.answer.request.full_path)[1], {**form.values, "go": button.attrib["value"]}
    )
    return answer.follow()


def test_somebody_under_age_names_a_guardian_before_going_on(portal: PageClient):
    page = (
        fill_certificate(begin(portal))
        .submit(
            "Continue",
            {"First name": "Olena", "Last name": "Kovalenko", "Date of birth": "2015-08-14", "E-mail": "o@example.com"},
        )
        .follow()
    )
    page = page.submit("Confirm", Code=code_sent()).follow()
    page = page.submit("Continue")
    assert page.status == 422
    assert page.says("needs a guardian")
    guardian = {**ANDRIY, "Contact type": "guardian", "Contact method": "email", "Number or address": "a@example.com"}
    page = press(page, "new").submit("Save", guardian).follow()
    assert page.submit("Continue").follow().address == "/register/addresses"


def test_names_of_places_are_suggested_where_there_is_no_list(portal: PageClient):
    with transaction() as db:
        db.add_all(PlaceKnown(country="SE", field="locality", value=name, people=12) for name in ("Umeå", "Lund"))
        db.add(PlaceKnown(country="NO", field="locality", value="Bergen", people=12))
    page = press(to_addresses(portal), "new")
    field = next(one for one in page.document.elements("input") if one.attrib.get("name") == "locality")
    known = next(one for one in page.document.elements("datalist") if one.attrib["id"] == field.attrib["list"])
    assert [option.attrib["value"] for option in known.iter("option")] == ["Lund", "Umeå"]
    again = page.submit("Save", {**STOCKHOLM, "Post town": "Kalix"}).follow()
    assert again.says("Kalix")
