"""Activation: everything or nothing, once, under a service number of one's own."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select, text

from core.database.transaction import reading, transaction
from core.errors import Conflict, FoyerError, Invalid, NotAllowed, WrongStatus
from core.identify_contact.activation import ActivationAnswers, activate
from core.identify_contact.activation_needs import Lack, lacks
from core.identify_contact.answers import BasicAnswers, CertificateAnswers
from core.identify_contact.checked_identity import HowChecked
from core.identify_contact.registration import register
from core.identify_contact.what_is_held import held
from core.maintain_contact.enquiry import search
from core.model import (
    Account,
    Authority,
    Channel,
    Contact,
    Customer,
    CustomerStatus,
    HistoryEntry,
    Job,
    Operator,
    Party,
    PartyKind,
    Registration,
    RegistrationState,
    Service,
)
from core.numbers import code_of, is_code
from core.outbox import secret_of
from tests.support import olena

NUMBER = "070-999 12 34"
STORED = "+46709991234"


def entered(carl, now, key="k", **changes) -> Customer:
    with transaction() as db:
        return register(db, olena.desk_answers(**changes), by=carl.actor, channel=Channel.SHOP, now=now, key=key * 22)


def another(carl, now, key="z") -> Customer:
    basic = olena.basic(last_name="Park", first_name="Jin", latin_name="", email="jin@foyer.example", mobile="")
    return entered(carl, now, key, basic=basic, certificate=olena.certificate(number="ZZ998877"))


def go(customer, by, now, key="a" * 22, **said):
    given = {"service_number": NUMBER, "how": HowChecked.IN_PERSON, **said}
    with transaction() as db:
        return activate(db, customer.code, ActivationAnswers(**given), key=key, by=by.actor, now=now)[0]


def lacking(customer, by, now) -> tuple[Lack, ...]:
    with reading(newest=True) as db:
        return lacks(held(db, db.get_one(Customer, customer.id), by=by.actor), today=now.date())


def test_everything_in_one_step(carl, now):
    customer = entered(carl, now)
    assert lacking(customer, carl, now) == (Lack.CHECK,)
    go(customer, carl, now)
    with reading() as db:
        active = db.get_one(Customer, customer.id)
        account, service = db.scalars(select(Account)).one(), db.scalars(select(Service)).one()
        assert active.status is CustomerStatus.ACTIVE
        assert (account.customer_id, account.is_default) == (customer.id, True)
        assert is_code(account.code)
        assert (service.number, service.account_id, service.customer_id) == (STORED, account.id, customer.id)
        assert (service.started_by_id, service.started_at) == (carl.staff_id, now)
        assert db.scalars(select(Registration.state)).one() is RegistrationState.ACCEPTED
        events = set(db.scalars(select(HistoryEntry.event).where(HistoryEntry.customer_id == customer.id)))
        assert {"customer_activated", "identity_checked", "registration_accepted"} <= events
        last = db.scalars(select(Job).order_by(Job.id.desc())).first()
        assert last.payload["template"] == "customer_activated"
        assert last.payload["facts"] == {"customer_code": customer.code, "account": account.code}
        assert secret_of(last) == {"to": olena.EMAIL, "number": STORED}
        sent = [job.payload["template"] for job in db.scalars(select(Job).where(Job.kind == "mail"))]
        assert "registration_accepted" not in sent


def test_r62_the_same_key_activates_once_another_says_who_was_quicker(carl, sue, now):
    customer = entered(carl, now)
    go(customer, carl, now)
    go(customer, carl, now)
    with pytest.raises(WrongStatus) as late:
        go(customer, sue, now, key="b" * 22, service_number="070-999 12 35")
    assert late.value.code == "customer_active"
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Service)) == 1
        assert db.scalar(select(func.count()).select_from(Account)) == 1


def test_of_two_at_once_one_wins(carl, sue, now):
    customer = entered(carl, now)
    outcomes: list[str] = []

    def press(who, key: str, number: str) -> None:
        try:
            go(customer, who, now, key=key * 22, service_number=number)
            outcomes.append("active")
        except WrongStatus as late:
            outcomes.append(late.code)

    both = [threading.Thread(target=press, args=args) for args in ((carl, "1", "0709991201"), (sue, "2", "0709991202"))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["active", "customer_active"]
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Service)) == 1


def test_a_service_number_is_one_active_customers(carl, now):
    first, second = entered(carl, now), another(carl, now)
    go(first, carl, now)
    with pytest.raises(Invalid) as taken:
        go(second, carl, now, key="b" * 22, service_number="+46 70 999 12 34")
    assert [(p.field, p.code) for p in taken.value.problems] == [("service_number", "service_number_taken")]
    with reading() as db:
        assert db.get_one(Customer, second.id).status is CustomerStatus.PROSPECT
        assert db.scalar(select(func.count()).select_from(Account)) == 1


def test_of_two_customers_with_one_number_at_once_one_wins(carl, sue, now):
    first, second = entered(carl, now), another(carl, now)
    outcomes: list[str] = []

    def press(customer, who, key: str) -> None:
        try:
            go(customer, who, now, key=key * 22)
            outcomes.append("active")
        except Invalid as taken:
            outcomes.append(taken.problems[0].code)

    both = [threading.Thread(target=press, args=args) for args in ((first, carl, "1"), (second, sue, "2"))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["active", "service_number_taken"]


def test_what_is_missing_stops_it_and_nothing_is_half_done(carl, now):
    nothing = {"certificate": CertificateAnswers(later=True, kept_reason="at home"), "addresses": ()}
    customer = entered(carl, now, basic=olena.basic(birth_date=None), **nothing)
    assert lacking(customer, carl, now) == (Lack.CERTIFICATE, Lack.BIRTH_DATE, Lack.ADDRESS)
    with pytest.raises(Conflict):
        go(customer, carl, now, how=None, birth_date=date(1991, 8, 14))
    with reading() as db:
        assert db.get_one(Customer, customer.id).status is CustomerStatus.PROSPECT
        assert db.scalars(select(Party.birth_date).where(Party.id == customer.party_id)).one() is None
        assert not db.scalars(select(Account)).all()


def test_the_birth_date_may_come_with_it(carl, now):
    customer = entered(carl, now, basic=olena.basic(birth_date=None))
    with pytest.raises(Invalid) as asked:
        go(customer, carl, now)
    assert [(p.field, p.code) for p in asked.value.problems] == [("birth_date", "activation_birth_date")]
    go(customer, carl, now, key="b" * 22, birth_date=date(1991, 8, 14))


def test_an_identity_that_nobody_checked_is_asked_for(carl, now):
    customer = entered(carl, now)
    with pytest.raises(Invalid) as asked:
        go(customer, carl, now, how=None)
    assert [(p.field, p.code) for p in asked.value.problems] == [("how", "activation_check")]


def test_an_expired_certificate_blocks(carl, now):
    over = olena.certificate(expires_on=date(2020, 1, 1), continue_with_expired=True)
    customer = entered(carl, now, certificate=over)
    assert lacking(customer, carl, now) == (Lack.EXPIRED,)
    with pytest.raises(Conflict):
        go(customer, carl, now)


def test_somebody_held_is_decided_first(carl, now):
    entered(carl, now)
    again = entered(carl, now, key="2")
    assert Lack.REGISTRATION in lacking(again, carl, now)
    with pytest.raises(Conflict) as refused:
        go(again, carl, now)
    assert refused.value.code == "duplicates_open"


@pytest.mark.parametrize("typed", ["", "  ", "abc", "1", "x" * 200, "12\x00345"])
def test_a_service_number_must_be_one(carl, now, typed):
    customer = entered(carl, now)
    with pytest.raises(Invalid) as wrong:
        go(customer, carl, now, service_number=typed)
    assert wrong.value.problems[0].field == "service_number"


def test_an_account_of_another_system_is_taken_when_it_is_numbered_so_and_free(carl, now):
    first, second = entered(carl, now), another(carl, now)
    with reading() as db:
        code = code_of(account_count(db) + 1, first="7")
    with pytest.raises(Invalid):
        go(first, carl, now, account="70000000000")
    go(first, carl, now, account=f"{code[:4]} {code[4:]}", key="b" * 22)
    with pytest.raises(Invalid) as taken:
        go(second, carl, now, account=code, service_number="0709991299", key="c" * 22)
    assert taken.value.problems[0].code == "account_taken"
    go(second, carl, now, service_number="0709991299", key="d" * 22)
    with reading() as db:
        assert len(set(db.scalars(select(Account.code)))) == 2


def test_the_operator_says_how_customers_and_accounts_are_numbered(carl, now):
    with transaction() as db:
        operator = db.scalars(select(Operator)).one()
        schemes = {
            "customer": {"prefix": "C-", "digits": 8, "check": "luhn"},
            "account": {"prefix": "90", "digits": 10},
        }
        operator.settings = {**operator.settings, "numbering": schemes}
    customer = entered(carl, now)
    assert customer.code.startswith("C-")
    go(customer, carl, now)
    with reading() as db:
        code = db.scalars(select(Account.code)).one()
        assert code.startswith("90")
        assert len(code) == 10
        assert [card.code for card in search(db, customer.code.lower(), by=carl.actor, now=now)] == [customer.code]


@pytest.mark.parametrize("typed", [NUMBER, STORED, "46 70 999 12 34", "0709991234"])
def test_mc8_a_customer_is_found_by_the_service_number(carl, now, typed):
    customer = entered(carl, now)
    go(customer, carl, now)
    with reading() as db:
        found = search(db, typed, by=carl.actor, now=now)
        assert [(card.code, card.found_by) for card in found] == [(customer.code, "service")]


def test_mc8_also_by_one_that_is_no_telephone_number(carl, now):
    customer = entered(carl, now)
    go(customer, carl, now, service_number="fib-00 12/7")
    with reading() as db:
        assert db.scalars(select(Service.number)).one() == "FIB0012/7"
        assert [card.found_by for card in search(db, "FIB 0012/7", by=carl.actor, now=now)] == ["service"]


def account_count(db) -> int:
    """The last number that was given to an account."""
    sequence = "SELECT last FROM number_sequence WHERE name = 'account_code'"
    if db.get_bind().dialect.name == "postgresql":
        sequence = "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM account_code_seq"
    return int(db.scalar(text(sequence)))


def organisation(carl, now) -> Customer:
    basic = BasicAnswers(kind=PartyKind.ORGANISATION, legal_name="Norrbro AB", email="office@norrbro.example")
    registered = olena.certificate(type_code="commercial_registration", number="5566778899", issuing_state="SE")
    return entered(carl, now, basic=basic, certificate=registered)


def test_ic14_an_organisation_needs_somebody_who_may_change_all(carl, now):
    customer = organisation(carl, now)
    assert lacking(customer, carl, now) == (Lack.CHECK, Lack.AUTHORITY)
    with pytest.raises(Conflict):
        go(customer, carl, now)
    with transaction() as db:
        theirs = select(Contact).where(Contact.customer_id == customer.id, Contact.party_id != customer.party_id)
        contact = db.scalars(theirs).one()
        contact.authority, contact.authority_until = Authority.CHANGE_ALL, date(2020, 1, 1)
    assert Lack.AUTHORITY in lacking(customer, carl, now)
    with transaction() as db:
        db.get_one(Contact, contact.id).authority_until = None
    go(customer, carl, now, key="b" * 22)


@pytest.mark.parametrize("whom", ["mona", "sara", "adam", "ada"])
def test_others_activate_nobody(carl, now, whom, request):
    customer = entered(carl, now)
    with pytest.raises((NotAllowed, FoyerError)):
        go(customer, request.getfixturevalue(whom), now)
