"""Registering somebody on their behalf: kept with every act, checked and read in place, registered once."""

import io

import pytest
from sqlalchemy import func, select

from core.database.transaction import reading
from core.model import (
    Certificate,
    Channel,
    Credential,
    Customer,
    Document,
    DuplicateCandidate,
    DuplicateState,
    HistoryEntry,
    Job,
    RegistrationDraft,
)
from core.outbox import secret_of
from tests.support import olena
from tests.support.pictures import jpeg

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TYPED = {
    "Where are they?": "On the phone",
    "certificate-type_code": "passport",
    "Certificate number": "AB123456",
    "certificate-issuing_state": "SE",
    "Expiration date": "2031-04-05",
    "Last name": "Lindgren",
    "First name": "Astrid",
    "Date of birth": "1987-11-14",
    "E-mail": "astrid@foyer.example",
}


def test_the_only_name_is_not_called_the_last_one(desk):
    page = desk.get("/office/customers/new").submit("Submit", {"Last name": "Sukarno", "I have one name": True})
    assert page.status == 422
    assert page.form("Submit").value("basic-last_name") == "Sukarno"
    assert "Name" in page.form("Submit").labels()
    assert "Last name" not in page.form("Submit").labels()


def test_to_say_later_where_they_are_is_not_taken_for_another_tab(desk):
    page = filled(desk.get("/office/customers/new"), "Save draft", **{"Where are they?": "In the shop"}).follow()
    assert page.submit("Submit", {"Where are they?": "On the phone"}).status == 303


@pytest.fixture
def desk(office, carl):
    return office.sign_in(carl)


def filled(page, button: str = "Submit", **more):
    return page.submit(button, TYPED | more)


def count(model) -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def newest() -> Customer:
    with reading() as db:
        found = db.scalars(select(Customer).order_by(Customer.id.desc())).first()
        assert found.party.media
        return found


def test_a_csr_registers_somebody_who_gets_a_link(desk):
    answer = filled(desk.get("/office/customers/new"))
    customer = newest()
    assert answer.location == f"/office/customers/{customer.code}"
    assert (customer.channel, customer.party.name) == (Channel.PHONE, "Astrid Lindgren")
    with reading() as db:
        sent = [job.payload.get("template") for job in db.scalars(select(Job))]
        assert sent == ["set_password_link"]
        assert db.scalars(select(Credential)).one().password_hash is None
        assert db.scalars(select(Certificate)).one().expires_on.isoformat() == "2031-04-05"


def test_r7_no_password_can_be_typed(desk):
    page = desk.get("/office/customers/new")
    assert 'type="password"' not in page.html
    assert not page.says("Confirm password")


def test_r62_submitting_twice_registers_once(desk):
    page = desk.get("/office/customers/new")
    assert filled(page).location == filled(page).location
    assert count(Customer) == 1


def test_what_the_desk_needs_is_said_and_what_was_typed_stays(desk):
    page = desk.get("/office/customers/new").submit("Submit", {"Last name": "Lindgren", "Date of birth": "31 2 1987"})
    assert page.status == 422
    assert 'value="Lindgren"' in page.html
    assert 'value="31 2 1987"' in page.html
    assert len(page.problems) >= 3
    assert count(Customer) == 0


def test_without_a_way_to_reach_them_nobody_is_registered(desk):
    page = filled(desk.get("/office/customers/new"), **{"E-mail": ""})
    assert page.status == 422
    assert page.says("Enter at least one number or address to reach them by")


def test_not_shown_needs_a_reason(desk):
    without = {"Certificate number": "", "certificate-type_code": "", "Not shown": True}
    page = filled(desk.get("/office/customers/new"), **without)
    assert page.status == 422
    assert page.says("Enter why no document was shown")
    assert page.submit("Submit", Reason="Left at home, comes back on Friday").status == 303
    with reading() as db:
        assert db.scalars(select(Certificate)).one().type_code == "not_shown"


def test_a_doubted_number_is_kept_with_a_reason_only(desk):
    doubted = {"certificate-type_code": "passport", "Certificate number": "12"}
    page = filled(desk.get("/office/customers/new"), **doubted)
    assert page.status == 422
    assert page.says("or enter why it is kept")
    assert page.submit("Submit", Reason="Stands so in the old passport").status == 303


def test_an_expired_document_is_taken_when_said_so(desk):
    page = filled(desk.get("/office/customers/new"), **{"Expiration date": "2020-04-05"})
    assert page.status == 422
    assert page.submit("Submit", {"Continue with the expired one": True}).status == 303


