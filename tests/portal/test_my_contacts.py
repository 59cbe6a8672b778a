"""Own contacts change by an order at once; what signs in stays (IC-6, MC-5, MC-6, R33, R44, R45, R62, R63)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from core.database.transaction import reading, transaction
from core.model import Contact, ContactMedium, ModificationOrder, Party, WebSession
from tests.people import Person
from tests.support.anna import MOBILE
from tests.support.client import PageClient
from tests.support.olena import register_olena
from tests.support.page import Page

TOMAS = {
    "Contact type": "billing",
    "First name": "Tomás",
    "Last name": "Pereira",
    "Contact method": "email",
    "Number or address": "tomas@post.example",
}


def contacts(anna: Person) -> list[Contact]:
    """What is on file."""
    with reading() as db:
        rows = select(Contact).where(Contact.customer_id == anna.customer_id, Contact.removed_at.is_(None))
        return list(db.scalars(rows.order_by(Contact.id)))


def media(party_id: int) -> set[str]:
    """Live ways to reach somebody."""
    with reading() as db:
        live = select(ContactMedium.value).where(ContactMedium.party_id == party_id, ContactMedium.removed_at.is_(None))
        return set(db.scalars(live))


def press(page: Page, value: str) -> Page:
    """Presses the button of a row by what it stands for."""
    return page.client.post(
        "/me/contacts", {"csrf_token": page.form("New contact").values["csrf_token"], "key": "k-" + value, "go": value}
    )


def add_tomas(portal: PageClient) -> Page:
    """Adds another contact as people do."""
    panel = portal.get("/me/contacts").submit("New contact").follow()
    return panel.submit("Save", TOMAS)


@pytest.fixture
def signed_in(portal: PageClient, anna: Person) -> PageClient:
    """Anna at her own pages."""
    return portal.sign_in(anna)


def test_a_contact_is_added_by_an_order(signed_in: PageClient, anna: Person) -> None:
    page = add_tomas(signed_in).follow()
    assert page.says("Tomás Pereira")
    assert page.says("Changed. Before and after stand under Orders")
    _self, tomas = contacts(anna)
    assert media(tomas.party_id) == {"tomas@post.example"}
    with reading() as db:
        order = db.scalars(select(ModificationOrder)).one()
        assert (order.state, order.channel, order.entered_by_id) == ("applied", "portal", None)


def test_a_contact_is_looked_at_changed_copied_and_deleted(signed_in: PageClient, anna: Person) -> None:
    page = add_tomas(signed_in).follow()
    assert page.submit("Details Tomás Pereira").follow().says("Details of Tomás Pereira")
    panel = page.submit("Modify Tomás Pereira").follow()
    page = panel.submit("Save", {"Last name": "Pereira Lima"}).follow()
    assert page.says("Tomás Pereira Lima")
    copy = page.submit("Copy Tomás Pereira Lima").follow()
    page = copy.submit("Save", {"First name": "Tiago"}).follow()
    assert page.says("Tiago Pereira Lima")
    page = page.submit("Delete Tomás Pereira Lima").follow()
    assert not page.says("Tomás Pereira Lima")
    assert len(contacts(anna)) == 2


def test_the_customer_in_person_has_no_delete(signed_in: PageClient, anna: Person) -> None:
    page = signed_in.get("/me/contacts")
    assert "Delete Anna Eriksson" not in page.html
    own = contacts(anna)[0]
    refused = press(page, f"delete:{own.public_id}.{own.version}").follow()
    assert len(contacts(anna)) == 1
    assert refused.status == 200


def test_a_way_to_reach_is_added_and_what_signs_in_stays(signed_in: PageClient, anna: Person) -> None:
    panel = signed_in.get("/me/contacts").submit("Modify Anna Eriksson").follow()
    blocked = panel.submit("Save", {"Number or address": "other@post.example"})
    assert blocked.status == 422
    assert "Keep this one: you sign in with it." in blocked.problems
    assert blocked.form("Save").value("Number or address") == "other@post.example"
    more = panel.submit("Another way to reach them")
    assert more.status == 200
    typed = {"Contact method 3": "mobile", "Number or address 3": "070-174 06 99"}
    changed = more.submit("Save", typed)
    assert changed.status == 303
    assert media(anna.party_id) == {anna.email, MOBILE, "+46701740699"}
    assert changed.follow().says("Not confirmed yet")


@pytest.mark.parametrize(
    "typed",
    [
        {"Number or address": "tomas@"},
        {"First name": "", "Last name": ""},
        {"Number or address": ""},
        {"Last name": "x" * 10_000},
        {"Contact method": "mobile", "Number or address": "12"},
    ],
)
def test_what_is_to_be_mended_is_said_and_kept(signed_in: PageClient, anna: Person, typed: dict[str, str]) -> None:
    page = signed_in.get("/me/contacts").submit("New contact").follow().submit("Save", {**TOMAS, **typed})
    assert page.status == 422
    assert page.problems
    assert all(page.form("Save").value(label) == value for label, value in typed.items())
    assert len(contacts(anna)) == 1


def test_r63_who_was_slower_sees_both_and_loses_nothing(signed_in: PageClient, anna: Person) -> None:
    page = add_tomas(signed_in).follow()
    panel = page.submit("Modify Tomás Pereira").follow()
    page.submit("Modify Tomás Pereira").follow().submit("Save", {"Number or address": "new@post.example"})
    slower = panel.submit("Save", {"Number or address": "slower@post.example"})
    assert slower.status == 409
    assert slower.says("new@post.example")
    assert slower.form("Save").value("Number or address") == "slower@post.example"
    assert slower.submit("Save").status == 303
    assert media(contacts(anna)[1].party_id) == {"slower@post.example"}


def test_r62_the_same_form_sent_twice_makes_one_contact(signed_in: PageClient, anna: Person) -> None:
    panel = signed_in.get("/me/contacts").submit("New contact").follow()
    for _time in range(2):
        assert panel.submit("Save", TOMAS).status == 303
    assert len(contacts(anna)) == 2


def test_r44_anothers_contact_is_as_good_as_absent(signed_in: PageClient, now: datetime) -> None:
    olena = register_olena(now=now)
    with reading() as db:
        foreign = db.scalars(select(Contact.public_id).where(Contact.customer_id == olena.id)).first()
    page = signed_in.get(f"/me/contacts?open=modify&row={foreign}.1")
    assert "panel" not in page.read().ids
    press(page, f"delete:{foreign}.1")
    with reading() as db:
        assert db.scalars(select(Contact.removed_at).where(Contact.public_id == foreign)).one() is None


def test_r33_the_password_is_asked_again_and_the_form_kept(signed_in: PageClient, anna: Person) -> None:
    panel = signed_in.get("/me/contacts").submit("New contact").follow()
    with transaction() as db:
        given = db.scalars(select(WebSession.authenticated_at)).first()
        db.execute(update(WebSession).values(authenticated_at=given - timedelta(minutes=11)))
    asked = panel.submit("Save", TOMAS)
    assert str(asked.location).startswith("/sign-in/again")
    back = asked.follow().submit("Continue", Password=anna.password)
    form = back.follow().form("Save")
    assert form.value("Last name") == "Pereira"


def test_no_field_beyond_the_form_is_taken(signed_in: PageClient, anna: Person) -> None:
    """R45: authority and the like are not the customer's to set."""
    panel = signed_in.get("/me/contacts").submit("New contact").follow()
    form = panel.form("Save").fill(TOMAS)
    method, address, sent = form.press("Save", base="/me/contacts?open=new")
    assert signed_in.open(method, address, {**sent, "authority": "order", "party_id": "1"}).status == 303
    assert contacts(anna)[1].authority == "none"
    with reading() as db:
        assert db.get_one(Party, contacts(anna)[1].party_id).last_name == "Pereira"


def test_a_contact_has_a_middle_name_of_their_own(portal: PageClient, anna: Person) -> None:
    panel = portal.sign_in(anna).get("/me/contacts").submit("New contact").follow()
    page = panel.submit("Save", TOMAS | {"Middle name": "Caetano"}).follow()
    assert page.says("Tomás Caetano Pereira")
    contact = contacts(anna)[-1]
    with reading() as db:
        assert db.get_one(Party, contact.party_id).middle_name == "Caetano"
    panel = press(portal.get("/me/contacts"), f"modify:{contact.public_id}").follow()
    assert panel.form("Save").value("Middle name") == "Caetano"
