"""Somebody acts for a customer with a sign-in of their own: as far as their authority goes, and as long (IC-14)."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import (
    Address,
    Authority,
    Contact,
    Credential,
    Customer,
    HistoryEntry,
    Job,
    Lead,
    ModificationOrder,
    Party,
    SignInName,
)
from core.outbox import secret_of
from tests.people import Person
from tests.support.authorised import EMAIL, khalid_of
from tests.support.cast import LONG_AGO, password_hash
from tests.support.client import PageClient

PASSWORD = "lantern-harbour-27"
DAY = timedelta(days=1)
STREET = {
    "Country": "SE", "Detailed address": "Lindstedtsvägen 24", "City": "Stockholm", "Postal code": "114 28",
    "Address type": "home",
}  # fmt: skip


@dataclass
class Khalid:
    """A contact of Anna's who signs in himself."""

    contact: str
    party_id: int
    credential_id: int


@pytest.fixture
def khalid(anna: Person) -> Khalid:
    with transaction() as db:
        contact = khalid_of(db, db.get_one(Customer, anna.customer_id), now=LONG_AGO, authority=Authority.ASK)
        contact.party.credential = Credential(
            password_hash=password_hash(), password_changed_at=LONG_AGO, created_at=LONG_AGO,
            names=[SignInName(value=EMAIL, confirmed_at=LONG_AGO)],
        )  # fmt: skip
        db.flush()
        return Khalid(contact.public_id, contact.party_id, contact.party.credential.id)


def may(khalid: Khalid, authority: Authority, **dates) -> None:
    with transaction() as db:
        db.execute(update(Contact).where(Contact.public_id == khalid.contact).values(authority=authority, **dates))


def sign_in(portal: PageClient, email: str = EMAIL):
    page = portal.get("/sign-in")
    return page.submit("Sign in", {"E-mail or mobile": email, "Password": PASSWORD})


def inside(portal: PageClient) -> PageClient:
    assert sign_in(portal).status == 303
    return portal


def test_every_page_says_for_whom_they_act(portal, khalid):
    inside(portal)
    for path in ("", "/details", "/contacts", "/addresses", "/documents", "/preferences", "/access", "/orders"):
        page = portal.get(f"/me{path}")
        assert page.status == 200, path
        assert page.says("You act for Anna Eriksson."), path
    assert portal.get("/me").says("Khalid Haddad")


def test_a_customer_acts_for_nobody_but_themselves(portal, anna, khalid):
    assert not portal.sign_in(anna).get("/me").says("You act for")


LOOKS = ("/me", "/me/details", "/me/contacts", "/me/addresses", "/me/documents", "/me/preferences", "/me/orders",
         "/me/requests", "/me/offers", "/me/access")  # fmt: skip
BY_LEVEL = {
    Authority.ASK: set(LOOKS),
    Authority.CHANGE_ORDINARY: {*LOOKS, "/me/details/title"},
    Authority.CHANGE_ALL: {*LOOKS, "/me/details/title", "/me/privacy"},
    Authority.ORDER: {*LOOKS, "/me/details/title", "/me/privacy", "/interest"},
}


@pytest.mark.parametrize("level", BY_LEVEL)
def test_each_level_opens_its_pages_and_no_more(portal, khalid, level):
    may(khalid, level)
    inside(portal)
    every = set().union(*BY_LEVEL.values())
    opened = {path for path in every if portal.get(path).status == 200}
    assert opened == BY_LEVEL[level]
    for path in every - opened:
        assert portal.get(path).status == 403
        assert portal.get(path).says("Your authority does not go this far")


def test_who_may_ask_sees_no_button_that_changes(portal, khalid):
    inside(portal)
    contacts = portal.get("/me/contacts")
    assert not contacts.says("Modify")
    assert not contacts.says("Delete")
    assert contacts.submit("Details Khalid Haddad").follow().says("may ask")
    for path, word in (("/me/addresses", "New"), ("/me/documents", "Upload"), ("/me/preferences", "Save")):
        names = [name for form in portal.get(path).forms() for name in form.button_names()]
        assert not any(word in name for name in names), (path, names)


