"""The registrations desk: what waits is seen, compared and decided; every look stands in the history."""

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.identify_contact.documents import add_document
from core.identify_contact.received_files import receive_file
from core.model import Customer, HistoryEntry, IdentityState, Job, Registration, RegistrationState
from core.outbox import secret_of
from tests.support import olena
from tests.support.alike import two_alike
from tests.support.markup import plain, words


def state_of(code: str) -> tuple[RegistrationState, IdentityState]:
    with reading() as db:
        found = db.scalars(select(Registration).join(Registration.customer).where(Customer.code == code)).one()
        return found.state, found.customer.identity_state


def events(code: str) -> list[str]:
    with reading() as db:
        mine = select(HistoryEntry.event).join(Customer, Customer.id == HistoryEntry.customer_id)
        return list(db.scalars(mine.where(Customer.code == code).order_by(HistoryEntry.id)))


def test_what_waits_stands_in_the_queue_the_oldest_first(office, carl, now):
    first, second = two_alike(now)
    page = office.sign_in(carl).get("/office/registrations")
    rows = page.table()[1:]
    assert [row[0].split(" ")[0] for row in rows] == ["Олена", "Олена"]
    assert page.read().by_id("content") is not None
    held = office.get("/office/registrations?view=held")
    assert held.says(second.code)
    assert not held.says(first.code)


def counts(page) -> dict[str, str]:
    """What stands behind the names of the views."""
    links = [link for link in page.all("a") if "view=" in link.attrib.get("href", "")]
    found = [(link.text or "", [words(part) for part in link]) for link in links]
    return {plain(name).strip(): parts[0] if parts else "" for name, parts in found}


def test_each_view_says_how_many_wait_in_it(office, carl, now, monkeypatch):
    first, second = two_alike(now)
    page = office.sign_in(carl).get("/office/registrations")
    assert counts(page) == {"Waiting": "2", "New": "1", "Held": "1", "Identity to check": "", "Asked again": ""}
    assert counts(office.get("/office/registrations?view=identity"))["Identity to check"] == "0"
    monkeypatch.setattr("core.identify_contact.registration_queue.MOST_COUNTED", 1)
    monkeypatch.setattr("backoffice.registrations.MOST_COUNTED", 1)
    monkeypatch.setattr("backoffice.registrations.PAGE", 1)
    assert counts(office.get("/office/registrations"))["Waiting"] == "1+"
    for one in (first, second):
        office.get(f"/office/registrations/{one.code}").submit("Ask again", Reason="Please send the back of the card")
    page = office.get("/office/registrations?view=asked")
    assert (counts(page)["Asked again"], counts(page)["Waiting"]) == ("1+", "0")


def test_an_empty_queue_says_what_lands_there(office, carl, database):
    office.sign_in(carl)
    for view in ("waiting", "new", "held", "identity", "asked", "nonsense"):
        assert office.get(f"/office/registrations?view={view}").status == 200


def test_the_queue_goes_on_after_a_customer_not_after_a_key(office, carl, now, monkeypatch):
    first, second = two_alike(now)
    monkeypatch.setattr("backoffice.registrations.PAGE", 1)
    page = office.sign_in(carl).get("/office/registrations")
    assert page.says(first.code)
    following = page.click("Next")
    assert following.says(second.code)
    assert not following.says(first.code)
    assert office.get("/office/registrations?after=nobody").status == 200


