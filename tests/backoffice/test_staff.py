"""Administrators add staff by invitation, say what they may do, and close accounts (values.md, R6, R32)."""

import re

import pytest
from sqlalchemy import select, update

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import HistoryEntry, Job, Staff, TeamMember, WebSession
from core.outbox import secret_of
from tests.leads import the_lead
from tests.people import Person
from tests.support.client import PageClient
from tests.support.statements import statements

GOOD = "orchard tambourine glacier"


def of(person: Person) -> Staff:
    with reading() as db:
        found = db.get_one(Staff, person.staff_id)
        _ = found.roles
        return found


def place(person: Person) -> str:
    return f"/office/admin/staff/{of(person).public_id}"


def link_sent(template: str) -> str:
    with reading() as db:
        jobs = [job for job in db.scalars(select(Job).order_by(Job.id)) if job.payload.get("template") == template]
        return f"/office/set-password/{secret_of(jobs[-1])['token']}"


def links_sent() -> int:
    with reading() as db:
        return len(db.scalars(select(HistoryEntry.id).where(HistoryEntry.event == "link_sent")).all())


def add(office: PageClient, **what: object) -> object:
    filled = {"Name": "Nils Ek", "E-mail": "nils@foyer.example", "roles": ["csr"], **what}
    return office.get("/office/admin/staff/new").submit("Add and send the link", filled)


def test_adam_adds_a_csr_who_chooses_a_password_and_signs_in(office, adam):
    office.sign_in(adam)
    assert add(office).location == "/office/admin/staff"
    listed = office.get("/office/admin/staff")
    assert listed.says("Nils Ek")
    assert listed.says("Invited, no password yet")
    link = link_sent("staff_invitation")
    office.sign_out()
    office.get(link).submit("Save", {"Password": GOOD, "Confirm password": GOOD})
    office.get("/office/sign-in").submit("Sign in", {"E-mail": "nils@foyer.example", "Password": GOOD})
    assert office.get("/office/customers").status == 200
    assert office.get("/office/admin/staff").status == 403


def test_what_is_missing_is_said_and_what_was_typed_stays(office, adam):
    office.sign_in(adam)
    again = add(office, **{"Name": "", "E-mail": "not an address", "roles": []})
    assert again.status == 422
    assert "not an address" in again.html
    again = add(office, Name="", roles=[])
    assert again.status == 422
    again = add(office, roles=[])
    assert again.status == 422
    assert again.says("Choose at least one role")
    again = add(office, roles=["csr", "auditor"])
    assert again.says("Leave the auditor without another role: who checks does not act")
    again = add(office, **{"E-mail": adam.email})
    assert again.status == 409
    assert again.says("Use another e-mail address: somebody of the staff has this one")


def test_r62_the_same_form_twice_is_one_person_and_one_link(office, adam):
    office.sign_in(adam)
    page = office.get("/office/admin/staff/new")
    filled = {"Name": "Nils Ek", "E-mail": "nils@foyer.example", "roles": ["csr"]}
    for _ in range(2):
        assert page.submit("Add and send the link", filled).status == 303
    assert links_sent() == 1
    page = office.get(place(adam).replace(of(adam).public_id, invited_id()))
    for _ in range(2):
        assert page.submit("Send the link again").status == 303
    assert links_sent() == 2


def invited_id() -> str:
    with reading() as db:
        return db.scalars(select(Staff.public_id).where(Staff.password_hash.is_(None))).one()


def test_other_roles_hold_at_once_and_end_sessions(office, adam, carl, application, settings):
    work = PageClient(application, address=settings.public_url, face="backoffice").sign_in(carl)
    office.sign_in(adam)
    page = office.get(place(carl))
    assert page.submit("Save roles", roles=["csr", "sales"]).status == 303
    assert {held.role for held in of(carl).roles} == {"csr", "sales"}
    assert work.get("/office/customers").location.startswith("/office/sign-in")
    told = office.get(place(carl))
    assert told.says("Roles of")
    assert told.says("Customer service, Salesperson")


def test_r63_a_stale_page_changes_nothing_and_shows_what_is_on_file(office, adam, carl):
    office.sign_in(adam)
    page = office.get(place(carl))
    page.submit("Save roles", roles=["csr", "sales"])
    again = page.submit("Save roles", roles=["csr"])
    assert again.status == 409
    assert again.says("On file now")
    assert {held.role for held in of(carl).roles} == {"csr", "sales"}
    assert again.submit("Save roles", roles=["csr"]).status == 303
    assert {held.role for held in of(carl).roles} == {"csr"}


def test_roles_that_do_not_go_together_are_refused(office, adam, carl):
    office.sign_in(adam)
    for wrong in (["csr", "auditor"], [], ["emperor"]):
        _method, address, sent = office.get(place(carl)).form("Save roles").press("Save roles", base=place(carl))
        assert office.post(address, {**sent, "roles": wrong}).status == 422
    assert {held.role for held in of(carl).roles} == {"csr"}