@pytest.mark.parametrize("level", list(BY_LEVEL))
def test_posts_are_refused_by_level(portal, anna, khalid, level):
    """Whatever the page shows, the server decides."""
    may(khalid, level)
    inside(portal)
    token = portal.get("/me/access").form("Sign out everywhere").values["csrf_token"][0]
    posts = {
        ("/me/details/title", Authority.CHANGE_ORDINARY),
        ("/me/addresses", Authority.CHANGE_ORDINARY),
        ("/me/contacts", Authority.CHANGE_ORDINARY),
        ("/me/preferences", Authority.CHANGE_ORDINARY),
        ("/me/documents", Authority.CHANGE_ORDINARY),
        ("/interest", Authority.ORDER),
        (f"/me/requests/{'A' * 22}", Authority.ORDER),
    }
    for path, wanted in posts:
        go = "new" if path in ("/me/addresses", "/me/contacts") else "save"
        status = portal.open("POST", path, {"csrf_token": token, "go": go}).status
        assert (status == 403) is not level.reaches(wanted), (path, status)


def test_an_order_is_the_contacts_for_the_customer_and_every_record_says_so(portal, office, carl, anna, khalid):
    may(khalid, Authority.CHANGE_ORDINARY)
    inside(portal)
    portal.get("/me/details/title").submit("Save", {"Title": "ms"})
    with reading() as db:
        order = db.scalars(select(ModificationOrder)).one()
        contact = db.scalars(select(Contact).where(Contact.public_id == khalid.contact)).one()
        assert (order.customer_id, order.asked_by_contact_id) == (anna.customer_id, contact.id)
        lines = db.scalars(select(HistoryEntry).where(HistoryEntry.order_id == order.id)).all()
        assert {(line.by_kind, line.by_party_id, line.customer_id) for line in lines} == {
            ("customer", khalid.party_id, anna.customer_id)
        }
        assert db.get_one(Party, anna.party_id).title == "ms"
    assert portal.get("/me/orders").says("submitted by you")
    page = office.sign_in(carl).get(f"/office/customers/{anna.customer_code}")
    assert page.says("Khalid Haddad for the customer")
    assert page.says("Signed in to the portal")
    portal.sign_out()
    assert portal.sign_in(anna).get("/me/privacy").says("Khalid Haddad")
    orders = portal.get("/me/orders")
    assert orders.says("submitted by Khalid Haddad")
    assert not orders.says("submitted by you")


def test_interest_is_the_customers_and_names_the_contact(portal, anna, khalid, fibre):
    may(khalid, Authority.ORDER)
    inside(portal)
    page = portal.get("/interest")
    assert page.submit("I'm interested", offering=fibre).status == 303
    with reading() as db:
        lead = db.scalars(select(Lead)).one()
        assert lead.customer_id == anna.customer_id
        assert lead.contact.party_id == khalid.party_id


def test_their_own_access_is_theirs_and_never_the_customers(portal, anna, khalid):
    may(khalid, Authority.ORDER)
    page = inside(portal).get("/me/access")
    assert page.says(EMAIL)
    for path in ("/me/access", "/me", "/me/details"):
        assert not portal.get(path).says("school"), "the customer's security question"
    form = portal.get("/me/access/password")
    chosen = {"Password": "copper-meadow-61-x", "Confirm password": "copper-meadow-61-x"}
    answer = form.submit("Save", {"Current password": PASSWORD, **chosen})
    assert answer.status == 303
    with reading() as db:
        theirs = db.scalars(select(Credential).where(Credential.party_id == khalid.party_id)).one()
        hers = db.scalars(select(Credential).where(Credential.party_id == anna.party_id)).one()
        assert (theirs.password_version, hers.password_version) == (2, 1)


@pytest.mark.parametrize("over", ["ended", "expired", "not begun", "removed", "customer gone"])
def test_access_ends_at_once_in_the_middle_of_a_visit(portal, anna, khalid, over):
    inside(portal)
    assert portal.get("/me").status == 200
    today = utcnow().date()
    match over:
        case "ended":
            may(khalid, Authority.NONE)
        case "expired":
            may(khalid, Authority.ASK, authority_until=today - DAY)
        case "not begun":
            may(khalid, Authority.ASK, authority_from=today + DAY)
        case "removed":
            may(khalid, Authority.ASK, removed_at=utcnow())
        case _:
            with transaction() as db:
                db.get_one(Customer, anna.customer_id).status = "merged"
    assert portal.get("/me").location.startswith("/sign-in")
    answer = sign_in(portal)
    assert answer.status == 422
    assert answer.says("you may act for nobody now")
    assert portal.get("/me").location.startswith("/sign-in")


