"""Linking a registration to whom its person is already: one customer, and nobody's access changes by mistake."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.database.transaction import reading, transaction
from core.errors import Conflict, Invalid, NotFound, WrongStatus
from core.identify_contact.duplicates import say_same
from core.identify_contact.identity_check import accept
from core.identify_contact.linking import link
from core.identify_contact.registration_queue import registration_of, registrations_queue
from core.model import (
    Certificate,
    ContactMedium,
    Credential,
    Customer,
    CustomerStatus,
    Document,
    DuplicateCandidate,
    DuplicateState,
    HistoryEntry,
    Job,
    Registration,
    RegistrationState,
    SignInName,
)
from core.outbox import secret_of
from tests.support import olena
from tests.support.alike import SECOND, two_alike


@pytest.fixture
def pair(carl, now):
    """Known, and the later one who is held."""
    return two_alike(now)


def joined(newcomer, known, carl, now, *, sure=False, code=None):
    with transaction() as db:
        waiting = registration_of(db, newcomer.code, by=carl.actor, to_decide=True)
        wanted = known.code if code is None else code
        return link(db, waiting, wanted, sure=sure, seen_version=waiting.version, by=carl.actor, now=now)


def letters() -> list[tuple[str, str]]:
    with reading() as db:
        jobs = db.scalars(select(Job).where(Job.kind.in_(["mail", "sms"])).order_by(Job.id))
        return [(job.payload["template"], secret_of(job)["to"]) for job in jobs]


def sign_in_names(customer) -> list[str]:
    with reading() as db:
        names = select(SignInName.value).join(Credential, Credential.id == SignInName.credential_id)
        return list(db.scalars(names.where(Credential.party_id == customer.party_id)))


def reached_at(customer) -> list[str]:
    with reading() as db:
        return list(db.scalars(select(ContactMedium.value).where(ContactMedium.party_id == customer.party_id)))


def paper(customer, now, *, number: str = "d") -> None:
    with transaction() as db:
        db.add(
            Document(
                party_id=customer.party_id, name="id.jpg", media_type="image/jpeg", size=1, checksum="x",
                storage_name=number, uploaded_at=now,
            )
        )  # fmt: skip


def test_the_registration_becomes_the_known_customers(pair, carl, now):
    known, newcomer = pair
    paper(newcomer, now)
    joined(newcomer, known, carl, now)
    with reading() as db:
        gone = db.get_one(Customer, newcomer.id)
        assert (gone.status, gone.merged_into_id) == (CustomerStatus.MERGED, known.id)
        state = db.scalars(select(Registration).where(Registration.customer_id == newcomer.id)).one()
        assert (state.state, state.linked_to_id, state.decided_by_id) == (
            RegistrationState.LINKED, known.id, carl.staff_id,
        )  # fmt: skip
        assert db.scalars(select(Document.party_id)).all() == [known.party_id]
        assert len(db.scalars(select(Certificate).where(Certificate.party_id == known.party_id)).all()) == 1
        linked = select(HistoryEntry.customer_id).where(HistoryEntry.event == "registration_linked")
        assert set(db.scalars(linked)) == {known.id, newcomer.id}
        assert newcomer.id not in [row.customer_id for row in registrations_queue(db, by=carl.actor).rows]
        assert db.scalars(select(DuplicateCandidate.state)).all() == [DuplicateState.SAME]


def test_another_certificate_comes_along_as_a_claim(carl, now):
    known = olena.register_olena(now=now)
    later = olena.register_olena(
        now=now, key="q" * 22, basic=olena.basic(email="", mobile=SECOND), contacts=(),
        certificate=olena.certificate(type_code="national_id", number="AB000123"),
    )  # fmt: skip
    joined(later, known, carl, now)
    with reading() as db:
        rows = db.scalars(select(Certificate).where(Certificate.party_id == known.party_id)).all()
        assert sorted(row.type_code for row in rows) == ["national_id", "passport"]
        assert {row.state.value for row in rows} == {"claimed"}


def test_r22_unless_staff_are_sure_nothing_changes_about_access(pair, carl, now):
    known, newcomer = pair
    before = sign_in_names(known), reached_at(known)
    joined(newcomer, known, carl, now)
    assert (sign_in_names(known), reached_at(known)) == before
    assert sign_in_names(newcomer) == []
    with reading() as db:
        assert db.scalars(select(Credential.disabled_at).where(Credential.party_id == newcomer.party_id)).one()


def test_when_staff_are_sure_new_ways_to_reach_come_as_claims_and_a_password_stays_whose_it_is(pair, carl, now):
    known, newcomer = pair
    joined(newcomer, known, carl, now, sure=True)
    assert SECOND in reached_at(known)
    assert sign_in_names(known) == [olena.EMAIL]
    with reading() as db:
        new = db.scalars(select(ContactMedium).where(ContactMedium.party_id == known.party_id)).all()
        assert [medium.value for medium in new if medium.is_confirmed] == [olena.EMAIL]


def test_the_sign_in_moves_to_a_known_customer_who_has_none(pair, carl, now):
    known, newcomer = pair
    with transaction() as db:
        db.execute(
            update(Credential).where(Credential.party_id == known.party_id).values(password_hash=None, answer_hash=None)
        )
    joined(newcomer, known, carl, now + timedelta(days=2), sure=True)
    assert SECOND in sign_in_names(known)
    with reading() as db:
        held = db.scalars(select(Credential).where(Credential.party_id == known.party_id)).one()
        assert held.password_hash
        assert held.answer_hash
        assert db.scalars(select(Credential.disabled_at).where(Credential.party_id == newcomer.party_id)).one()


def test_both_are_told_where_they_were_reached_before(pair, carl, now):
    known, newcomer = pair
    before = len(letters())
    joined(newcomer, known, carl, now)
    assert letters()[before:] == [("registration_linked", olena.EMAIL), ("registration_refused", SECOND)]


def test_somebody_said_to_be_another_is_not_accepted_as_a_second_customer(pair, carl, now):
    known, newcomer = pair
    with transaction() as db:
        say_same(db, db.get_one(Customer, known.id), db.get_one(Customer, newcomer.id), by=carl.actor, now=now)
    with pytest.raises(Conflict) as refused, transaction() as db:
        waiting = registration_of(db, newcomer.code, by=carl.actor, to_decide=True)
        accept(db, waiting, seen_version=waiting.version, by=carl.actor, now=now)
    assert (refused.value.code, refused.value.facts) == ("same_person", {"code": known.code})
    with transaction() as db:  # the known one is in order
        first = registration_of(db, known.code, by=carl.actor, to_decide=True)
        accept(db, first, seen_version=first.version, by=carl.actor, now=now)
    joined(newcomer, known, carl, now)


def test_nobody_is_linked_to_themselves_to_nobody_or_to_who_has_gone(pair, carl, now):
    known, newcomer = pair
    with pytest.raises(Invalid):
        joined(newcomer, known, carl, now, code="")
    with pytest.raises(Invalid):
        joined(newcomer, known, carl, now, code=newcomer.code)
    with pytest.raises(NotFound):
        joined(newcomer, known, carl, now, code="40000000000")
    with transaction() as db:
        db.get_one(Customer, known.id).status = CustomerStatus.CLOSED
    with pytest.raises(Conflict):
        joined(newcomer, known, carl, now)


def test_a_linked_registration_is_decided(pair, carl, now):
    known, newcomer = pair
    joined(newcomer, known, carl, now)
    with pytest.raises(WrongStatus):
        joined(newcomer, known, carl, now)
