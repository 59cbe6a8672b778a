"""What a contact may do: given on evidence, exactly as far and as long as it was given, ended at once (IC-14)."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import Actor, ActorKind
from core.crypto import keyring
from core.errors import Conflict, FoyerError, Invalid, NotAllowed, NotFound, StaleVersion, WrongStatus
from core.files import FileStore
from core.identify_contact.authority import authority_of
from core.identify_contact.authority_answers import AuthorityAnswers, Evidence
from core.identify_contact.authority_setting import end_authority, set_authority
from core.identify_contact.documents import add_document
from core.identify_contact.identity_sight import ensure_sight, verified_contacts
from core.identify_contact.received_files import receive_file
from core.maintain_contact.changing import Change, Subject
from core.maintain_contact.live_verification import live_verification, opened_by
from core.maintain_contact.modification import submit
from core.maintain_contact.who_looked import deeds
from core.model import (
    Authority,
    Contact,
    Credential,
    Customer,
    CustomerStatus,
    Face,
    HistoryEntry,
    IdentityState,
    LeadSource,
    Party,
    Registration,
    RegistrationState,
    WebSession,
)
from core.sessions import start_session
from core.tokens import new_token
from core.track_lead.capture import show_interest
from tests.people import Person
from tests.support.authorised import document_of, khalid_of, verified
from tests.support.pictures import jpeg

DAY = timedelta(days=1)
STREET = {
    "type_code": "home", "country": "SE", "detailed": "Lindstedtsvägen 24", "locality": "Stockholm",
    "postal_code": "114 28",
}  # fmt: skip


@pytest.fixture
def customer(db: Session, anna: Person) -> Customer:
    return db.get_one(Customer, anna.customer_id)


@pytest.fixture
def active(db: Session, customer: Customer) -> Customer:
    customer.status, customer.identity_state = CustomerStatus.ACTIVE, IdentityState.CHECKED
    db.execute(update(Registration).values(state=RegistrationState.ACCEPTED))
    return customer


def answers(db: Session, customer: Customer, now: datetime, **changes) -> AuthorityAnswers:
    given = {"authority": Authority.CHANGE_ORDINARY, "evidence": Evidence.POWER_OF_ATTORNEY, "present": True}
    if "document" not in changes:
        given["document"] = document_of(db, customer.party, now).public_id
    return AuthorityAnswers(**(given | changes))


def give(db, customer, contact, by, now, *, key="a", seen=None, **changes) -> Contact:
    said = answers(db, customer, now, **changes)
    seen = contact.version if seen is None else seen
    made = set_authority(
        db, customer.code, contact.public_id, said, seen_version=seen, key=key * 22, by=by.actor, now=now
    )
    db.flush()
    return made


def end(db, customer, contact, by, now, *, key="e", present=False) -> Contact:
    made = end_authority(
        db, customer.code, contact.public_id,
        seen_version=contact.version, present=present, key=key * 22, by=by.actor, now=now,
    )  # fmt: skip
    db.flush()
    return made


def test_it_is_kept_with_its_dates_its_evidence_and_who_set_it(db, now, customer, carl):
    khalid = khalid_of(db, customer, now=now)
    until = now.date() + 30 * DAY
    made = give(db, customer, khalid, carl, now, valid_from=now.date(), valid_until=until)
    assert (made.authority, made.authority_from, made.authority_until) == (
        Authority.CHANGE_ORDINARY, now.date(), until,
    )  # fmt: skip
    assert made.authority_evidence == "power_of_attorney"
    assert made.authority_document.name == "power.pdf"
    assert made.authority_set_by_id == carl.staff_id
    line = db.scalars(select(HistoryEntry).where(HistoryEntry.event == "authority_set")).one()
    assert (line.customer_id, line.party_id, line.by_staff_id) == (customer.id, khalid.party_id, carl.staff_id)
    assert line.facts["authority"] == "change_ordinary"
    assert line.facts["valid_until"] == until.isoformat()


@pytest.mark.parametrize("level", list(Authority))
def test_each_level_holds_from_its_first_to_its_last_day_and_no_longer(db, now, customer, level):
    today = now.date()
    khalid = khalid_of(db, customer, now=now, authority=level, since=today, until=today + DAY)
    held = {day: authority_of(khalid, today=today + day * DAY) for day in (-1, 0, 1, 2)}
    assert held == {-1: Authority.NONE, 0: level, 1: level, 2: Authority.NONE}
    khalid.removed_at = now
    assert authority_of(khalid, today=today) is Authority.NONE


def test_the_person_themselves_may_do_everything(db, now, customer):
    assert authority_of(customer.contacts[0], today=now.date()) is Authority.ORDER


@pytest.mark.parametrize("level", list(Authority))
@pytest.mark.parametrize(("first", "last"), [(-1, 1), (1, 2), (-2, -1), (None, None)])
def test_a_verified_caller_opens_exactly_as_much(db, now, active, carl, level, first, last):
    """Looking takes 'ask', an order takes 'change ordinary data', more of an authority takes 'change all'."""
    today = now.date()
    khalid = khalid_of(
        db, active, now=now, authority=level,
        since=first and today + first * DAY, until=last and today + last * DAY,
    )  # fmt: skip
    document = document_of(db, active.party, now)
    mine = verified(db, khalid, carl.staff_id, now)
    holds = level if (first, last) in ((-1, 1), (None, None)) else Authority.NONE
    assert opened_by(live_verification(db, active, by=carl.actor, now=now), today=today) is holds
    assert opens(lambda: ensure_sight(db, active, by=carl.actor, now=now)) is holds.reaches(Authority.ASK)
    for wanted in Authority:
        found = khalid in verified_contacts(db, active, wanted, by=carl.actor, now=now)
        assert found is (wanted is Authority.NONE or holds.reaches(wanted)), wanted
    change = Change(Subject.ADDRESS, "add", values=STREET)
    ordinary = opens(
        lambda: submit(
            db, active, [change], seen_versions={}, verification=mine, by=carl.actor, channel="phone", now=now,
            key="order" * 5,
        )
    )  # fmt: skip
    assert ordinary is holds.reaches(Authority.CHANGE_ORDINARY)
    other = khalid_of(db, active, now=now, email="nadia@foyer.example")
    gives = opens(
        lambda: give(db, active, other, carl, now, authority=Authority.ASK, document=document.public_id, key="x")
    )
    assert gives is holds.reaches(Authority.CHANGE_ALL)


def opens(act) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


def test_without_evidence_nothing_is_given(db, now, customer, carl):
    khalid = khalid_of(db, customer, now=now)
    foreign = document_of(db, khalid.party, now).public_id
    wrong = [
        ({"authority": Authority.NONE}, "authority"),
        ({"evidence": None}, "evidence"),
        ({"document": ""}, "file"),
        ({"document": foreign}, "file"),
        ({"valid_until": now.date() - DAY}, "valid_until"),
        ({"valid_from": now.date() + 3 * DAY, "valid_until": now.date() + 2 * DAY}, "valid_until"),
    ]
    for number, (changes, field) in enumerate(wrong):
        with pytest.raises(Invalid) as refused:
            give(db, customer, khalid, carl, now, key=str(number), **changes)
        assert refused.value.problems[0].field == field
    assert khalid.authority is Authority.NONE


def test_who_gives_it_is_verified_or_here_or_a_supervisor_answers_for_it(db, now, active, carl, sue, anna):
    khalid = khalid_of(db, active, now=now)
    with pytest.raises(NotAllowed) as refused:
        give(db, active, khalid, carl, now)
    assert refused.value.code == "not_verified_for_authority"
    give(db, active, khalid, sue, now, key="b")
    verified(db, active.contacts[0], carl.staff_id, now)
    give(db, active, khalid, carl, now, key="c", authority=Authority.ASK)
    with pytest.raises(Conflict) as wide:
        give(db, active, khalid, carl, now, key="d", authority=Authority.CHANGE_ALL)
    assert wide.value.code == "authority_supervisor_needed"
    give(db, active, khalid, sue, now, key="f", authority=Authority.CHANGE_ALL)


def test_a_prospect_gives_it_in_the_shop(db, now, customer, agnes):
    khalid = khalid_of(db, customer, now=now)
    with pytest.raises(NotAllowed):
        give(db, customer, khalid, agnes, now, present=False)
    give(db, customer, khalid, agnes, now, key="b", authority=Authority.CHANGE_ALL)
    assert khalid.authority is Authority.CHANGE_ALL


def test_the_same_key_gives_it_once_and_a_stale_page_nothing(db, now, customer, carl):
    khalid = khalid_of(db, customer, now=now)
    give(db, customer, khalid, carl, now, seen=1)
    give(db, customer, khalid, carl, now, seen=1, authority=Authority.ORDER)
    assert khalid.authority is Authority.CHANGE_ORDINARY
    with pytest.raises(StaleVersion):
        give(db, customer, khalid, carl, now, seen=1, key="b")


def test_ended_it_opens_nothing_and_signs_out(db, now, active, carl, sue):
    khalid = khalid_of(db, active, now=now, authority=Authority.ORDER)
    stay = signed_in(db, khalid, now)
    with pytest.raises(NotAllowed):
        end(db, active, khalid, carl, now)
    end(db, active, khalid, sue, now, key="f")
    assert khalid.authority is Authority.NONE
    db.expire(stay)
    assert stay.ended_at == now
    assert db.scalars(select(HistoryEntry.event).order_by(HistoryEntry.id.desc())).first() == "authority_ended"
    with pytest.raises(Conflict):
        end(db, active, khalid, sue, now, key="g")


def test_a_contact_gives_their_own_authority_back(db, now, active, carl):
    khalid = khalid_of(db, active, now=now, authority=Authority.ASK)
    verified(db, khalid, carl.staff_id, now)
    end(db, active, khalid, carl, now)
    assert khalid.authority is Authority.NONE


def test_less_signs_out_and_more_does_not(db, now, customer, carl):
    khalid = khalid_of(db, customer, now=now, authority=Authority.CHANGE_ORDINARY)
    stay = signed_in(db, khalid, now)
    give(db, customer, khalid, carl, now, authority=Authority.ORDER)
    db.expire(stay)
    assert stay.ended_at is None
    give(db, customer, khalid, carl, now, key="b", authority=Authority.ASK)
    db.expire(stay)
    assert stay.ended_at == now


def signed_in(db: Session, contact: Contact, now: datetime) -> WebSession:
    contact.party.credential = Credential(created_at=now)
    db.flush()
    return start_session(db, face=Face.PORTAL, token=new_token(), now=now, credential_id=contact.party.credential.id)


def test_nobody_sets_it_for_the_customer_in_person_or_another_customers_contact(db, now, customer, carl, sue):
    with pytest.raises(Conflict):
        give(db, customer, customer.contacts[0], carl, now)
    khalid = khalid_of(db, customer, now=now)
    other = Customer(code="10000000999", party_id=khalid.party_id, channel=customer.channel, registered_at=now)
    db.add(other)
    db.flush()
    with pytest.raises(NotFound):
        give(db, other, khalid, sue, now, key="b", document=document_of(db, khalid.party, now).public_id)
    customer.status = CustomerStatus.MERGED
    with pytest.raises(WrongStatus):
        give(db, customer, khalid, sue, now, key="c")


@pytest.mark.parametrize("whom", ["mona", "sara", "adam", "ada"])
def test_others_set_none(db, now, customer, whom, request):
    with pytest.raises(FoyerError):
        give(db, customer, khalid_of(db, customer, now=now), request.getfixturevalue(whom), now)


def test_only_who_may_change_all_touches_a_contact_with_an_authority(db, now, active, carl):
    nadia = khalid_of(db, active, now=now, authority=Authority.ASK, email="nadia@foyer.example")
    khalid = khalid_of(db, active, now=now, authority=Authority.CHANGE_ORDINARY)
    mine = verified(db, khalid, carl.staff_id, now)
    remove = Change(Subject.CONTACT, "remove", nadia.public_id)

    def go(key: str) -> None:
        submit(
            db, active, [remove], seen_versions={remove.version_key: nadia.version}, verification=mine, by=carl.actor,
            channel="phone", now=now, key=key,
        )  # fmt: skip

    with pytest.raises(Invalid) as refused:
        go("a")
    assert refused.value.problems[0].code == "contact_has_authority"
    khalid.authority = Authority.CHANGE_ALL
    stay = signed_in(db, nadia, now)
    go("b")
    db.expire(stay)
    assert stay.ended_at == now, "a removed contact is signed out"
    assert authority_of(nadia, today=date(2026, 1, 1)) is Authority.NONE


def test_a_document_that_shows_it_stays(db, now, customer, carl):
    khalid = khalid_of(db, customer, now=now)
    document = document_of(db, customer.party, now)
    give(db, customer, khalid, carl, now, document=document.public_id)
    mine = verified(db, customer.contacts[0], carl.staff_id, now)
    remove = Change(Subject.DOCUMENT, "remove", document.public_id)

    def go(key: str) -> None:
        submit(
            db, customer, [remove], seen_versions={}, verification=mine, by=carl.actor, channel="phone", now=now,
            key=key,
        )  # fmt: skip

    with pytest.raises(Invalid) as refused:
        go("a")
    assert refused.value.problems[0].code == "document_shows_authority"
    end(db, customer, khalid, carl, now, present=True)
    go("b")
    assert document.removed_at == now


@pytest.mark.parametrize("level", [level for level in Authority if level is not Authority.NONE])
def test_the_domain_itself_refuses_what_an_authority_does_not_reach(db, now, customer, settings, level):
    """Whichever door somebody comes through: not only the pages look at it."""
    khalid = khalid_of(db, customer, now=now, authority=level)
    me = Actor(ActorKind.CUSTOMER, party_id=khalid.party_id, customer_id=customer.id, authority=level)
    store = FileStore(settings.files_url, keyring())

    def upload() -> None:
        add_document(db, store, receive_file(store, jpeg(), name="a.jpg"), owner=customer.party, by=me, now=now)

    def interest() -> None:
        show_interest(db, customer, offering=None, source=LeadSource.PORTAL, by=me, now=now, key="i" * 22)

    acts = {
        Authority.ASK: lambda: ensure_sight(db, customer, by=me, now=now),
        Authority.CHANGE_ORDINARY: upload,
        Authority.CHANGE_ALL: lambda: deeds(db, customer, by=me),
        Authority.ORDER: interest,
    }
    for wanted, act in acts.items():
        assert opens(act) is level.reaches(wanted), wanted
    stranger = Party(first_name="Nadia", created_at=now)
    db.add(stranger)
    db.flush()
    with pytest.raises(NotFound):
        add_document(db, store, receive_file(store, jpeg(), name="a.jpg"), owner=stranger, by=me, now=now)