def test_records_of_others_are_absent(portal, anna, khalid, now):
    """What is another customer's answers as what never was."""
    from tests.support import olena

    other = olena.register_olena(now=now)
    with reading() as db:
        address = db.scalars(select(Address.public_id).where(Address.party_id == other.party_id)).first()
    may(khalid, Authority.ORDER)
    inside(portal)
    assert portal.get(f"/me/documents/{address}").status == 404
    assert portal.get(f"/me/orders/{address}").status == 404
    assert not portal.get(f"/me/addresses?open=details&row={address}").says("Fleminggatan")
    assert not portal.get("/me/addresses").says("Fleminggatan")


def test_from_the_invitation_to_the_first_page(portal, office, sue, anna):
    with transaction() as db:
        contact = khalid_of(db, db.get_one(Customer, anna.customer_id), now=LONG_AGO, authority=Authority.ASK).public_id
    page = office.sign_in(sue).get(f"/office/customers/{anna.customer_code}/contacts/{contact}/authority")
    assert page.submit("Send invitation").status == 303
    with reading() as db:
        job = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert job.payload["template"] == "contact_invitation"
        secret = secret_of(job)
        assert (secret["to"], secret["customer"]) == (EMAIL, "Anna Eriksson")
    form = portal.get(f"/set-password/{secret['token']}")
    assert form.says("You will act for Anna Eriksson.")
    chosen = "copper-meadow-61-x"
    answer = form.submit(
        "Save",
        {"Password": chosen, "Confirm password": chosen, "Security question": "family_nickname", "Answer": "Lykke"},
    )
    assert answer.location == "/sign-in"
    entered = portal.get("/sign-in").submit("Sign in", {"E-mail or mobile": EMAIL, "Password": chosen})
    assert entered.location == "/me"
    assert portal.get("/me").says("You act for Anna Eriksson.")
    assert portal.get("/me/access").says("family")
    assert portal.get(f"/set-password/{secret['token']}").status == 404, "the link works once"
    again = office.get(f"/office/customers/{anna.customer_code}/contacts/{contact}/authority")
    assert again.says("They sign in to the portal")
    assert office.get(f"/office/customers/{anna.customer_code}").says("Link to sign in sent to Khalid Haddad")


def test_no_invitation_without_an_authority_a_way_or_a_name_of_their_own(office, sue, anna):
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        taken = khalid_of(
            db, customer, now=LONG_AGO, authority=Authority.ASK, email="anna.eriksson@foyer.example"
        ).public_id
    office.sign_in(sue)
    page = office.get(f"/office/customers/{anna.customer_code}/contacts/{taken}/authority")
    refused = page.submit("Send invitation")
    assert refused.status == 409
    assert refused.says("somebody else signs in with this one")
    with transaction() as db:
        db.execute(update(Contact).where(Contact.public_id == taken).values(authority=Authority.NONE))
    late = page.submit("Send invitation")
    assert late.status == 409
    with reading() as db:
        assert not [job for job in db.scalars(select(Job)) if job.payload.get("template") == "contact_invitation"]


@pytest.mark.parametrize("undone", ["ended", "address changed"])
def test_a_link_is_worthless_once_what_it_stood_for_is_gone(portal, office, sue, anna, undone):
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        contact = khalid_of(db, customer, now=LONG_AGO, authority=Authority.ASK).public_id
    where = f"/office/customers/{anna.customer_code}/contacts/{contact}/authority"
    office.sign_in(sue).get(where).submit("Send invitation")
    with reading() as db:
        token = secret_of(db.scalars(select(Job).order_by(Job.id.desc())).first())["token"]
    assert portal.get(f"/set-password/{token}").status == 200
    if undone == "ended":
        office.get(where).submit("End authority")
    else:
        rows = portal.sign_in(anna).get("/me/contacts")
        name = next(n for form in rows.forms() for n in form.button_names() if n.startswith("Modify Khalid"))
        panel = rows.submit(name).follow()
        assert panel.submit("Save", {"Number or address": "other@foyer.example"}).status == 303
        portal.sign_out()
    assert portal.get(f"/set-password/{token}").status == 404


def test_ended_their_name_is_free_and_the_way_in_is_closed(portal, office, sue, anna, khalid):
    where = f"/office/customers/{anna.customer_code}/contacts/{khalid.contact}/authority"
    office.sign_in(sue).get(where).submit("End authority")
    with reading() as db:
        assert db.scalars(select(SignInName.value).where(SignInName.credential_id == khalid.credential_id)).all() == []
    answer = sign_in(portal)
    assert answer.status == 422
    assert not answer.says("act for nobody"), "as any unknown name"