def test_nobody_changes_or_disables_themselves(office, adam):
    office.sign_in(adam)
    page = office.get(place(adam))
    assert page.says("Ask another administrator to change your own roles: nobody gives themselves rights.")
    sent = page.form("Send a link for a new password").press(None, base=place(adam))[2]
    assert office.post(f"{place(adam)}/disable", sent).status == 403
    assert of(adam).disabled_at is None
    assert office.post(place(adam), {**sent, "roles": "csr", "version": "1", "key": "k"}).status == 403
    assert {held.role for held in of(adam).roles} == {"admin"}


def test_disabling_ends_sessions_and_gives_leads_back(office, adam, sara, saras_lead, application, settings):
    work = PageClient(application, address=settings.public_url, face="backoffice").sign_in(sara)
    office.sign_in(adam)
    after = office.get(place(sara)).submit("Disable").follow()
    assert after.says("1 open lead went back.")
    assert work.get("/office/").location.startswith("/office/sign-in")
    with reading() as db:
        assert the_lead(db, saras_lead).owner_id is None
        assert not db.scalars(
            select(TeamMember).where(TeamMember.left_at.is_(None), TeamMember.staff_id == sara.staff_id)
        ).all()
    refused = work.get("/office/sign-in").submit("Sign in", {"E-mail": sara.email, "Password": sara.password})
    assert refused.status == 422
    assert office.get("/office/admin/staff?view=disabled").says("Sara Wikström")
    office.get(place(sara)).submit("Enable")
    assert (
        work.get("/office/sign-in").submit("Sign in", {"E-mail": sara.email, "Password": sara.password}).status == 303
    )


def test_a_link_for_a_new_password_works_and_the_old_password_until_then(office, adam, carl):
    office.sign_in(adam)
    assert office.get(place(carl)).submit("Send a link for a new password").status == 303
    link = link_sent("staff_new_password")
    office.sign_out()
    office.sign_in(carl)
    office.sign_out()
    assert office.get(link).submit("Save", {"Password": GOOD, "Confirm password": GOOD}).status == 303


def test_adam_signs_somebody_out_everywhere(office, adam, carl, application, settings):
    work = PageClient(application, address=settings.public_url, face="backoffice").sign_in(carl)
    office.sign_in(adam).get(place(carl)).submit("Sign out everywhere")
    assert work.get("/office/").location.startswith("/office/sign-in")
    with reading() as db:
        assert not db.scalars(
            select(WebSession).where(WebSession.staff_id == carl.staff_id, WebSession.ended_at.is_(None))
        ).all()


def test_the_list_goes_on_after_fifty(office, adam):
    with transaction() as db:
        db.add_all(Staff(email=f"n{n}@x.example", name=f"New {n:03}", created_at=utcnow()) for n in range(60))
    office.sign_in(adam)
    first = office.get("/office/admin/staff")
    second = first.click("Next")
    names = [row[0] for page in (first, second) for row in page.table()[1:]]
    assert len(names) == len(set(names)) == 69
    assert office.get("/office/admin/staff?after=nobody").status == 200


def test_a_list_costs_the_same_with_many(office, adam):
    office.sign_in(adam)
    with statements() as few:
        office.get("/office/admin/staff")
    with transaction() as db:
        db.add_all(Staff(email=f"n{n}@x.example", name=f"New {n:03}", created_at=utcnow()) for n in range(60))
    with statements() as many:
        office.get("/office/admin/staff")
    assert len(few) == len(many)


@pytest.mark.parametrize("who", ["carl", "sue", "agnes", "mona", "sara", "ada"])
def test_staff_is_the_administrators_only(office, request, carl, who):
    office.sign_in(request.getfixturevalue(who))
    for address in (
        "/office/admin",
        "/office/admin/staff",
        "/office/admin/staff/new",
        place(carl),
        "/office/admin/roles",
    ):
        assert office.get(address).status == 403
    for act in ("disable", "enable", "link", "sign-out"):
        assert office.post(f"{place(carl)}/{act}", {}).status in (400, 403)


def test_the_settings_lead_to_staff_and_nobody_unknown_is_found(office, adam):
    office.sign_in(adam)
    assert office.get("/office/admin").location == "/office/admin/staff"
    assert office.get("/office/admin/staff/AAAAAAAAAAAAAAAAAAAAAA").status == 404


def test_a_disabled_account_gets_no_link(office, adam, carl):
    office.sign_in(adam)
    page = office.get(place(carl))
    with transaction() as db:
        db.execute(update(Staff).where(Staff.id == carl.staff_id).values(disabled_at=utcnow()))
    assert page.submit("Send a link for a new password").status == 409
    assert not re.search("staff_new_password", str(links_sent()))
