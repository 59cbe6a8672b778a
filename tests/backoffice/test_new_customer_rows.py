"""Contacts and addresses of somebody who is being registered: panels that keep, copy and delete."""

import pytest

SAVED = {"Last name": "Lindgren", "E-mail": "astrid@foyer.example"}


@pytest.fixture
def desk(office, carl):
    return office.sign_in(carl)


def with_contact(desk):
    panel = desk.get("/office/customers/new").submit("New contact", SAVED).follow()
    typed = {"Contact type": "Billing", "Last name": "Berg", "Number or address": "b@foyer.example"}
    return panel.submit("Save", typed).follow()


def test_what_is_wrong_in_a_panel_is_said_and_stays(desk):
    panel = desk.get("/office/customers/new").submit("New contact", SAVED).follow()
    again = panel.submit("Save", {"Last name": "Berg"})
    assert again.status == 422
    assert again.problems
    assert 'value="Berg"' in again.html


def test_cancel_leaves_everything_as_it_was(desk):
    panel = desk.get("/office/customers/new").submit("New contact", SAVED).follow()
    page = panel.click("Cancel")
    assert page.form("Submit").value("Last name") == "Lindgren"


def test_a_contact_is_looked_at_modified_copied_and_deleted(desk):
    page = with_contact(desk)
    assert page.submit("Details Berg").follow().says("b@foyer.example")
    page = page.submit("Modify Berg").follow().submit("Save", {"First name": "Bo"}).follow()
    assert page.says("Bo Berg")
    page = page.submit("Copy Bo Berg").follow().submit("Save", {"First name": "Bea"}).follow()
    assert page.says("Bea Berg")
    page = page.submit("Delete Bo Berg").follow()
    assert not page.says("Bo Berg")
    assert page.says("Bea Berg")


def test_the_country_brings_its_own_fields(desk):
    panel = desk.get("/office/customers/new").submit("New address", SAVED).follow()
    fields = panel.submit("Show its fields", {"Country": "SA"})
    assert fields.status == 200
    assert fields.says("Building number")


def test_the_customers_own_row_takes_more_ways_to_reach_them(desk):
    page = desk.get("/office/customers/new").submit("Save draft", SAVED).follow()
    panel = page.submit("Modify Lindgren").follow()
    assert "Contact type" not in panel.form("Save").labels()
    back = panel.submit("Save", {"Contact method": "Mobile", "Number or address": "070-174 06 77"})
    assert back.follow().says("06 77")


def test_a_row_that_is_not_there_is_absent(desk):
    saved = desk.get("/office/customers/new").submit("Save draft", SAVED).location
    where = saved.replace("/new?", "/new/contact?")
    assert desk.get(f"{where}&open=modify&row=nobody").status == 404
    assert desk.get(f"{where}&open=nonsense").status == 404
    assert desk.get("/office/customers/new/address?draft=x&open=new").status == 404


def test_what_cannot_be_read_is_mended_before_a_panel_opens(desk):
    page = desk.get("/office/customers/new").submit("New contact", {**SAVED, "Date of birth": "31 2 1987"})
    assert page.status == 422
    assert 'value="31 2 1987"' in page.html


@pytest.mark.parametrize("who", ["sara", "adam", "ada"])
def test_panels_are_for_the_front_desk_only(office, request, who):
    office.sign_in(request.getfixturevalue(who))
    assert office.get("/office/customers/new/contact?open=new").status == 403
    assert office.get("/office/customers/new/address?open=new").status == 403