def test_check_says_who_and_why_and_keeps_what_was_typed(desk, now):
    known = olena.register_olena(now=now)
    page = filled(desk.get("/office/customers/new"), "Check", **{"E-mail": olena.EMAIL, "Date of birth": "31 2 1987"})
    assert page.status == 200
    assert page.says("Same e-mail")
    assert page.says(known.code)
    assert page.read().by_id("answer") is not None
    assert 'value="31 2 1987"' in page.html
    assert olena.EMAIL not in page.text
    with reading() as db:
        asked = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "checked_for_duplicates")).one()
        assert asked.facts["found"] == [known.code]


def test_check_finds_by_certificate_by_phone_and_by_name_with_birth_date(desk, now):
    known = olena.register_olena(now=now)
    page = desk.get("/office/customers/new")
    for typed in (
        {"certificate-type_code": "passport", "Certificate number": olena.NUMBER, "certificate-issuing_state": "UA"},
        {"Mobile": "070-174 06 41"},
        {"Last name": "Kovalenko", "First name": "Olena", "Date of birth": "1991-08-14"},
    ):
        assert page.submit("Check", typed).says(known.code)
    assert page.submit("Check", {"Last name": "Nobody"}).says("Nobody like this is known.")


def test_not_the_same_is_left_out_and_remembered_when_they_are_registered(desk, now):
    known = olena.register_olena(now=now)
    page = filled(desk.get("/office/customers/new"), "Check", Mobile="070-174 06 41")
    page = page.submit("Not the same Олена Коваленко")
    assert not page.says(known.code)
    assert page.submit("Submit").status == 303
    with reading() as db:
        assert db.scalars(select(DuplicateCandidate)).one().state is DuplicateState.NOT_SAME


def test_continue_goes_on_with_whom_is_known(desk, now):
    known = olena.register_olena(now=now)
    page = filled(desk.get("/office/customers/new"), "Check", Mobile="070-174 06 41")
    assert page.submit("Continue Олена Коваленко").location == f"/office/customers/{known.code}"
    assert count(Customer) == 1
    assert not desk.get("/office/customers/new").says("Your drafts")


def test_read_fills_both_sections(desk):
    page = desk.get("/office/customers/new").submit("Read", {"Machine-readable zone": ZONE})
    assert page.status == 200
    form = page.form("Submit")
    assert form.value("Certificate number") == "L898902C3"
    assert form.value("Last name") == "Eriksson"
    assert form.value("First name") == "Anna Maria"
    assert form.value("Date of birth") == "1974-08-12"


def test_read_names_the_wrong_digit_and_changes_nothing(desk):
    wrong = ZONE.replace("L898902C36", "L898902C35")
    page = desk.get("/office/customers/new").submit("Read", {"Machine-readable zone": wrong, "Last name": "Typed"})
    assert page.status == 422
    assert page.says("character 10")
    assert page.form("Submit").value("Last name") == "Typed"


def test_a_draft_is_kept_and_listed_for_its_own_member_of_staff(desk, office, agnes):
    page = filled(desk.get("/office/customers/new"), "Save draft")
    assert page.status == 303
    again = desk.get("/office/customers/new")
    assert again.says("Your drafts")
    assert again.click("Continue Astrid Lindgren").form("Submit").value("Certificate number") == "AB123456"
    office.sign_out().sign_in(agnes)
    assert not office.get("/office/customers/new").says("Astrid")
    assert office.get(page.location).status == 404


def test_r63_another_tab_is_not_overwritten_unseen(desk):
    saved = filled(desk.get("/office/customers/new"), "Save draft").location
    one, other = desk.get(saved), desk.get(saved)
    assert one.submit("Save draft", {"First name": "Anna"}).status == 303
    stale = other.submit("Save draft", {"First name": "Lisa"})
    assert stale.status == 409
    assert stale.form("Submit").value("First name") == "Lisa"
    assert desk.get(saved).form("Submit").value("First name") == "Anna"


def test_a_contact_and_an_address_are_added_and_registered(desk):
    panel = filled(desk.get("/office/customers/new"), "New contact").follow()
    back = panel.submit(
        "Save", {"Contact type": "Billing", "Last name": "Berg", "Number or address": "b@foyer.example"}
    )
    assert back.status == 303, panel.problems
    panel = back.follow().submit("New address").follow()
    back = panel.submit("Save", {"locality": "Stockholm", "detailed": "Fleminggatan 48", "postal_code": "112 33"})
    assert back.status == 303
    page = back.follow()
    assert page.says("Berg")
    assert page.says("Fleminggatan 48")
    assert page.submit("Submit").status == 303
    with reading() as db:
        customer = db.scalars(select(Customer)).one()
        assert [contact.party.name for contact in customer.contacts] == ["Astrid Lindgren", "Berg"]
        assert [address.locality for address in customer.party.addresses] == ["Stockholm"]