def test_r44_opening_a_registration_is_recorded_and_hides_the_number(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    assert page.status == 200
    assert olena.NUMBER not in page.html
    assert olena.NUMBER[-3:] not in page.text
    assert page.says("••••")
    assert "customer_viewed" in events(code)
    assert "certificate_revealed" not in events(code)


def test_r59_the_number_is_shown_on_request_and_that_is_recorded(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}").click("Show certificate number")
    assert page.says(olena.NUMBER)
    assert "certificate_revealed" in events(code)


def test_accepting_with_the_document_compared_checks_the_identity(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    answer = page.submit("Accept", how="in_person")
    assert answer.location == "/office/registrations"
    assert state_of(code) == (RegistrationState.ACCEPTED, IdentityState.CHECKED)
    assert {"registration_accepted", "identity_checked"} <= set(events(code))


@pytest.mark.parametrize("go", [{}, {"go": ""}, {"go": "perhaps"}])
def test_what_names_no_decision_accepts_nobody(office, carl, now, go):
    code = olena.register_olena(now=now).code
    where = f"/office/registrations/{code}"
    form = office.sign_in(carl).get(where).form("Accept")
    sent = {name: form.values[name][0] for name in ("csrf_token", "version")}
    answer = office.post(where, {**sent, "how": "in_person", "reason": "Looks fine", **go})
    assert answer.status == 422
    assert answer.says("Say what becomes of it: accept, ask again, link or refuse.")
    assert answer.form("Accept").value("Reason").strip() == "Looks fine"
    assert state_of(code) == (RegistrationState.NEW, IdentityState.NOT_CHECKED)


def test_r62_accepting_twice_decides_once(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    assert page.submit("Accept").status == page.submit("Accept").status == 303
    assert events(code).count("registration_accepted") == 1


def test_accepting_leads_to_the_next_in_the_queue(office, carl, now):
    first, second = two_alike(now)
    office.sign_in(carl)
    office.get(f"/office/duplicates/{first.code}/{second.code}").submit("Not the same")
    answer = office.get(f"/office/registrations/{first.code}").submit("Accept")
    assert answer.location == f"/office/registrations/{second.code}"


def test_refusing_needs_a_reason_and_keeps_it(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    again = page.submit("Refuse")
    assert again.status == 422
    assert again.problems
    assert again.submit("Refuse", Reason="The picture is of somebody else").status == 303
    assert state_of(code) == (RegistrationState.REFUSED, IdentityState.REFUSED)
    assert office.get(f"/office/registrations/{code}").says("The picture is of somebody else")


def test_asking_again_sends_the_words_and_leaves_it_in_the_queue(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    assert page.submit("Ask again", Reason="Please send the back of the card").status == 303
    assert state_of(code)[0] is RegistrationState.NEW
    with reading() as db:
        last = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert secret_of(last)["what"] == "Please send the back of the card"


def test_a_held_one_names_whom_it_resembles_and_cannot_be_accepted_before(office, carl, now):
    first, second = two_alike(now)
    page = office.sign_in(carl).get(f"/office/registrations/{second.code}")
    assert page.says(first.code)
    assert page.says("Same name and date of birth")
    answer = page.submit("Accept")
    assert answer.status == 409
    assert state_of(second.code)[0] is RegistrationState.HELD


def test_r63_a_stale_decision_is_refused(office, carl, now):
    code = olena.register_olena(now=now).code
    page = office.sign_in(carl).get(f"/office/registrations/{code}")
    assert page.submit("Ask again", Reason="The back of the card, please").status == 303
    stale = page.submit("Accept", key="another-key-of-this-form")
    assert stale.status == 409
    assert state_of(code)[0] is RegistrationState.NEW


def test_r53_a_document_is_opened_by_who_may_and_the_look_is_recorded(office, carl, ada, now, settings):
    from core.crypto import keyring
    from core.files import FileStore
    from tests.support.pictures import jpeg

    customer = olena.register_olena(now=now)
    store = FileStore(settings.files_url, keyring())
    received = receive_file(store, jpeg(), name="passport.jpg")
    with transaction() as db:
        party = db.get_one(Customer, customer.id).party
        document = add_document(db, store, received, owner=party, by=carl.actor, now=now).public_id
    where = f"/office/registrations/{customer.code}/documents/{document}"
    office.sign_in(carl)
    assert where in office.get(f"/office/registrations/{customer.code}").html
    assert customer.code in office.get("/office/registrations?view=identity").html
    shown = office.get(where)
    assert (shown.status, shown.headers["Content-Type"], shown.headers["Cache-Control"]) == (
        200, "image/jpeg", "no-store",
    )  # fmt: skip
    assert "document_viewed" in events(customer.code)
    assert office.get(f"/office/registrations/{customer.code}/documents/{'x' * 22}").status == 404
    office.get(f"/office/registrations/{customer.code}").submit("Accept", how="in_person")
    assert office.get(where).status == 403
    office.sign_out().sign_in(ada)
    assert office.get(where).status == 403


@pytest.mark.parametrize("who", ["sara", "mona", "adam", "ada"])
def test_the_desk_is_for_the_front_desk_only(office, request, now, who):
    code = olena.register_olena(now=now).code
    office.sign_in(request.getfixturevalue(who))
    assert office.get("/office/registrations").status == 403
    assert office.get(f"/office/registrations/{code}").status == 403


def test_an_unknown_code_is_absent(office, carl):
    assert office.sign_in(carl).get("/office/registrations/40000000000").status == 404


def test_linking_asks_to_whom_and_closes_the_second_record(office, carl, now):
    first, second = two_alike(now)
    page = office.sign_in(carl).get(f"/office/registrations/{second.code}")
    again = page.submit("Link")
    assert again.status == 422
    assert again.says("Select who they are already")
    assert again.submit("Link", known=first.code).status == 303
    assert state_of(second.code)[0] is RegistrationState.LINKED
    assert {"registration_linked", "same_person"} <= set(events(second.code))
    after = office.get(f"/office/registrations/{second.code}")
    assert after.says("Linked to")
    assert after.says(first.code)
    assert office.get(f"/office/customers/{second.code}").says("This record is closed")


def test_said_to_be_the_same_person_it_is_linked_not_accepted(office, carl, now):
    first, second = two_alike(now)
    office.sign_in(carl)
    office.get(f"/office/duplicates/{first.code}/{second.code}").submit("Same person")
    page = office.get(f"/office/registrations/{second.code}")
    refused = page.submit("Accept")
    assert refused.status == 409
    assert refused.says(first.code)
    assert state_of(second.code)[0] is RegistrationState.HELD


def test_ic11_the_promised_letter_reads_alike_for_held_and_unheld(office, carl, now):
    """The page after registering says 'You get a message either way'."""
    first, second = two_alike(now)
    office.sign_in(carl)
    office.get(f"/office/duplicates/{first.code}/{second.code}").submit("Not the same")
    for each in (first, second):
        office.get(f"/office/registrations/{each.code}").submit("Accept")
    with reading() as db:
        jobs = [job for job in db.scalars(select(Job)) if job.payload.get("template") == "registration_accepted"]
        assert [job.payload["facts"] for job in jobs] == [{}, {}]
        assert len({job.payload["language"] for job in jobs}) == 1


def test_the_letter_after_a_refusal_says_nothing_of_why(office, carl, now):
    code = olena.register_olena(now=now).code
    office.sign_in(carl).get(f"/office/registrations/{code}").submit("Refuse", Reason="Known fraud")
    with reading() as db:
        last = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert last.payload["template"] == "registration_refused"
        assert secret_of(last) == {"to": olena.EMAIL}


def test_whoever_was_asked_again_waits_apart(office, carl, now):
    code = olena.register_olena(now=now).code
    office.sign_in(carl).get(f"/office/registrations/{code}").submit("Ask again", Reason="The back, please")
    assert not office.get("/office/registrations").says(code)
    assert office.get("/office/registrations?view=asked").says(code)
