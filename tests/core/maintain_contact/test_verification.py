"""Verify caller: the answer and one stated fact, only ever compared (MC-1; R13, R14)."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.database.transaction import reading, transaction
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.identify_contact.certificates import seal_number
from core.maintain_contact.callers import callers
from core.maintain_contact.guessing import reopen_question, reopen_staff
from core.maintain_contact.verification import (
    Compared,
    Outcome,
    StatedFact,
    end_verification,
    live_verification,
    verify_by_question,
)
from core.model import Certificate, Channel, Contact, Credential, Customer, HistoryEntry, Job, Party, Staff
from core.numbers import customer_code
from tests.people import Person
from tests.support.anna import ANSWER, _answer_hash

BORN = StatedFact(birth_date=date(1991, 4, 17))
WRONG = StatedFact(birth_date=date(1991, 4, 18))


def contact_id(anna: Person) -> str:
    with reading() as db:
        return db.scalars(select(Contact.public_id).where(Contact.customer_id == anna.customer_id)).one()


def try_it(anna: Person, by: Actor, *, now: datetime, answer: str = ANSWER, fact: StatedFact = BORN) -> Outcome:
    return verify_by_question(
        anna.customer_code, contact_id=contact_id(anna), answer=answer, fact=fact, channel="phone", by=by, now=now
    )


def is_open(anna: Person, by: Actor, now: datetime) -> bool:
    with reading() as db:
        return live_verification(db, db.get_one(Customer, anna.customer_id), by=by, now=now) is not None


def events(anna: Person) -> list[tuple[str, str]]:
    with reading() as db:
        rows = select(HistoryEntry.event, HistoryEntry.outcome).where(HistoryEntry.customer_id == anna.customer_id)
        return [(event, outcome) for event, outcome in db.execute(rows.order_by(HistoryEntry.id))]


def mails() -> list[str]:
    with reading() as db:
        return [job.payload["template"] for job in db.scalars(select(Job).order_by(Job.id)) if job.kind == "mail"]


def test_r14_answer_and_birth_date_open_one_customer_to_one_person(
    now: datetime, anna: Person, carl: Person, sue: Person
) -> None:
    found = try_it(anna, carl.actor, now=now, answer=" kungsholmen! ")
    assert found.compared is Compared.MATCH
    assert found.until == now + timedelta(minutes=15)
    assert is_open(anna, carl.actor, now)
    assert is_open(anna, carl.actor, now + timedelta(minutes=14, seconds=59))
    assert not is_open(anna, carl.actor, now + timedelta(minutes=15))
    assert not is_open(anna, sue.actor, now)
    assert events(anna) == [("caller_verified", "done")]


@pytest.mark.parametrize(
    ("answer", "fact"), [("Södermalm", BORN), (ANSWER, WRONG), (ANSWER, StatedFact(certificate_end="4567"))]
)
def test_r14_either_being_wrong_is_no_match(
    now: datetime, anna: Person, carl: Person, answer: str, fact: StatedFact
) -> None:
    found = try_it(anna, carl.actor, now=now, answer=answer, fact=fact)
    assert (found.compared, found.tries_left) == (Compared.NO_MATCH, 2)
    assert events(anna) == [("caller_not_verified", "failed")]
    assert not is_open(anna, carl.actor, now)


def test_the_last_four_of_the_certificate_do_as_well(now: datetime, anna: Person, carl: Person) -> None:
    with transaction() as db:
        certificate = Certificate(party_id=anna.party_id, type_code="passport", issuing_state="SE", created_at=now)
        seal_number(certificate, "AA1234567")
        db.add(certificate)
    wrong = try_it(anna, carl.actor, now=now, fact=StatedFact(certificate_end="4568"))
    assert wrong.compared is Compared.NO_MATCH
    right = try_it(anna, carl.actor, now=now, fact=StatedFact(certificate_end="45 67"))
    assert right.compared is Compared.MATCH


def test_what_was_not_asked_is_no_miss(now: datetime, anna: Person, carl: Person) -> None:
    for answer, fact in (("", BORN), (ANSWER, StatedFact())):
        with pytest.raises(Invalid):
            try_it(anna, carl.actor, now=now, answer=answer, fact=fact)
    assert events(anna) == []


def test_r13_three_misses_close_the_question_and_tell_the_customer(
    now: datetime, anna: Person, carl: Person, sue: Person
) -> None:
    for left in (2, 1):
        assert try_it(anna, carl.actor, now=now, answer="no").tries_left == left
    third = try_it(anna, carl.actor, now=now, answer="no")
    assert (third.compared, third.until) == (Compared.CLOSED, now + timedelta(minutes=30))
    assert mails() == ["question_closed"]
    right = try_it(anna, sue.actor, now=now + timedelta(minutes=29))
    assert right.compared is Compared.CLOSED
    assert not is_open(anna, sue.actor, now + timedelta(minutes=29))
    later = now + timedelta(minutes=31)
    assert try_it(anna, sue.actor, now=later, answer="no").compared is Compared.NO_MATCH
    for _ in range(2):
        again = try_it(anna, sue.actor, now=later, answer="no")
    assert again.until == later + timedelta(minutes=60)


def test_r13_the_third_try_may_be_right(now: datetime, anna: Person, carl: Person) -> None:
    for _ in range(2):
        try_it(anna, carl.actor, now=now, answer="no")
    assert try_it(anna, carl.actor, now=now).compared is Compared.MATCH
    assert try_it(anna, carl.actor, now=now, answer="no").tries_left == 2


def test_r13_a_supervisor_reopens_with_a_reason(now: datetime, anna: Person, carl: Person, sue: Person) -> None:
    for _ in range(3):
        try_it(anna, carl.actor, now=now, answer="no")
    with transaction() as db, pytest.raises(NotAllowed):
        reopen_question(db, db.get_one(Customer, anna.customer_id), reason="Spoke to her", by=carl.actor, now=now)
    with transaction() as db:
        customer = db.get_one(Customer, anna.customer_id)
        with pytest.raises(Invalid):
            reopen_question(db, customer, reason=" ", by=Actor.system(), now=now)
    by = sue.actor
    with transaction() as db:
        reopen_question(db, db.get_one(Customer, anna.customer_id), reason="Spoke to her", by=by, now=now)
    assert try_it(anna, carl.actor, now=now).compared is Compared.MATCH


def test_r14_misses_on_five_customers_within_an_hour_stop_the_member_of_staff(
    now: datetime, anna: Person, carl: Person, sue: Person, agnes: Person
) -> None:
    others = [anna, *(_another(now, number) for number in range(4))]
    for minutes, customer in enumerate(others):
        last = try_it(customer, carl.actor, now=now + timedelta(minutes=minutes), answer="no")
    assert last.compared is Compared.NO_MATCH
    assert mails() == ["verifying_stopped", "verifying_stopped"]
    later = now + timedelta(minutes=10)
    assert try_it(anna, carl.actor, now=later).compared is Compared.STOPPED
    assert try_it(anna, agnes.actor, now=later).compared is Compared.MATCH
    by = sue.actor
    with transaction() as db:
        reopen_staff(db, db.get_one(Staff, carl.staff_id), reason="A bad line", by=by, now=later)
    again = try_it(anna, carl.actor, now=later, answer="no")
    assert again.compared is Compared.NO_MATCH
    assert try_it(anna, carl.actor, now=later).compared is Compared.MATCH


def test_only_the_front_desk_verifies_and_only_whom_it_sees(
    now: datetime, anna: Person, carl: Person, sara: Person
) -> None:
    with pytest.raises(NotAllowed):
        try_it(anna, sara.actor, now=now)
    with pytest.raises(NotFound):
        verify_by_question(
            "40000000000", contact_id="x", answer="a", fact=BORN, channel="phone", by=carl.actor, now=now
        )


def test_a_contact_without_a_question_cannot_be_asked(now: datetime, anna: Person, carl: Person) -> None:
    with transaction() as db:
        khalid = Party(first_name="Khalid", created_at=now)
        contact = Contact(customer_id=anna.customer_id, party=khalid, type_code="emergency", created_at=now)
        db.add(contact)
        db.flush()
        theirs = contact.public_id
    by = carl.actor
    with reading() as db:
        known = callers(db, db.get_one(Customer, anna.customer_id), by=by, today=now.date())
    assert [(caller.name, caller.is_self, caller.question is not None) for caller in known] == [
        ("Anna Eriksson", True, True),
        ("Khalid", False, False),
    ]
    assert known[1].authority.value == "none"
    with pytest.raises(Conflict):
        verify_by_question(
            anna.customer_code, contact_id=theirs, answer="a", fact=BORN, channel="phone", by=by, now=now
        )


def test_a_verification_is_ended_by_its_owner(now: datetime, anna: Person, carl: Person, sue: Person) -> None:
    try_it(anna, carl.actor, now=now)
    by, other = carl.actor, sue.actor
    with transaction() as db:
        verification = live_verification(db, db.get_one(Customer, anna.customer_id), by=by, now=now)
        assert verification is not None
        with pytest.raises(NotFound):
            end_verification(db, verification, by=other, now=now)
        end_verification(db, verification, by=by, now=now)
    assert not is_open(anna, by, now)


def _another(now: datetime, number: int) -> Person:
    """Somebody else with a question."""
    with transaction() as db:
        customer = _twin(db, number, now)
        return Person(
            customer.party.name, "", party_id=customer.party_id, customer_id=customer.id, customer_code=customer.code
        )


def _twin(db: Session, number: int, now: datetime) -> Customer:
    party = Party(first_name=f"Twin {number}", birth_date=date(1991, 4, 17), created_at=now)
    party.credential = Credential(question_code="school_neighbourhood", answer_hash=_answer_hash(), created_at=now)
    customer = Customer(code=customer_code(db), party=party, channel=Channel.PHONE, registered_at=now)
    customer.contacts = [Contact(party=party, created_at=now)]
    db.add(customer)
    db.flush()
    return customer
