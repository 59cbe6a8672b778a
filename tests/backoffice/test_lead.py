"""One lead: its page, the work on it, what becomes of it (TL-7, TL-8, EL-1 to EL-5)."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.model import (
    Competitor,
    ContactMedium,
    Customer,
    HistoryEntry,
    Intention,
    Lead,
    LeadStatus,
    MediumKind,
    Opportunity,
    Post,
    Task,
    TeamMember,
)
from core.track_lead.consent import MARKETING, REQUEST, withdraw
from tests.leads import interest, the_lead
from tests.people import Person
from tests.support.cast import LONG_AGO
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import statements


def open_lead(office: PageClient, person: Person, number: str) -> Page:
    """Somebody signs in and opens the lead."""
    return office.sign_in(person).get(f"/office/leads/{number}")


def state(number: str) -> Lead:
    """The lead as it is now."""
    with reading() as db:
        return the_lead(db, number)


def test_the_page_says_who_may_i_call_what_was_said_and_what_comes_next(
    office: PageClient, saras_lead: str, sara: Person
) -> None:
    page = open_lead(office, sara, saras_lead)
    assert page.status == 200
    assert page.heading.startswith("Fibre 500")
    for words in (
        "Parent customer", "Parent contact", "Status", "Owner", "Qualify", "Develop", "Propose", "Close", "Lead info",
        "Profile information", "Posts", "Competitors", "Tasks", "Next step", "We move in December", "Sara Wikström",
    ):  # fmt: skip
        assert page.says(words), words


def test_when_to_call_is_said_in_one_place(office: PageClient, saras_lead: str, anna: Person, sara: Person) -> None:
    """What is allowed and what they wished for stand together; a refusal leaves no wish."""
    page = open_lead(office, sara, saras_lead)
    assert page.text.count("after five") == 1
    assert "In their words: after five" in page.text.partition("May call")[2][:120]
    with transaction() as db:
        withdraw(
            db, the_lead(db, saras_lead).customer, (REQUEST, MARKETING), by=sara.actor, now=utcnow(), source="test"
        )
    page = office.get(f"/office/leads/{saras_lead}")
    assert page.says("Asked not to be called")
    assert not page.says("after five")


def test_without_a_number_nobody_is_told_to_call(
    office: PageClient, saras_lead: str, anna: Person, sara: Person
) -> None:
    """The page names the way that there is; list and head say the same."""
    with transaction() as db:
        phones = ContactMedium.kind.in_((MediumKind.MOBILE, MediumKind.LANDLINE))
        db.execute(delete(ContactMedium).where(ContactMedium.party_id == anna.party_id, phones))
        db.add(ContactMedium(party_id=anna.party_id, kind=MediumKind.EMAIL, value="a@example.com", created_at=LONG_AGO))
    page = open_lead(office, sara, saras_lead)
    assert page.says("No telephone number")
    assert "E-mail first" in page.text.partition("No telephone number")[2][:60]
    assert not page.says("May call")
    assert office.get("/office/leads").says("no number")
    head = office.get(f"/office/customers/{anna.customer_code}")
    assert head.says("No telephone number")
    assert not head.says("May call")


def test_each_opening_is_recorded_once(office: PageClient, saras_lead: str, sara: Person) -> None:
    open_lead(office, sara, saras_lead)
    with reading() as db:
        looks = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "lead_viewed")).all()
        assert [look.by_staff_id for look in looks] == [sara.staff_id]


def test_the_page_takes_at_most_twelve_statements(office: PageClient, saras_lead: str, sara: Person) -> None:
    open_lead(office, sara, saras_lead)
    with statements() as said:
        assert office.get(f"/office/leads/{saras_lead}").status == 200
    assert len(said) <= 12, "\n".join(said)


def test_a_lead_of_others_looks_like_none(office: PageClient, saras_lead: str, sami: Person) -> None:
    theirs = open_lead(office, sami, saras_lead)
    nowhere = office.get("/office/leads/L-9999999")
    assert (theirs.status, nowhere.status) == (404, 404)
    assert theirs.text == nowhere.text


def test_an_auditor_reads_and_changes_nothing(office: PageClient, saras_lead: str, ada: Person) -> None:
    page = open_lead(office, ada, saras_lead)
    assert page.status == 200
    assert not [form for form in page.forms() if form.has_button("Add post")]
    assert not page.says("Disqualify")


def test_a_post_starts_the_work_and_asks_for_the_next_step(office: PageClient, saras_lead: str, sara: Person) -> None:
    page = open_lead(office, sara, saras_lead)
    answer = page.submit("Add post", Kind="Call", Outcome="Reached", Note="Wants 500 Mb/s")
    assert answer.location == f"/office/leads/{saras_lead}/next-step"
    done = answer.follow().submit("Save", What="Send the map", Day="2027-03-01", Time="9:30")
    assert done.location == f"/office/leads/{saras_lead}"
    page = done.follow()
    for words in ("Working", "Wants 500 Mb/s", "Send the map", "Call, Reached"):
        assert page.says(words), words


def test_nobody_says_for_the_caller_how_the_call_ended(office: PageClient, saras_lead: str, sara: Person) -> None:
    page = open_lead(office, sara, saras_lead)
    assert page.form("Add post").value("Outcome") == ""
    answer = page.submit("Add post", Kind="Call", Note="Wants 500 Mb/s")
    assert answer.status == 422
    assert answer.problems == ["Select one from the list"]
    assert answer.form("Add post").value("Note").strip() == "Wants 500 Mb/s"
    assert state(saras_lead).status is LeadStatus.NEW
    assert office.get(f"/office/leads/{saras_lead}").submit("Add post", Kind="Only a note", Note="Met").status == 303


def test_a_day_that_cannot_be_read_is_told_with_a_day_to_come(
    office: PageClient, saras_lead: str, sara: Person
) -> None:
    open_lead(office, sara, saras_lead)
    page = office.get(f"/office/leads/{saras_lead}/next-step")
    answer = page.submit("Save", What="Send the map", Day="tomorrow", Time="9:30")
    day = utcnow().date() + timedelta(days=7)
    assert answer.problems == [f"Enter the day as day, month and year, for example {day.day} {day.month} {day.year}"]


def test_a_post_that_needs_another_look_keeps_what_was_typed(office: PageClient, saras_lead: str, sara: Person) -> None:
    answer = open_lead(office, sara, saras_lead).submit("Add post", Kind="Only a note", Note=" ")
    assert answer.status == 422
    assert answer.problems
    answer = office.get(f"/office/leads/{saras_lead}").submit(
        "Add post", Kind="Call", Outcome="Call back at …", Note="After the holidays"
    )
    assert answer.status == 422
    assert answer.form("Add post").value("Note").strip() == "After the holidays"


def test_an_agreed_call_back_is_the_next_step(office: PageClient, saras_lead: str, sara: Person) -> None:
    answer = open_lead(office, sara, saras_lead).submit(
        "Add post",
        {"Call back on": "2027-03-01", "Time": "10:15"},
        Kind="Call",
        Outcome="Call back at …",
    )
    assert answer.location == f"/office/leads/{saras_lead}"
    assert state(saras_lead).next_step_at.isoformat() == "2027-03-01T09:15:00+00:00"


def test_the_same_post_sent_twice_is_one(office: PageClient, saras_lead: str, sara: Person) -> None:
    page = open_lead(office, sara, saras_lead)
    for _ in range(2):
        assert page.submit("Add post", Kind="Only a note", Note="Once").status == 303
    with reading() as db:
        assert len(db.scalars(select(Post).where(Post.note == "Once")).all()) == 1


def test_claiming_makes_the_lead_mine(office: PageClient, team_lead: str, sara: Person) -> None:
    answer = open_lead(office, sara, team_lead).submit("Claim")
    assert answer.status == 303
    assert answer.follow().says("Sara Wikström")
    assert state(team_lead).owner_id == sara.staff_id


def test_the_slower_one_is_told_who_was_quicker(
    office: PageClient, team_lead: str, team: int, sara: Person, sami: Person
) -> None:
    with transaction() as db:
        db.add(TeamMember(team_id=team, staff_id=sami.staff_id, joined_at=LONG_AGO))
    page = open_lead(office, sami, team_lead)
    with transaction() as db:
        the_lead(db, team_lead).owner_id = sara.staff_id
    answer = page.submit("Claim")
    assert answer.status == 409
    assert answer.says("Somebody was quicker.")
    assert answer.says("Sara Wikström")
    assert state(team_lead).owner_id == sara.staff_id


def test_given_back_with_a_reason(office: PageClient, saras_lead: str, sara: Person) -> None:
    form = open_lead(office, sara, saras_lead).click("Give back")
    assert form.submit("Give back", Reason="Other").status == 422
    assert form.submit("Give back", Reason="Language").status == 303
    assert state(saras_lead).owner_id is None


def test_the_intention_is_recorded_and_stands_on_the_page(office: PageClient, saras_lead: str, sara: Person) -> None:
    answer = (
        open_lead(office, sara, saras_lead)
        .click("Record intention")
        .submit(
            "Record intention",
            {"How soon": "This quarter", "Budget": "12,50", "Decides": "Decides alone", "Current provider": "Telnord"},
            Intention="Interested",
        )
    )
    assert answer.status == 303
    page = answer.follow()
    for words in ("Interested", "This quarter", "Telnord", "12.50"):
        assert page.says(words), words
    with reading() as db:
        newest = db.scalars(select(Intention).order_by(Intention.id.desc())).first()
        assert newest is not None
        assert newest.budget_minor == 1250


def test_qualifying_ends_with_an_opportunity(office: PageClient, saras_lead: str, sara: Person) -> None:
    form = open_lead(office, sara, saras_lead).click("Qualify")
    answer = form.submit("Convert")
    assert answer.status == 303
    page = answer.follow()
    assert page.says("Fibre 500")
    assert page.says("Develop")
    again = form.submit("Convert")
    assert again.location == answer.location
    with reading() as db:
        assert len(db.scalars(select(Opportunity)).all()) == 1
    lead = office.get(f"/office/leads/{saras_lead}")
    assert lead.says("Qualified")
    assert lead.says("It goes on as an opportunity.")


def test_kept_as_prospect_until_a_day(office: PageClient, saras_lead: str, sara: Person) -> None:
    form = open_lead(office, sara, saras_lead).click("Qualify")
    choose = {"What becomes of it": "keep"}
    assert form.submit("Convert", choose).status == 422
    day = (utcnow() + timedelta(days=30)).date().isoformat()
    assert form.submit("Convert", {**choose, "Until": day}).follow().says("Waiting")


def test_disqualifying_ends_with_a_reason_and_can_be_reopened(
    office: PageClient, saras_lead: str, sara: Person
) -> None:
    form = open_lead(office, sara, saras_lead).click("Disqualify")
    assert form.submit("Close lead").status == 422
    page = form.submit("Close lead", Reason="No budget").follow()
    assert page.says("Cancelled")
    assert page.says("No budget")
    reopened = page.submit("Reopen")
    assert reopened.status == 303
    assert state(saras_lead).status is LeadStatus.NEW


def test_a_stale_form_is_refused_with_everything_kept(office: PageClient, saras_lead: str, sara: Person) -> None:
    form = open_lead(office, sara, saras_lead).click("Disqualify")
    with transaction() as db:
        the_lead(db, saras_lead).next_step = "Changed meanwhile"
    answer = form.submit("Close lead", Reason="No budget", Note="Told me so")
    assert answer.status == 409
    assert answer.form("Close lead").value("Note").strip() == "Told me so"
    assert state(saras_lead).is_open
    assert answer.submit("Close lead").status == 303


FORMS = ("intention", "qualification", "disqualification", "next-step", "tasks/new", "competitors/new", "give-back")


def test_forms_of_a_closed_lead_are_not_served(office: PageClient, saras_lead: str, sara: Person, mona: Person) -> None:
    open_lead(office, sara, saras_lead).click("Disqualify").submit("Close lead", Reason="No budget")
    for form in (*FORMS, "deletion"):
        answer = office.get(f"/office/leads/{saras_lead}/{form}")
        assert answer.location == f"/office/leads/{saras_lead}", form
        assert answer.follow().says("This lead is closed. Reopen it first, then go on."), form
    answer = office.sign_out().sign_in(mona).get(f"/office/leads/{saras_lead}/assignment")
    assert answer.location == f"/office/leads/{saras_lead}"


def test_forms_of_a_converted_lead_are_not_served(office: PageClient, saras_lead: str, sara: Person) -> None:
    open_lead(office, sara, saras_lead).click("Qualify").submit("Convert")
    for form in (*FORMS, "deletion"):
        answer = office.get(f"/office/leads/{saras_lead}/{form}")
        assert answer.location == f"/office/leads/{saras_lead}", form
        assert answer.follow().says("This lead has become an opportunity. Go on there."), form


def test_a_lead_that_was_worked_has_no_form_to_delete_it(office: PageClient, saras_lead: str, sara: Person) -> None:
    open_lead(office, sara, saras_lead).submit("Add post", Kind="Only a note", Note="Met them")
    answer = office.get(f"/office/leads/{saras_lead}/deletion")
    assert answer.location == f"/office/leads/{saras_lead}"


def test_a_manager_gets_no_form_that_would_be_refused(office: PageClient, lead: str, mona: Person) -> None:
    assert not open_lead(office, mona, lead).says("Disqualify")
    for form in FORMS:
        assert office.get(f"/office/leads/{lead}/{form}").status == 403, form
    assert office.get(f"/office/leads/{lead}/assignment").status == 200
    assert office.get(f"/office/leads/{lead}/deletion").status == 200


def test_nobody_gives_back_what_nobody_has(office: PageClient, team_lead: str, mona: Person) -> None:
    answer = office.sign_in(mona).get(f"/office/leads/{team_lead}/give-back")
    assert answer.location == f"/office/leads/{team_lead}"
    assert answer.follow().says("Nobody has this lead, so it cannot be given back.")


def test_a_colleague_is_not_offered_to_reopen(
    office: PageClient, saras_lead: str, team: int, sara: Person, sami: Person
) -> None:
    with transaction() as db:
        db.add(TeamMember(team_id=team, staff_id=sami.staff_id, joined_at=LONG_AGO))
    open_lead(office, sara, saras_lead).click("Disqualify").submit("Close lead", Reason="No budget")
    assert office.get(f"/office/leads/{saras_lead}").says("Reopen")
    assert not open_lead(office.sign_out(), sami, saras_lead).says("Reopen")


def test_tasks_and_competitors_are_added_and_taken_away(office: PageClient, saras_lead: str, sara: Person) -> None:
    open_lead(office, sara, saras_lead)
    new = office.get(f"/office/leads/{saras_lead}/tasks/new")
    assert new.submit("Save", What="Check coverage", Until="2027-03-01").status == 303
    new = office.get(f"/office/leads/{saras_lead}/competitors/new")
    assert new.submit("Save", {"Price a month": "399"}, Name="Telnord", Threat="High").status == 303
    page = office.get(f"/office/leads/{saras_lead}")
    assert page.says("Check coverage")
    assert page.says("Telnord")
    with reading() as db:
        task, rival = db.scalars(select(Task)).one(), db.scalars(select(Competitor)).one()
    ticking = f"/office/leads/{saras_lead}/tasks/{task.public_id}/done"
    token = page.form("Add post").values["csrf_token"][0]
    assert office.post(ticking, {"csrf_token": token}).status == 303
    removing = f"/office/leads/{saras_lead}/competitors/{rival.public_id}/removal"
    assert office.post(removing, {"csrf_token": token}).status == 303
    assert not office.get(f"/office/leads/{saras_lead}").says("Telnord")


def test_a_new_lead_is_deleted_with_a_reason_and_restored(office: PageClient, saras_lead: str, sara: Person) -> None:
    form = open_lead(office, sara, saras_lead).click("Delete")
    listed = form.submit("Delete", Reason="Test").follow()
    assert office.get(f"/office/leads/{saras_lead}").status == 404
    assert listed.submit("Restore Anna Eriksson").follow().status == 200


def test_a_csr_enters_a_lead_for_a_customer(office: PageClient, anna: Person, fibre: str, carl: Person) -> None:
    form = office.sign_in(carl).get(f"/office/leads/new?customer={anna.customer_code}")
    answer = form.submit(
        "Save", {"How soon": "This month", "Anything we should know": "Moves in May"}, Offer="Fibre 500", Source="Call"
    )
    assert answer.status == 303
    page = answer.follow()
    assert page.says("Nobody yet")
    assert page.says("Moves in May")


def test_a_code_that_is_nobodys_is_told(office: PageClient, anna: Person, carl: Person) -> None:
    form = office.sign_in(carl).get("/office/leads/new")
    answer = form.submit("Save", {"Customer code": "41234567890", "What it is about": "Mobiles"})
    assert answer.status == 422
    assert answer.problems


def test_a_salesperson_makes_a_prospect_on_the_way(office: PageClient, team: int, sara: Person) -> None:
    form = office.sign_in(sara).get("/office/leads/new")
    answer = form.submit(
        "Save",
        {"Last name": "Papadaki", "First name": "Katerina", "Mobile": "+46701740622", "What it is about": "14 mobiles"},
        Source="Referral",
    )
    assert answer.status == 303, answer.problems
    page = answer.follow()
    assert page.says("Katerina Papadaki")
    assert page.says("Sara Wikström")
    with reading() as db:
        assert len(db.scalars(select(Customer)).all()) == 1


def test_the_whole_history_tells_who_looked(office: PageClient, saras_lead: str, sara: Person) -> None:
    open_lead(office, sara, saras_lead)
    page = office.get(f"/office/leads/{saras_lead}/history")
    assert page.status == 200
    assert page.says("Sara Wikström")
    with reading() as db:
        looks = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "lead_viewed")).all()
        assert len(looks) == 2


@pytest.mark.parametrize("act", ["posts", "claim", "next-step/done", "reopening", "restoring", "give-back"])
def test_a_csr_does_none_of_it(office: PageClient, saras_lead: str, carl: Person, act: str) -> None:
    page = office.sign_in(carl).get("/office/")
    token = page.forms()[0].values["csrf_token"][0]
    assert office.post(f"/office/leads/{saras_lead}/{act}", {"csrf_token": token}).status == 403


def radios(page: Page) -> dict[str, bool]:
    """Values of the radio buttons, each with whether it is chosen."""
    found = [each.attrib for each in page.all("input") if each.attrib.get("type") == "radio"]
    return {str(each["value"]): "checked" in each for each in found}


def test_no_intention_is_chosen_for_the_salesperson(office: PageClient, saras_lead: str, sara: Person) -> None:
    form = open_lead(office, sara, saras_lead).click("Record intention")
    assert not any(radios(form).values())
    assert form.submit("Record intention").status == 422


def test_a_new_opportunity_is_chosen_and_an_open_one_offered_where_there_is_one(
    office: PageClient, saras_lead: str, sara: Person, anna: Person
) -> None:
    form = open_lead(office, sara, saras_lead).click("Qualify")
    assert radios(form) == {"create": True, "keep": False}
    assert form.submit("Convert").status == 303
    with transaction() as db:
        lead = interest(db, anna, now=utcnow(), offering=None, note="And a telephone")
        lead.owner_id, lead.team_id = sara.staff_id, the_lead(db, saras_lead).team_id
        lead.status = LeadStatus.WORKING
        second = lead.number
    form = office.get(f"/office/leads/{second}/qualification")
    assert radios(form) == {"create": True, "join": False, "keep": False}
