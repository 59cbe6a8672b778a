"""The queue of registrations: looked at, decided once, and a number is one person's."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.errors import AlreadyTaken, Conflict, FoyerError, Invalid, NotAllowed, StaleVersion, WrongStatus
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.check import say_not_same
from core.identify_contact.checked_identity import HowChecked
from core.identify_contact.identity_check import accept, ask_again, refuse
from core.identify_contact.registration import register
from core.identify_contact.registration_queue import View, registration_of, registrations_queue
from core.model import (
    Certificate,
    CertificateState,
    Channel,
    Customer,
    HistoryEntry,
    IdentityState,
    Job,
    Registration,
    RegistrationState,
)
from core.outbox import secret_of
from tests.support import olena
from tests.support.statements import statements


def entered(carl, now, key: str = "k", **changes) -> Customer:
    with transaction() as db:
        return register(db, olena.desk_answers(**changes), by=carl.actor, channel=Channel.SHOP, now=now, key=key * 22)


def decide(act, customer: Customer, by, **how) -> None:
    with transaction() as db:
        act(db, registration_of(db, customer.code, by=by.actor, to_decide=True), by=by.actor, **how)


def test_the_queue_shows_who_waits_the_oldest_first_page_by_page(carl, now):
    people = []
    for number in range(3):
        another = {
            "basic": olena.basic(email=f"{number}@foyer.example", mobile="", birth_date=None),
            "certificate": olena.certificate(number=f"FX00000{number}"),
        }
        people.append(entered(carl, now + timedelta(minutes=number), key=str(number), **another))
    clerk = carl.actor
    seen, after = [], None
    while True:
        with statements() as asked, reading() as db:
            page = registrations_queue(db, by=clerk, after=after, limit=2)
            seen += [(row.customer.id, row.customer.party.latin_name) for row in page.rows]
        assert len(asked) == 1
        if (after := page.after) is None:
            break
    assert seen == [(each.id, "Olena Kovalenko") for each in people]


@pytest.mark.parametrize("whom", ["mona", "sara", "adam", "ada"])
def test_others_do_not_see_the_queue(database, whom, request):
    with pytest.raises(NotAllowed), reading() as db:
        registrations_queue(db, by=request.getfixturevalue(whom).actor)


def test_accepting_with_the_document_checks_identity_and_number(carl, now):
    customer = entered(carl, now)
    decide(accept, customer, carl, seen_version=1, how=HowChecked.IN_PERSON, now=now)
    with reading() as db:
        assert db.get_one(Customer, customer.id).identity_state is IdentityState.CHECKED
        certificate = db.scalars(select(Certificate)).one()
        assert (certificate.state, certificate.checked_by_id) == (CertificateState.CHECKED, carl.staff_id)
        assert not registrations_queue(db, by=carl.actor).rows
        assert {"registration_accepted", "identity_checked"} <= set(db.scalars(select(HistoryEntry.event)))
    with pytest.raises(WrongStatus):
        decide(refuse, customer, carl, reason="late", seen_version=2, now=now)


def test_accepting_without_a_document_leaves_identity_unchecked(carl, now):
    customer = entered(carl, now, certificate=CertificateAnswers(later=True, kept_reason="at home"))
    with pytest.raises(Conflict) as problem:
        decide(accept, customer, carl, seen_version=1, how=HowChecked.IN_PERSON, now=now)
    assert problem.value.code == "no_certificate"
    decide(accept, customer, carl, seen_version=1, how=None, now=now)
    with reading() as db:
        assert db.get_one(Customer, customer.id).identity_state is IdentityState.NOT_CHECKED


def test_a_held_registration_is_not_accepted_before_somebody_says_who_it_is(carl, now):
    known, again = entered(carl, now), entered(carl, now, key="2")
    with pytest.raises(Conflict) as problem:
        decide(accept, again, carl, seen_version=2, how=None, now=now)
    assert problem.value.code == "duplicates_open"
    with transaction() as db:
        say_not_same(db, db.get_one(Customer, known.id), db.get_one(Customer, again.id), by=carl.actor, now=now)


def test_r58_a_number_is_one_persons_among_checked_ones(carl, sue, now):
    first, second = entered(carl, now), entered(carl, now, key="2")
    with transaction() as db:
        say_not_same(db, db.get_one(Customer, first.id), db.get_one(Customer, second.id), by=carl.actor, now=now)
        versions = dict(db.execute(select(Registration.customer_id, Registration.version)).all())
    outcomes: list[str] = []

    def check(customer: Customer) -> None:
        try:
            decide(accept, customer, carl, seen_version=versions[customer.id], how=HowChecked.IN_PERSON, now=now)
            outcomes.append("checked")
        except AlreadyTaken as taken:
            outcomes.append(taken.code)

    both = [threading.Thread(target=check, args=(each,)) for each in (first, second)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["certificate_taken", "checked"]
    with reading() as db:
        states = sorted(state.value for state in db.scalars(select(Registration.state)))
        assert states == ["accepted", "new"]


def test_refusing_needs_a_reason_and_refuses_the_certificate_too(carl, now):
    customer = entered(carl, now)
    with pytest.raises(Invalid):
        decide(refuse, customer, carl, reason="  ", seen_version=1, now=now)
    decide(refuse, customer, carl, reason="The picture is somebody else's", seen_version=1, now=now)
    with reading() as db:
        assert db.get_one(Customer, customer.id).identity_state is IdentityState.REFUSED
        assert db.scalars(select(Certificate.state)).all() == [CertificateState.REFUSED]
        assert db.scalars(select(Registration.state)).all() == [RegistrationState.REFUSED]


def test_asking_again_reaches_the_person_and_waits_apart_for_the_answer(carl, now):
    customer = entered(carl, now)
    decide(ask_again, customer, carl, what="The expiry date is cut off", seen_version=1, now=now)
    with reading() as db:
        job = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert job.payload["template"] == "registration_asked_again"
        assert secret_of(job) == {"to": olena.EMAIL, "what": "The expiry date is cut off"}
        assert not registrations_queue(db, by=carl.actor).rows
        assert len(registrations_queue(db, by=carl.actor, view=View.ASKED).rows) == 1


def test_r63_who_saw_an_older_state_does_not_decide(carl, sue, now):
    customer = entered(carl, now)
    decide(ask_again, customer, carl, what="A better picture", seen_version=1, now=now)
    for act, how in ((accept, {"how": HowChecked.IN_PERSON}), (refuse, {"reason": "no"})):
        with pytest.raises(StaleVersion):
            decide(act, customer, sue, seen_version=1, now=now, **how)


def test_nobody_but_the_front_desk_decides(carl, mona, now):
    customer = entered(carl, now)
    with pytest.raises(FoyerError):
        decide(accept, customer, mona, seen_version=1, how=HowChecked.IN_PERSON, now=now)
