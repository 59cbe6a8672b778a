"""Nothing held is invisible; and it is read in as many statements however much it is."""

import pytest
from sqlalchemy import select

from core.access import Actor, ActorKind
from core.database.transaction import reading, transaction
from core.errors import NotAllowed, NotFound
from core.identify_contact.answers import AddressAnswers, ContactAnswers, MethodAnswers
from core.identify_contact.certificates import mask, reveal_number
from core.identify_contact.notices import accepting, current_notice
from core.identify_contact.what_is_held import held
from core.model import Customer, CustomerConsent, HistoryEntry, MediumKind, Notice, NoticeKind
from tests.support import olena
from tests.support.statements import statements


def own(customer: Customer) -> Actor:
    return Actor(ActorKind.CUSTOMER, party_id=customer.party_id, customer_id=customer.id)


def test_every_answer_of_every_step_is_shown(database, now):
    customer = olena.register_olena(now=now)
    with transaction() as db:
        db.add(
            CustomerConsent(
                customer_id=customer.id, purpose="own_marketing", channel="email", given=False, at=now, source="portal"
            )
        )
    with reading() as db:
        shown = held(db, customer, by=own(customer))
    assert [(each.masked, each.ending) for each in shown.certificates] == [("••••", "••••711")]
    assert [(medium.value, medium.is_confirmed) for medium in shown.media] == [
        (olena.EMAIL, True), (olena.MOBILE, False),
    ]  # fmt: skip
    assert [(each.row.party.name, each.in_person) for each in shown.contacts] == [
        ("Олена Коваленко", True), ("Andriy Kovalenko", False),
    ]  # fmt: skip
    assert shown.contacts[1].media[0].value == "andriy@foyer.example"
    assert shown.addresses[0].detailed == "Fleminggatan 48"
    assert shown.preference
    assert shown.preference.zone == "Europe/Stockholm"
    assert [line.given for line in shown.consents] == [False]
    assert shown.access
    assert (shown.access.sign_in_names, shown.access.has_password) == ((olena.EMAIL,), True)
    assert {(each.kind, each.version) for each in shown.notices} == {(NoticeKind.PRIVACY, 1), (NoticeKind.TERMS, 1)}
    assert shown.registration
    assert shown.registered_by is None
    assert olena.NUMBER not in str(shown)


def test_as_many_statements_for_little_as_for_much(database, now):
    little = olena.register_olena(now=now, contacts=(), addresses=(), consents=None, preferences=None)
    contact = ContactAnswers(
        type_code="billing", last_name="Li", methods=(MethodAnswers(kind=MediumKind.MOBILE, value="+46701740600"),)
    )
    address = AddressAnswers(country="SE", locality="Lund", detailed="Gatan 1", postal_code="222 22")
    much = olena.register_olena(
        now=now, key="m" * 22, basic=olena.basic(email="much@foyer.example"), contacts=(contact,) * 20,
        addresses=(address,) * 10,
    )  # fmt: skip
    counted = []
    for customer in (little, much):
        with statements() as asked, reading() as db:
            shown = held(db, customer, by=own(customer))
            assert [each.row.party.name for each in shown.contacts]
        counted.append(len(asked))
    assert counted == [12, 12]
    assert len(shown.contacts) == 21


def test_nobody_sees_anothers(database, anna, mona, now):
    customer = olena.register_olena(now=now)
    for stranger in (anna.actor, mona.actor, Actor.public()):
        with pytest.raises(NotFound), reading() as db:
            held(db, customer, by=stranger)


def test_r59_a_number_is_shown_in_full_for_a_reason_that_is_recorded(database, sue, mona, now):
    customer = olena.register_olena(now=now)
    with transaction() as db:
        of_olena = db.get_one(Customer, customer.id)
        certificate = of_olena.party.certificates[0]
        assert reveal_number(db, certificate, customer=of_olena, by=sue.actor, now=now, reason="court order") == (
            olena.NUMBER
        )
    with reading() as db:
        entry = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "certificate_revealed")).one()
        assert entry.by_staff_id == sue.staff_id
        assert entry.fields == ["reason"]
        assert olena.NUMBER not in str(entry.facts)
        assert "court" not in str(entry.facts)
    with pytest.raises(NotAllowed), transaction() as db:
        of_olena = db.get_one(Customer, customer.id)
        reveal_number(db, of_olena.party.certificates[0], customer=of_olena, by=mona.actor, now=now)


@pytest.mark.parametrize(
    ("number", "shown"), [("FX384711", "••••711"), ("1234567", "••••567"), ("123456", "••••"), ("1", "••••"), ("", "")]
)
def test_r59_a_masked_number_shows_its_last_three_and_not_its_length(number, shown):
    assert mask(number) == shown


def test_a_notice_is_read_in_ones_own_language_or_in_english(database, now):
    with transaction() as db:
        for language in ("en", "zh"):
            db.add(Notice(kind=NoticeKind.TERMS, version=2, language=language, body="New", published_at=now))
    with reading() as db:
        assert current_notice(db, NoticeKind.TERMS, language="zh", now=now).language == "zh"
        assert current_notice(db, NoticeKind.TERMS, language="ar", now=now).language == "en"
        assert current_notice(db, NoticeKind.PRIVACY, language="ar", now=now).language == "ar"
        agreed = accepting(db, language="ar", now=now)
        assert (agreed.privacy, agreed.terms) == (1, 2)
