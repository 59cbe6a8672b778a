"""Registration: the same path for everybody, everything kept, nothing told."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.access import Actor
from core.database.transaction import reading, transaction
from core.errors import Invalid, NotAllowed, NotFound
from core.identify_contact.answers import AccessAnswers, CertificateAnswers, ContactAnswers, MethodAnswers
from core.identify_contact.certificates import certificate_digits, number_ending
from core.identify_contact.drafts import answers_of, open_draft
from core.identify_contact.registration import register
from core.identify_contact.review import review_registration
from core.model import (
    Certificate,
    Channel,
    Credential,
    Customer,
    CustomerConsent,
    DuplicateCandidate,
    HistoryEntry,
    IdentityState,
    Job,
    MediumKind,
    NoticeAcceptance,
    OneTimeLink,
    Party,
    Registration,
    RegistrationState,
    SignInName,
)
from core.outbox import secret_of
from tests.support import olena
from tests.support.anna import EMAIL as ANNAS_EMAIL
from tests.support.statements import statements


def review(customer: Customer, now) -> bool:
    with transaction() as db:
        return review_registration(db, customer.id, by=Actor.system(), now=now)


def codes(problem: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in problem.value.problems}


def test_everything_olena_answered_is_kept(database, now):
    code = olena.register_olena(now=now).code
    with reading() as db:
        customer = db.scalars(select(Customer).where(Customer.code == code)).one()
        party = customer.party
        assert (party.name, party.latin_name, party.sort_name) == (
            "Олена Коваленко", "Olena Kovalenko", "kovalenko  olena",
        )  # fmt: skip
        assert " kovalenko " in party.search_name
        assert [(each.value, each.is_confirmed) for each in party.media] == [(olena.EMAIL, True), (olena.MOBILE, False)]
        assert [certificate_digits(each) for each in party.certificates] == [olena.NUMBER]
        assert party.addresses[0].contact_first
        assert [each.party.name for each in customer.contacts] == ["Олена Коваленко", "Andriy Kovalenko"]
        assert customer.preference
        assert customer.preference.allowed_spans == [["09:00", "12:00"]]
        assert db.scalars(select(CustomerConsent.purpose)).all() == ["own_marketing"]
        assert len(db.scalars(select(NoticeAcceptance)).all()) == 2
        assert customer.identity_state is IdentityState.NOT_CHECKED
        assert [name.value for name in party.credential.names] == [olena.EMAIL]


def test_the_draft_keeps_no_answer_after_the_submit(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    assert olena.confirm_by_code(public_id, now=now)
    customer = olena.submit(public_id, key="k" * 22, now=now)
    with reading() as db:
        draft = open_draft(db, public_id, browser_secret=olena.SECRET, now=now, look_only=True)
        assert draft.customer_id == customer.id
        assert answers_of(draft).basic is None


def test_r62_the_same_key_or_the_same_draft_registers_once(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    assert olena.confirm_by_code(public_id, now=now)
    first = olena.submit(public_id, key="k" * 22, now=now)
    again = olena.submit(public_id, key="k" * 22, now=now)
    in_another_tab = olena.submit(public_id, key="l" * 22, now=now)
    assert first.code == again.code == in_another_tab.code
    with reading() as db:
        assert len(db.scalars(select(Customer)).all()) == 1


def test_r62_eight_submits_at_once_are_one_registration(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    assert olena.confirm_by_code(public_id, now=now)
    together, made = threading.Barrier(8), []

    def press(number: int) -> None:
        together.wait()
        key = "k" * 22 if number % 2 else str(number) * 22
        made.append(olena.submit(public_id, key=key, now=now).code)

    presses = [threading.Thread(target=press, args=(number,)) for number in range(8)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(made) == 8
    assert len(set(made)) == 1
    with reading() as db:
        assert len(db.scalars(select(Registration)).all()) == 1


def test_without_a_confirmed_address_nobody_registers_at_the_portal(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    with pytest.raises(Invalid) as problem:
        olena.submit(public_id, key="k" * 22, now=now)
    assert codes(problem) == {("confirm", "not_confirmed")}
    with reading() as db:
        assert not db.scalars(select(Customer)).all()


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("certificate", ("certificate", "step_missing")),
        ("basic", ("basic", "step_missing")),
        ("access", ("access", "password_missing")),
        ("notices", ("review", "notices_missing")),
    ],
)
def test_what_the_portal_asks_for_is_required(database, now, step, said):
    given = olena.answers(**{step: None})
    with pytest.raises(Invalid) as problem, transaction() as db:
        register(db, given, by=Actor.public(), channel=Channel.PORTAL, now=now, key="k" * 22, confirmed=olena.EMAIL)
    assert said in codes(problem)


def test_the_document_may_come_later_at_the_portal(database, now):
    customer = olena.register_olena(now=now, certificate=CertificateAnswers(later=True))
    with reading() as db:
        assert not db.scalars(select(Certificate).where(Certificate.party_id == customer.party_id)).all()


def test_a_csr_registers_somebody_who_sets_their_password_by_link(carl, now):
    with transaction() as db:
        customer = register(db, olena.desk_answers(), by=carl.actor, channel=Channel.PHONE, now=now, key="k" * 22)
        assert customer.registered_by_id == carl.staff_id
    with reading() as db:
        link = db.scalars(select(OneTimeLink)).one()
        assert link.expires_at == now + timedelta(hours=24)
        assert link.medium_value == olena.EMAIL
        assert db.scalars(select(Credential)).one().password_hash is None
        assert not db.scalars(select(SignInName)).all()
        job = db.scalars(select(Job)).one()
        assert job.payload["template"] == "set_password_link"
        assert secret_of(job)["token"] not in str(job.payload)
        assert len(db.scalars(select(HistoryEntry.event).where(HistoryEntry.event == "customer_registered")).all()) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"certificate": CertificateAnswers(later=True)}, ("kept_reason", "not_shown_reason_missing")),
        ({"basic": olena.basic(email="", mobile=""), "contacts": ()}, ("email", "contact_method_missing")),
    ],
)
def test_what_the_desk_asks_for_is_required(carl, now, changes, said):
    with pytest.raises(Invalid) as problem, transaction() as db:
        register(db, olena.desk_answers(**changes), by=carl.actor, channel=Channel.SHOP, now=now, key="k" * 22)
    assert said in codes(problem)


def test_r7_staff_never_bring_a_password(carl, now):
    given = replace(olena.desk_answers(), access=olena.answers().access)
    with pytest.raises(Invalid) as problem, transaction() as db:
        register(db, given, by=carl.actor, channel=Channel.PHONE, now=now, key="k" * 22)
    assert codes(problem) == {("access", "password_by_staff")}


def test_by_phone_staff_may_type_question_and_answer(carl, now):
    asked = AccessAnswers(question_code="family_nickname", answer_hash=olena.answer_hash())
    given = replace(olena.desk_answers(), access=asked)
    with transaction() as db:
        customer = register(db, given, by=carl.actor, channel=Channel.PHONE, now=now, key="k" * 22)
        assert customer.party.credential.answer_hash
    with pytest.raises(Invalid) as problem, transaction() as db:
        register(db, given, by=carl.actor, channel=Channel.SHOP, now=now, key="l" * 22)
    assert codes(problem) == {("access", "question_by_phone_only")}


@pytest.mark.parametrize("whom", ["mona", "adam", "ada", "sara"])
def test_only_the_front_desk_registers_at_the_desk(database, whom, request, now):
    person = request.getfixturevalue(whom)
    with pytest.raises(NotAllowed), transaction() as db:
        register(db, olena.desk_answers(), by=person.actor, channel=Channel.SHOP, now=now, key="k" * 22)


def test_a_salesperson_registers_with_a_name_and_one_method(sara, now):
    given = olena.desk_answers(certificate=None, basic=olena.basic(email="", birth_date=None))
    with transaction() as db:
        customer = register(db, given, by=sara.actor, channel=Channel.SALES, now=now, key="k" * 22)
        assert customer.party.credential is None


def test_staff_do_not_register_through_the_portal(carl, now):
    with pytest.raises(NotAllowed), transaction() as db:
        register(db, olena.answers(), by=carl.actor, channel=Channel.PORTAL, now=now, key="k" * 22)


def test_r17_a_known_certificate_is_held_silently_and_the_known_party_told(database, now):
    known = olena.register_olena(now=now)
    stranger = olena.basic(last_name="Smith", first_name="John", latin_name="", email="j@foyer.example", mobile="")
    second = olena.register_olena(now=now, key="p" * 22, basic=stranger)
    assert review(known, now) is False
    assert review(second, now) is True
    with reading() as db:
        states = dict(db.execute(select(Registration.customer_id, Registration.state)).all())
        assert states == {known.id: RegistrationState.NEW, second.id: RegistrationState.HELD}
        pair = db.scalars(select(DuplicateCandidate)).one()
        assert {"certificate_same", "name_differs"} <= {each["code"] for each in pair.evidence}
        told = [job for job in db.scalars(select(Job)) if job.payload.get("template") == "known_party_told"]
        assert [secret_of(job)["to"] for job in told] == [olena.EMAIL]
        assert db.scalars(select(HistoryEntry.customer_id).where(HistoryEntry.event == "known_party_told")).all() == [
            known.id
        ]
    review(second, now)  # a job may run twice
    with reading() as db:
        assert len(db.scalars(select(DuplicateCandidate)).all()) == 1


def test_the_first_to_confirm_wins_the_name_and_the_second_is_not_told(database, now):
    first, second = (olena.fill_draft(olena.answers(), now=now, secret=each * 43) for each in "xy")
    assert olena.confirm_by_code(first, now=now, secret="x" * 43)
    assert olena.confirm_by_code(second, now=now, secret="y" * 43)
    later = olena.submit(second, key="2" * 22, now=now, secret="y" * 43)
    earlier = olena.submit(first, key="1" * 22, now=now, secret="x" * 43)
    with reading() as db:
        names = db.scalars(select(SignInName)).all()
        assert [name.credential.party_id for name in names] == [later.party_id]
        assert db.get_one(Customer, earlier.id).party.credential.names == []


def test_r18_a_known_and_an_unknown_person_register_by_the_same_statements(anna, now):
    def steps(key: str, email: str) -> list[str]:
        given = olena.answers(basic=olena.basic(email=email))
        with statements() as seen, transaction() as db:
            register(db, given, by=Actor.public(), channel=Channel.PORTAL, now=now, key=key * 22, confirmed=email)
        return seen

    unknown = steps("u", "nobody@foyer.example")
    known_certificate_and_address = steps("k", ANNAS_EMAIL)
    assert unknown == known_certificate_and_address
    assert len(unknown) > 10


def test_an_organisation_is_found_by_its_name_and_its_primary_contact_is_a_person(carl, now):
    company = olena.basic(
        kind="organisation", last_name="", first_name="", latin_name="", gender=None, birth_date=None,
        legal_name="Norrsken Fiber AB",
    )  # fmt: skip
    boss = ContactAnswers(
        last_name="Lund", first_name="Eva", methods=(MethodAnswers(kind=MediumKind.MOBILE, value="+46701740699"),)
    )
    from core.model import PartyKind

    given = olena.desk_answers(basic=replace(company, kind=PartyKind.ORGANISATION), contacts=(boss,))
    with transaction() as db:
        customer = register(db, given, by=carl.actor, channel=Channel.SHOP, now=now, key="k" * 22)
        assert customer.party.name == "Norrsken Fiber AB"
        assert [contact.party.name for contact in customer.contacts] == ["Norrsken Fiber AB", "Eva Lund"]


def test_r58_a_dump_holds_no_number_and_a_moved_number_cannot_be_read(database, now):
    from core.errors import Unreadable

    customer = olena.register_olena(now=now)
    with transaction() as db:
        certificate = db.scalars(select(Certificate)).one()
        stored = [certificate.number_encrypted, certificate.number_index, certificate.number_alone_index]
        assert not any(olena.NUMBER in text for text in stored)
        assert number_ending(certificate) == "••••711"
        other = Certificate(
            party_id=customer.party_id, type_code="passport", number_encrypted=certificate.number_encrypted,
            created_at=now, public_id="elsewhere",
        )  # fmt: skip
        with pytest.raises(Unreadable):
            certificate_digits(other)


def test_a_stranger_does_not_open_the_draft(database, now):
    public_id = olena.fill_draft(olena.answers(), now=now)
    for secret in (None, "", "z" * 43, "é"):
        with pytest.raises(NotFound), transaction() as db:
            open_draft(db, public_id, browser_secret=secret, now=now)
    with pytest.raises(NotFound), transaction() as db:
        open_draft(db, public_id, browser_secret=olena.SECRET, now=now + timedelta(days=31))


def test_parties_beside_the_customer_are_found_too(database, now):
    olena.register_olena(now=now)
    with reading() as db:
        assert db.scalars(select(Party.sort_name).order_by(Party.id)).all() == ["kovalenko  olena", "kovalenko  andriy"]
