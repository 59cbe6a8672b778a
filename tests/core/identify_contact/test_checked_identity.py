"""Checking who somebody is: by a valid certificate, in a way that is kept, once; also long after registration."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.database.transaction import reading, transaction
from core.errors import Conflict, FoyerError, Invalid, NotAllowed, WrongStatus
from core.identify_contact.answers import CertificateAnswers
from core.identify_contact.certificate_desk import put_certificate
from core.identify_contact.checked_identity import HowChecked, check_identity_of
from core.identify_contact.identity_check import accept, ask_again, refuse
from core.identify_contact.registration import register
from core.identify_contact.registration_desk import Decision, Said, decide_registration
from core.identify_contact.registration_queue import View, registration_of, registrations_queue
from core.model import (
    Certificate,
    Channel,
    Contact,
    Customer,
    CustomerStatus,
    Document,
    HistoryEntry,
    IdentityState,
    Job,
    Verification,
    VerificationWay,
)
from tests.support import olena


def entered(carl, now, **changes) -> Customer:
    with transaction() as db:
        return register(db, olena.desk_answers(**changes), by=carl.actor, channel=Channel.SHOP, now=now, key="k" * 22)


def accepted(carl, now, **changes) -> Customer:
    """Accepted without a look at the document."""
    customer = entered(carl, now, **changes)
    with transaction() as db:
        waiting = registration_of(db, customer.code, by=carl.actor, to_decide=True)
        accept(db, waiting, seen_version=waiting.version, by=carl.actor, now=now)
    return customer


def check(customer, by, now, how=HowChecked.IN_PERSON, key="c" * 22, certificate=""):
    with transaction() as db:
        check_identity_of(db, customer.code, how=how, certificate=certificate, key=key, by=by.actor, now=now)


def put(customer, by, now, *, answers=None, key="p" * 22, **more):
    with transaction() as db:
        return put_certificate(
            db, customer.code, answers or olena.certificate(number="NEW00123"), key=key, by=by.actor, now=now, **more
        )


def sent(customer, now, name="a") -> None:
    with transaction() as db:
        db.add(
            Document(
                party_id=customer.party_id, name="id.jpg", media_type="image/jpeg", size=1, checksum="x",
                storage_name=name, uploaded_at=now,
            )
        )  # fmt: skip


def state_of(customer) -> IdentityState:
    with reading() as db:
        return db.get_one(Customer, customer.id).identity_state


def codes(by, view) -> list[str]:
    with reading() as db:
        return [row.customer.code for row in registrations_queue(db, by=by.actor, view=view).rows]


def letters() -> list[str]:
    with reading() as db:
        return [job.payload["template"] for job in db.scalars(select(Job).where(Job.kind.in_(["mail", "sms"])))]


def test_whoever_was_accepted_unchecked_can_be_checked_later(carl, now):
    customer = accepted(carl, now)
    check(customer, carl, now)
    assert state_of(customer) is IdentityState.CHECKED
    with reading() as db:
        kept = db.scalars(select(Certificate)).one()
        assert (kept.checked_how, kept.checked_by_id, kept.checked_at) == (["in_person"], carl.staff_id, now)
        assert db.scalars(select(HistoryEntry.facts).where(HistoryEntry.event == "identity_checked")).one()["how"]
    with pytest.raises(WrongStatus):
        check(customer, carl, now, key="d" * 22)


def test_r62_the_same_key_checks_once(carl, now):
    customer = accepted(carl, now)
    check(customer, carl, now)
    check(customer, carl, now)
    with reading() as db:
        assert len(db.scalars(select(HistoryEntry).where(HistoryEntry.event == "identity_checked")).all()) == 1


def test_accepted_ones_with_a_document_stand_under_identity_to_check(carl, now):
    customer = accepted(carl, now)
    assert codes(carl, View.IDENTITY) == []
    sent(customer, now)
    assert codes(carl, View.IDENTITY) == [customer.code]
    assert codes(carl, View.WAITING) == []
    check(customer, carl, now, HowChecked.DOCUMENT)
    assert codes(carl, View.IDENTITY) == []


@pytest.mark.parametrize(
    ("how", "code"), [(HowChecked.DOCUMENT, "no_document_sent"), (HowChecked.TWO_WAYS, "not_two_ways")]
)
def test_a_way_that_was_not_gone_is_refused(carl, now, how, code):
    customer = accepted(carl, now)
    with pytest.raises(Conflict) as refused:
        check(customer, carl, now, how)
    assert refused.value.code == code
    assert state_of(customer) is IdentityState.NOT_CHECKED


def test_two_ways_are_two_different_ones_of_this_hour_and_are_kept(carl, sue, now):
    customer = accepted(carl, now)
    with transaction() as db:
        contact = db.scalars(select(Contact).where(Contact.customer_id == customer.id)).first()
        for way in (VerificationWay.QUESTION, VerificationWay.CODE):
            db.add(
                Verification(
                    customer_id=customer.id, contact_id=contact.id, staff_id=carl.staff_id, way=way, channel="phone",
                    at=now, until=now + timedelta(minutes=15),
                )
            )  # fmt: skip
    with pytest.raises(Conflict):
        check(customer, sue, now, HowChecked.TWO_WAYS)
    with pytest.raises(Conflict):
        check(customer, carl, now + timedelta(minutes=16), HowChecked.TWO_WAYS, key="e" * 22)
    check(customer, carl, now, HowChecked.TWO_WAYS, key="f" * 22)
    with reading() as db:
        assert db.scalars(select(Certificate.checked_how)).one() == ["two_ways", "code", "question"]


def test_an_expired_document_checks_nobody(carl, now):
    over = olena.certificate(expires_on=date(2020, 1, 1), continue_with_expired=True)
    customer = accepted(carl, now, certificate=over)
    with pytest.raises(Conflict) as refused:
        check(customer, carl, now)
    assert refused.value.code == "certificate_run_out"


def test_a_certificate_can_be_added_after_later_and_is_a_claim(carl, now):
    customer = accepted(carl, now, certificate=CertificateAnswers(later=True, kept_reason="at home"))
    with pytest.raises(Conflict):
        check(customer, carl, now)
    with pytest.raises(NotAllowed) as refused:
        put(customer, carl, now)
    assert refused.value.code == "not_verified"
    made = put(customer, carl, now, present=True)
    assert put(customer, carl, now, present=True).id == made.id
    assert state_of(customer) is IdentityState.NOT_CHECKED
    check(customer, carl, now)
    with reading() as db:
        assert {"certificate_added", "identity_checked"} <= set(db.scalars(select(HistoryEntry.event)))


def test_a_changed_certificate_is_to_be_checked_again(carl, now):
    customer = accepted(carl, now)
    check(customer, carl, now)
    with reading() as db:
        first = db.scalars(select(Certificate.public_id)).one()
    put(customer, carl, now, present=True, instead_of=first)
    assert state_of(customer) is IdentityState.NOT_CHECKED
    check(customer, carl, now, key="g" * 22)
    with reading() as db:
        kept = db.scalars(select(Certificate).where(Certificate.removed_at.is_(None))).one()
        assert kept.public_id != first
        assert {"certificate_replaced", "identity_unchecked"} <= set(db.scalars(select(HistoryEntry.event)))


def test_one_more_certificate_leaves_the_checked_one_as_it_is(carl, now):
    customer = accepted(carl, now)
    check(customer, carl, now)
    put(customer, carl, now, present=True)
    assert state_of(customer) is IdentityState.CHECKED


def test_of_two_certificates_staff_say_which_they_compared(carl, now):
    customer = accepted(carl, now)
    second = put(customer, carl, now, present=True)
    with pytest.raises(Invalid) as asked:
        check(customer, carl, now)
    assert asked.value.problems[0].field == "certificate"
    check(customer, carl, now, certificate=second.public_id, key="h" * 22)
    with reading() as db:
        assert db.scalars(select(Certificate.public_id).where(Certificate.state == "checked")).all() == [
            second.public_id
        ]


def test_the_checked_certificate_of_an_active_customer_is_a_supervisors_to_replace(carl, sue, now):
    customer = accepted(carl, now)
    check(customer, carl, now)
    with transaction() as db:
        db.get_one(Customer, customer.id).status = CustomerStatus.ACTIVE
        first = db.scalars(select(Certificate.public_id)).one()
        contact = db.scalars(select(Contact).where(Contact.customer_id == customer.id)).first()
        for staff in (carl, sue):
            db.add(
                Verification(
                    customer_id=customer.id, contact_id=contact.id, staff_id=staff.staff_id, channel="phone", at=now,
                    way=VerificationWay.QUESTION, until=now + timedelta(minutes=15),
                )
            )  # fmt: skip
    with pytest.raises(Conflict) as refused:
        put(customer, carl, now, instead_of=first)
    assert refused.value.code == "supervisor_needed"
    put(customer, sue, now, instead_of=first, key="s" * 22)
    assert state_of(customer) is IdentityState.NOT_CHECKED


@pytest.mark.parametrize("whom", ["mona", "sara", "adam", "ada"])
def test_others_neither_check_nor_add(carl, now, whom, request):
    customer = accepted(carl, now)
    other = request.getfixturevalue(whom)
    for act in (lambda: check(customer, other, now), lambda: put(customer, other, now, present=True)):
        with pytest.raises(FoyerError):
            act()


def test_a_document_sent_after_ask_again_brings_the_registration_back(carl, now):
    customer = entered(carl, now)
    with transaction() as db:
        waiting = registration_of(db, customer.code, by=carl.actor, to_decide=True)
        ask_again(db, waiting, what="The back, please", seen_version=waiting.version, by=carl.actor, now=now)
    assert (codes(carl, View.WAITING), codes(carl, View.ASKED)) == ([], [customer.code])
    sent(customer, now + timedelta(hours=1))
    assert (codes(carl, View.WAITING), codes(carl, View.ASKED)) == ([customer.code], [])


def test_r62_asking_again_twice_by_one_key_sends_one_letter(carl, now):
    customer = entered(carl, now)
    for _press in range(2):
        with transaction() as db:
            decide_registration(
                db, customer.code, Decision.ASK_AGAIN,
                key="a" * 22, seen_version=1, said=Said(words="The back, please"), by=carl.actor, now=now,
            )  # fmt: skip
    assert letters().count("registration_asked_again") == 1


def test_ic11_accepted_and_refused_are_told_without_a_reason(carl, now):
    customer = entered(carl, now)
    with transaction() as db:
        waiting = registration_of(db, customer.code, by=carl.actor, to_decide=True)
        refuse(db, waiting, reason="Known fraud", seen_version=waiting.version, by=carl.actor, now=now)
    with reading() as db:
        last = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert (last.payload["template"], last.payload["facts"]) == ("registration_refused", {})
    assert letters()[-1] == "registration_refused"
