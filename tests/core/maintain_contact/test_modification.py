"""Orders of ordinary fields: authorised, applied at once, before and after kept, nothing lost (MC-2 to MC-6)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.errors import Conflict, FoyerError, Invalid, NotAllowed, NotFound, StaleVersion, WrongStatus
from core.identify_contact.answers import MethodAnswers
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.modification import submit, withdraw
from core.maintain_contact.orders import all_orders, order_page, orders_of
from core.model import (
    Address,
    Contact,
    ContactMedium,
    Customer,
    CustomerConsent,
    HistoryEntry,
    Job,
    MediumKind,
    ModificationOrder,
    OrderChange,
    OrderState,
    Verification,
    VerificationWay,
)
from tests.people import Person

STREET = {
    "type_code": "home",
    "country": "SE",
    "detailed": "Lindstedtsvägen 24",
    "locality": "Stockholm",
    "postal_code": "114 28",
}


@pytest.fixture
def customer(db: Session, anna: Person) -> Customer:
    return db.get_one(Customer, anna.customer_id)


def verified(
    db: Session, customer: Customer, by: Actor, now: datetime, *, contact: Contact | None = None
) -> Verification:
    row = Verification(
        customer_id=customer.id,
        contact_id=(contact or customer.contacts[0]).id,
        staff_id=by.staff_id,
        way=VerificationWay.QUESTION,
        channel="phone",
        at=now,
        until=now + timedelta(minutes=15),
    )
    db.add(row)
    db.flush()
    return row


def order(
    db: Session, customer: Customer, by: Actor, now: datetime, *changes: Change, key: str = "k", **given: Any
) -> ModificationOrder:
    given.setdefault("seen_versions", {"preference": 1, "party": 1})
    if "verification" not in given:
        given["verification"] = verified(db, customer, by, now) if by.is_staff else None
    made = submit(db, customer, list(changes), by=by, channel="phone", now=now, key=key, **given)
    db.flush()
    return made


def addresses(db: Session, customer: Customer) -> list[Address]:
    live = select(Address).where(Address.party_id == customer.party_id, Address.removed_at.is_(None))
    return list(db.scalars(live.order_by(Address.id)))


def test_a_csr_adds_an_address_for_a_verified_caller(
    db: Session, now: datetime, customer: Customer, carl: Person
) -> None:
    made = order(db, customer, carl.actor, now, Change(Subject.ADDRESS, "add", values=STREET | {"contact_first": True}))
    assert (made.state, made.number[:2], made.applied_at) == (OrderState.APPLIED, "M-", now)
    (address,) = addresses(db, customer)
    assert (address.detailed, address.contact_first) == ("Lindstedtsvägen 24", True)
    page = order_page(db, by=carl.actor, now=now, number=made.number)
    assert page.entered_by == "Carl Nyström"
    assert page.asked_by is customer.contacts[0]
    assert {(c.field, c.before, c.after) for c in page.changes} >= {
        ("postal_code", None, "114 28"),
        ("contact_first", None, True),
    }
    told = db.scalars(select(Job).order_by(Job.id.desc())).first()
    assert told is not None
    assert told.payload["template"] == "order_applied"
    told_of = list(db.scalars(select(HistoryEntry.event).order_by(HistoryEntry.id)))[-2:]
    assert told_of == ["order_submitted", "order_applied"]


def test_before_and_after_are_sealed(db: Session, now: datetime, customer: Customer, carl: Person) -> None:
    order(db, customer, carl.actor, now, Change(Subject.ADDRESS, "add", values=STREET))
    for kept in db.scalars(select(OrderChange)):
        assert "Lindstedt" not in (kept.after_encrypted or "")


def test_only_what_differs_is_in_the_order(db: Session, now: datetime, customer: Customer, carl: Person) -> None:
    made = order(
        db, customer, carl.actor, now, Change(Subject.PREFERENCE, values={"currency": "EUR", "language": "en"})
    )
    assert [(c.subject, c.field) for c in made.changes] == [("preference", "currency")]
    assert customer.preference is not None
    assert customer.preference.currency == "EUR"
    assert customer.preference.zone == "Europe/Stockholm"
    with pytest.raises(Invalid) as nothing:
        order(
            db,
            customer,
            carl.actor,
            now,
            Change(Subject.PREFERENCE, values={"language": "en"}),
            key="k2",
            seen_versions={"preference": customer.preference.version},
        )
    assert nothing.value.problems[0].code == "nothing_changed"


def test_title_preferences_and_consent_in_one_order(
    db: Session, now: datetime, customer: Customer, carl: Person
) -> None:
    made = order(
        db,
        customer,
        carl.actor,
        now,
        Change(Subject.PARTY, values={"title": "ms"}),
        Change(
            Subject.PREFERENCE,
            values={"allowed_days": (1, 2), "allowed_spans": (("09:00", "12:00"),), "do_not_disturb": True},
        ),
        Change(Subject.CONSENT, values={"purpose": "own_marketing", "channel": "call", "given": True}),
    )
    assert {f"{c.subject}.{c.field}" for c in made.changes} == {
        "party.title",
        "preference.allowed_days",
        "preference.allowed_spans",
        "preference.do_not_disturb",
        "consent.own_marketing.call",
    }
    assert customer.party.title == "ms"
    ledger = db.scalars(select(CustomerConsent)).one()
    assert (ledger.given, ledger.source, ledger.by_staff_id) == (True, "phone", carl.staff_id)


def test_r14_without_a_live_verification_there_is_no_order(
    db: Session, now: datetime, customer: Customer, carl: Person, sue: Person
) -> None:
    change = Change(Subject.PARTY, values={"title": "ms"})
    mine = verified(db, customer, carl.actor, now)
    for by, verification, at in (
        (carl.actor, None, now),
        (sue.actor, mine, now),
        (carl.actor, mine, now + timedelta(minutes=15)),
    ):
        with pytest.raises(NotAllowed) as refused:
            order(db, customer, by, at, change, verification=verification)
        assert refused.value.code == "not_verified"
    mine.ended_at = now
    with pytest.raises(NotAllowed):
        order(db, customer, carl.actor, now, change, verification=mine)


def test_a_caller_opens_no_more_than_their_authority(
    db: Session, now: datetime, customer: Customer, carl: Person
) -> None:
    added = order(db, customer, carl.actor, now, _khalid())
    khalid = db.scalars(select(Contact).where(Contact.type_code == "emergency")).one()
    assert added.changes[0].subject_id == khalid.id
    theirs = verified(db, customer, carl.actor, now, contact=khalid)
    with pytest.raises(NotAllowed) as refused:
        order(
            db, customer, carl.actor, now, Change(Subject.PARTY, values={"title": "ms"}), key="k2", verification=theirs
        )
    assert refused.value.code == "no_authority"


def test_r45_what_is_not_ordinary_is_refused(db: Session, now: datetime, customer: Customer, carl: Person) -> None:
    own = customer.contacts[0].public_id
    seen = {"party": 1, f"contact:{own}": 1}
    refused = (
        Change(Subject.PARTY, values={"birth_date": "1990-01-01"}),
        Change(Subject.PARTY, values={"last_name": "Andersson"}),
        Change(Subject.CONTACT, "change", own, {"last_name": "Andersson"}),
        Change(Subject.CONTACT, "change", own, {"authority": "order"}),
        Change(Subject.CONTACT, "remove", own),
        Change(Subject.CONTACT, "change", own, {"methods": ()}),
        Change(Subject.ADDRESS, "add", values=STREET | {"party_id": 7}),
        Change(Subject.PREFERENCE, values={"version": 9}),
    )
    for number, change in enumerate(refused):
        with pytest.raises(Invalid):
            order(db, customer, carl.actor, now, change, seen_versions=seen, key=f"k{number}")
    assert customer.party.last_name == "Eriksson"


def test_a_contact_is_added_changed_and_removed(db: Session, now: datetime, customer: Customer, carl: Person) -> None:
    order(db, customer, carl.actor, now, _khalid())
    khalid = db.scalars(select(Contact).where(Contact.type_code == "emergency")).one()
    assert (khalid.party.name, khalid.authority.value, khalid.version) == ("Khalid Haddad", "none", 1)
    assert " khalid" in khalid.party.search_name
    methods = (MethodAnswers(kind=MediumKind.EMAIL, value="Khalid@post.example", preferred=True),)
    name = f"contact:{khalid.public_id}"
    changed = order(
        db,
        customer,
        carl.actor,
        now,
        Change(Subject.CONTACT, "change", khalid.public_id, {"methods": methods}),
        key="k2",
        seen_versions={name: 1},
    )
    assert [c.field for c in changed.changes] == ["methods"]
    live = [
        m.value
        for m in db.scalars(
            select(ContactMedium).where(ContactMedium.party_id == khalid.party_id, ContactMedium.removed_at.is_(None))
        )
    ]
    assert live == ["khalid@post.example"]
    assert khalid.version == 2
    order(
        db,
        customer,
        carl.actor,
        now,
        Change(Subject.CONTACT, "remove", khalid.public_id),
        key="k3",
        seen_versions={name: 2},
    )
    assert khalid.is_removed


def test_the_sign_in_name_stays_and_so_does_the_last_way_to_reach(
    db: Session, now: datetime, customer: Customer, carl: Person
) -> None:
    own = customer.contacts[0].public_id
    only_mobile = (MethodAnswers(kind=MediumKind.MOBILE, value="+46701740605"),)
    with pytest.raises(Invalid) as stays:
        order(
            db,
            customer,
            carl.actor,
            now,
            Change(Subject.CONTACT, "change", own, {"methods": only_mobile}),
            seen_versions={f"contact:{own}": 1},
        )
    assert stays.value.problems[0].code == "sign_in_name_stays"
    for name in list(customer.party.credential.names):
        db.delete(name)
    db.flush()
    with pytest.raises(Conflict) as last:
        order(
            db,
            customer,
            carl.actor,
            now,
            Change(Subject.CONTACT, "change", own, {"methods": ()}),
            key="k2",
            seen_versions={f"contact:{own}": 1},
        )
    assert last.value.code == "last_way_to_reach"


def test_at_most_one_address_is_where_contact_goes_first(
    db: Session, now: datetime, customer: Customer, carl: Person
) -> None:
    first = STREET | {"contact_first": True}
    order(db, customer, carl.actor, now, Change(Subject.ADDRESS, "add", values=first))
    made = order(
        db, customer, carl.actor, now, Change(Subject.ADDRESS, "add", values=first | {"type_code": "office"}), key="k2"
    )
    assert [a.contact_first for a in addresses(db, customer)] == [False, True]
    assert ("contact_first", addresses(db, customer)[0].id) in {(c.field, c.subject_id) for c in made.changes}


def test_r63_a_stale_order_is_refused_field_by_field(
    db: Session, now: datetime, customer: Customer, carl: Person
) -> None:
    order(db, customer, carl.actor, now, Change(Subject.PREFERENCE, values={"currency": "EUR"}))
    with pytest.raises(StaleVersion) as stale:
        order(
            db,
            customer,
            carl.actor,
            now,
            Change(Subject.PREFERENCE, values={"currency": "USD", "zone": "Asia/Riyadh"}),
            key="k2",
        )
    assert stale.value.facts["fields"] == ["currency", "zone"]
    assert "USD" not in str(stale.value.facts)
    assert customer.preference is not None
    assert customer.preference.currency == "EUR"


def test_r62_the_same_key_gives_the_same_order(db: Session, now: datetime, customer: Customer, carl: Person) -> None:
    change = Change(Subject.ADDRESS, "add", values=STREET)
    verification = verified(db, customer, carl.actor, now)
    first = order(db, customer, carl.actor, now, change, verification=verification)
    again = order(db, customer, carl.actor, now, change, verification=verification)
    assert again.number == first.number
    assert len(addresses(db, customer)) == 1


def test_a_customer_orders_for_themselves_only(db: Session, now: datetime, customer: Customer, anna: Person) -> None:
    made = order(db, customer, anna.actor, now, Change(Subject.PARTY, values={"title": "ms"}))
    assert made.entered_by_id is None
    assert [line.number for line in orders_of(db, customer, by=anna.actor)] == [made.number]
    assert order_page(db, by=anna.actor, now=now, public_id=made.public_id).changes[0].after == "ms"
    stranger = Actor(anna.actor.kind, party_id=anna.party_id, customer_id=999)
    with pytest.raises(NotAllowed):
        order(db, customer, stranger, now, Change(Subject.PARTY, values={"title": "mrs"}), key="k2")
    with pytest.raises(NotFound):
        order_page(db, by=stranger, now=now, public_id=made.public_id)


def test_an_applied_order_cannot_be_withdrawn(db: Session, now: datetime, customer: Customer, anna: Person) -> None:
    made = order(db, customer, anna.actor, now, Change(Subject.PARTY, values={"title": "ms"}))
    with pytest.raises(WrongStatus):
        withdraw(db, made, by=anna.actor, now=now)


def test_orders_are_listed_newest_first_by_key(
    db: Session, now: datetime, customer: Customer, carl: Person, sara: Person
) -> None:
    for number, title in enumerate(("ms", "mrs", "mr")):
        at = now + timedelta(minutes=number)
        order(
            db,
            customer,
            carl.actor,
            at,
            Change(Subject.PARTY, values={"title": title}),
            key=title,
            seen_versions={"party": customer.party.version},
        )
    page = all_orders(db, by=carl.actor, limit=2)
    assert [line.customer_name for line in page] == ["Anna Eriksson"] * 2
    rest = all_orders(db, by=carl.actor, before=(page[-1].at, page[-1].id))
    assert len(rest) == 1
    with pytest.raises(FoyerError):
        all_orders(db, by=sara.actor)


def _khalid() -> Change:
    method = MethodAnswers(kind=MediumKind.MOBILE, value="+966 50 017 2230")
    return Change(
        Subject.CONTACT,
        "add",
        values={"type_code": "emergency", "first_name": "Khalid", "last_name": "Haddad", "methods": (method,)},
    )