def test_question_and_answer_by_phone_are_hashed_at_once_and_never_come_back(desk):
    chosen = {"Security question": "first_concert", "Answer": "Canary Roxette 1989"}
    page = filled(desk.get("/office/customers/new"), "Check", **chosen)
    assert page.says("Question and answer are kept.")
    assert "Roxette" not in page.html
    assert page.submit("Submit").status == 303
    with reading() as db:
        assert db.scalars(select(Credential)).one().answer_hash
        assert "Roxette" not in "".join(str(secret_of(job)) for job in db.scalars(select(Job)))


def test_in_the_shop_no_question_is_asked(desk):
    chosen = {"Where are they?": "In the shop", "Security question": "first_concert", "Answer": "Canary Roxette 1989"}
    assert filled(desk.get("/office/customers/new"), **chosen).status == 303
    with reading() as db:
        assert db.scalars(select(Credential)).one().answer_hash is None


def test_a_document_is_kept_with_whatever_was_pressed(desk):
    page = filled(desk.get("/office/customers/new"), "Check", Files=(jpeg().getvalue(), "passport.jpg"))
    assert page.says("passport.jpg")
    shown = desk.get(page.links()["Details passport.jpg"])
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert page.submit("Submit").status == 303
    with reading() as db:
        assert db.scalars(select(Document)).one().party_id == newest().party_id


def test_a_file_that_cannot_be_kept_says_why_and_stops_nothing(desk):
    page = filled(desk.get("/office/customers/new"), "Upload", Files=(b"<script>", "x.jpg"))
    assert page.status == 422
    assert page.form("Submit").value("Last name") == "Lindgren"
    assert desk.get("/office/customers/new").submit("Upload").status == 422


def send_too_much(office, where: str):
    """What a browser sends with a film: refused before it is read."""
    too_much = {"CONTENT_LENGTH": str(100 * 1024 * 1024)}
    return office.open(
        "POST", where, input_stream=io.BytesIO(b"--x\r\n"), environ_overrides=too_much,
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip


def test_too_large_a_file_leads_back_to_the_draft(desk):
    page = filled(desk.get("/office/customers/new"), "Save draft").follow()
    where = page.form("Submit").element.attrib["action"]
    answer = send_too_much(desk, where)
    assert answer.status == 413
    assert answer.heading == "New customer"
    assert answer.says("Send a file of at most 10 MB, several one after the other")
    assert answer.says("did not arrive")
    assert answer.form("Submit").value("Last name") == "Lindgren"
    assert answer.submit("Submit").status == 303
    assert send_too_much(desk, where).says("This is too large to send")


def test_too_large_a_file_before_anything_is_kept_leads_back_to_the_page(desk):
    answer = send_too_much(desk, "/office/customers/new")
    assert answer.status == 413
    assert answer.links()["Back to the page"] == "/office/customers/new"


def test_a_draft_of_others_is_not_shown_for_too_large_a_file(desk, sue, sara):
    page = filled(desk.get("/office/customers/new"), "Save draft").follow()
    for other in (sue, sara):
        answer = send_too_much(desk.sign_out().sign_in(other), page.answer.request.full_path)
        assert answer.status == 413
        assert "Lindgren" not in answer.html


@pytest.mark.parametrize("typed", ["x" * 10_000, "<script>alert(1)</script>", "🦊\u202e مرحبا"])
def test_r42_odd_text_gets_an_answer_and_stays(desk, typed):
    for button in ("Check", "Save draft", "Submit"):
        page = desk.get("/office/customers/new")
        sent = dict.fromkeys(("Last name", "E-mail", "Certificate number", "Date of birth"), typed)
        assert page.submit(button, sent).status in {200, 303, 400, 422}


@pytest.mark.parametrize("who", ["sara", "mona", "adam", "ada"])
def test_only_the_front_desk_registers(office, request, who):
    office.sign_in(request.getfixturevalue(who))
    assert office.get("/office/customers/new").status == 403


def test_the_draft_of_somebody_else_is_absent(office, sue, desk):
    saved = filled(desk.get("/office/customers/new"), "Save draft").location
    assert count(RegistrationDraft) == 1
    office.sign_out().sign_in(sue)
    assert office.get(saved).status == 404
