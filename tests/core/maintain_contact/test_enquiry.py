"""A caller is found by whatever they can give, alike on both databases, by staff who may see them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.access import Permission, may
from core.errors import NotAllowed, NotFound
from core.identify_contact.certificates import seal_number
from core.maintain_contact.enquiry import record_search, search
from core.maintain_contact.search_terms import read_terms
from core.maintain_contact.search_views import keep_view, open_view
from core.model import (
    Certificate,
    Channel,
    Contact,
    ContactMedium,
    Customer,
    HistoryEntry,
    Lead,
    LeadSource,
    MediumKind,
    Party,
)
from core.normalise import search_text, sort_key
from core.numbers import customer_code, lead_number
from tests.people import Person


def somebody(db: Session, now: datetime, last: str, first: str, *, phone: str = "", email: str = "") -> Customer:
    party = Party(
        last_name=last,
        first_name=first,
        search_name=search_text(last, None, first),
        sort_name=sort_key(last, None, first),
        created_at=now,
    )
    if phone:
        party.media.append(ContactMedium(kind=MediumKind.MOBILE, value=phone, created_at=now))
    if email:
        party.media.append(ContactMedium(kind=MediumKind.EMAIL, value=email, created_at=now))
    customer = Customer(code=customer_code(db), party=party, channel=Channel.PHONE, registered_at=now)
    customer.contacts = [Contact(party=party, created_at=now)]
    db.add(customer)
    db.flush()
    return customer


def names(db: Session, terms: str, person: Person, now: datetime) -> list[str]:
    return [card.name for card in search(db, terms, by=person.actor, now=now)]


@pytest.mark.parametrize(
    "terms",
    [
        "er",
        "Eriks",
        "RIKS",
        "anna eriksson",
        "Eriksson Anna",
        "070-174 06 05",
        "+46 70 174 06 05",
        "1740605",
        "174 06 05",
        "anna.eriksson@foyer.example",
        " Anna.Eriksson@Foyer.Example ",
    ],
)
def test_anna_is_found_by_what_she_may_say(db: Session, now: datetime, anna: Person, carl: Person, terms: str) -> None:
    assert names(db, terms, carl, now) == ["Anna Eriksson"]


@pytest.mark.parametrize(
    "terms", ["", " ", "e", "zz", "17406", "nobody@foyer.example", "\x00", "%", "_", "' or 1=1", "\ud800"]
)
def test_nonsense_and_too_little_find_nobody(
    db: Session, now: datetime, anna: Person, carl: Person, terms: str
) -> None:
    assert names(db, terms, carl, now) == []


def test_any_script_is_found_in_its_own_letters_and_in_latin(db: Session, now: datetime, carl: Person) -> None:
    somebody(db, now, "القحطاني", "نورة")
    somebody(db, now, "欧阳", "娜娜")
    somebody(db, now, "Müller", "Øyvind")
    for terms in ("القحط", "نورة", "欧阳", "娜娜", "阳", "Mueller", "Muller", "müll", "oyvind"):
        assert len(names(db, terms, carl, now)) == 1, terms
    assert names(db, "ouyang", carl, now) == ["欧阳娜娜"]


def test_a_customer_is_found_by_code_lead_and_certificate(
    db: Session, now: datetime, anna: Person, carl: Person
) -> None:
    customer = db.get_one(Customer, anna.customer_id)
    certificate = Certificate(party_id=customer.party_id, type_code="passport", issuing_state="SE", created_at=now)
    seal_number(certificate, "AA 123 4567")
    lead = Lead(
        number=lead_number(db),
        customer=customer,
        contact=customer.contacts[0],
        title="Fibre",
        source=LeadSource.PORTAL,
        created_at=now,
        next_step_at=now,
    )
    db.add_all([certificate, lead])
    db.flush()
    for terms in (anna.customer_code, lead.number, lead.number.lower(), "aa1234567", "AA-123-4567", "AA 1234567"):
        assert names(db, terms, carl, now) == ["Anna Eriksson"], terms


def test_a_customer_is_found_through_their_contacts(db: Session, now: datetime, anna: Person, carl: Person) -> None:
    khalid = Party(
        last_name="Haddad",
        first_name="Khalid",
        search_name=search_text("Haddad", None, "Khalid"),
        sort_name=sort_key("Haddad", None, "Khalid"),
        created_at=now,
    )
    khalid.media = [ContactMedium(kind=MediumKind.MOBILE, value="+966500172230", created_at=now)]
    customer = db.get_one(Customer, anna.customer_id)
    customer.contacts.append(Contact(party=khalid, type_code="emergency", created_at=now))
    db.flush()
    assert names(db, "khalid", carl, now) == ["Anna Eriksson"]
    assert names(db, "+966 50 017 2230", carl, now) == ["Anna Eriksson"]


def test_cards_are_sorted_and_masked(db: Session, now: datetime, anna: Person, carl: Person) -> None:
    somebody(db, now, "Eriksson", "Örjan", phone="+46701112233", email="orjan@post.example")
    somebody(db, now, "Eriksen", "Bo")
    found = search(db, "eriks", by=carl.actor, now=now)
    assert [card.name for card in found] == ["Bo Eriksen", "Anna Eriksson", "Örjan Eriksson"]
    assert found[2].phone == "•••• 233"
    assert found[2].email == "o••••@post.example"
    assert len(search(db, "eriks", by=carl.actor, now=now, limit=2)) == 2


def test_r44_sales_find_only_customers_of_their_leads(
    db: Session, now: datetime, anna: Person, team: int, carl: Person, sara: Person, sami: Person, adam: Person
) -> None:
    customer = db.get_one(Customer, anna.customer_id)
    db.add(
        Lead(
            number=lead_number(db),
            customer=customer,
            contact=customer.contacts[0],
            title="Fibre",
            team_id=team,
            source=LeadSource.PORTAL,
            created_at=now,
            next_step_at=now,
        )
    )
    db.flush()
    assert names(db, "anna", sara, now) == ["Anna Eriksson"]
    assert names(db, "anna", sami, now) == []
    assert not may(adam.actor, Permission.CUSTOMER_FIND)
    with pytest.raises(NotAllowed):
        names(db, "anna", adam, now)


def test_a_search_is_recorded_without_its_terms(db: Session, now: datetime, carl: Person) -> None:
    record_search(db, "Anna Eriksson", by=carl.actor, now=now)
    db.flush()
    entry = db.scalars(select(HistoryEntry).order_by(HistoryEntry.id.desc())).first()
    assert entry is not None
    assert entry.event == "searched"
    assert entry.facts["kinds"] == ["name"]
    assert "anna" not in str(entry.facts).lower()


def test_the_terms_of_a_view_are_its_makers_for_a_day(db: Session, now: datetime, carl: Person, sue: Person) -> None:
    view = keep_view(db, "Anna Eriksson", by=carl.actor, now=now)
    db.flush()
    assert "Anna" not in view.terms_encrypted
    assert open_view(db, view.public_id, by=carl.actor, now=now) == "Anna Eriksson"
    with pytest.raises(NotFound):
        open_view(db, view.public_id, by=sue.actor, now=now)
    with pytest.raises(NotFound):
        open_view(db, view.public_id, by=carl.actor, now=now + timedelta(days=1))


def test_statements_do_not_grow_with_what_is_found(db: Session, now: datetime, carl: Person) -> None:
    def counted() -> int:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(db.get_bind(), "before_cursor_execute", note)
        search(db, "lind", by=actor, now=now)
        event.remove(db.get_bind(), "before_cursor_execute", note)
        return len(statements)

    actor = carl.actor
    somebody(db, now, "Lind", "Ada", phone="+46700000001")
    db.expire_all()
    one = counted()
    for number in range(20):
        somebody(db, now, "Lind", f"B{number}", phone=f"+467000001{number:02d}")
    db.expire_all()
    assert counted() == one <= 6


def test_two_letters_begin_a_word_and_three_stand_anywhere() -> None:
    assert read_terms("Li", region="SE").name == (" li",)
    assert read_terms("iks", region="SE").name == ("iks",)
    assert read_terms("李", region="SE").name == (" li",)
