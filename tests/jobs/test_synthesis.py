"""Synthetic people and leads are written as the product writes them, and can be worked with like any other."""

import re
from collections import Counter

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, text

from core.access import Actor, ActorKind
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.certificates import certificate_digits
from core.identify_contact.check import CheckQuery, check
from core.maintain_contact.enquiry import search
from core.model import (
    Base,
    Certificate,
    Customer,
    HistoryEntry,
    IdentityState,
    Lead,
    LeadSource,
    LeadStatus,
    Party,
    SignInName,
    Staff,
)
from core.normalise import search_text, sort_key
from core.numbers import is_code
from core.track_lead.assignment import assign
from core.track_lead.capture import show_interest
from jobs.synthesis.load import synthesise
from tests.leads import the_offer
from tests.people import Person
from tests.support import olena
from tests.support.client import PageClient

MANY = 300
OF_CUSTOMERS = (
    "party", "customer", "contact", "contact_medium", "certificate", "address", "contact_preference",
    "customer_consent", "notice_acceptance", "registration", "credential", "sign_in_name", "history",
)  # fmt: skip
OF_LEADS = ("lead", "lead_item", "lead_assignment", "intention", "post", "history")
OF_THEIR_CHOICE = {"first_channel", "latin_name", "call_back_times", "note", "how_soon"}
"""What a person may leave out."""


@pytest.fixture
def synthetic(settings, database) -> int:
    """Three hundred customers with a lead each; the first of their keys."""
    with reading() as db:
        first = (db.scalar(select(func.max(Customer.id))) or 0) + 1
    synthesise(settings, customers=MANY, leads=MANY, seed=7)
    return first


def rows_of(table: str, *, customer: Customer, party: int, lead: int | None) -> list[dict[str, object]]:
    """What a table holds about one customer and their lead."""
    found = Base.metadata.tables[table]
    credential = select(Base.metadata.tables["credential"].c.id).where(
        Base.metadata.tables["credential"].c.party_id == party
    )
    owners = {"lead_id": lead, "customer_id": customer.id, "party_id": party}
    if table in {"party", "customer", "lead"}:
        where = found.c.id == {"party": party, "customer": customer.id, "lead": lead}[table]
    elif table == "sign_in_name":
        where = found.c.credential_id.in_(credential)
    else:
        column = next(name for name in owners if name in found.c and (name != "lead_id" or table in OF_LEADS))
        column = "customer_id" if table == "history" else column
        where = found.c[column] == owners[column]
    with reading() as db:
        return [dict(row) for row in db.execute(select(found).where(where)).mappings()]


def filled(rows: list[dict[str, object]]) -> set[str]:
    """Columns that hold something in any of the rows."""
    return {name for row in rows for name, value in row.items() if value is not None}


def one_synthetic(first: int, *, status: LeadStatus) -> tuple[Customer, Lead]:
    """Somebody whose identity nobody checked, with a lead in this state."""
    with reading() as db:
        found = db.execute(
            select(Customer, Lead)
            .join(Lead, Lead.customer_id == Customer.id)
            .where(Customer.id >= first, Customer.identity_state == IdentityState.NOT_CHECKED, Lead.status == status)
        )
        return found.first()


def a_real_one(mona: Person, sara: Person, now) -> tuple[Customer, Lead]:
    """Olena registers, shows interest, and her lead is assigned to sara."""
    customer = olena.register_olena(now=now, contacts=())
    with transaction() as db:
        stored = db.get_one(Customer, customer.id)
        by = Actor(ActorKind.CUSTOMER, party_id=stored.party_id, customer_id=stored.id)
        lead = show_interest(db, stored, offering=the_offer(db), source=LeadSource.PORTAL, by=by, now=now, key="k")
        assign(
            db,
            lead,
            to=db.get_one(Staff, sara.staff_id),
            reason=None,
            by=mona.actor,
            seen_version=lead.version,
            now=now,
        )
        return stored, lead


def test_every_row_is_there_that_registering_interest_and_assigning_write(synthetic, fibre, team, mona, sara, now):
    real, real_lead = a_real_one(mona, sara, now)
    drawn, drawn_lead = one_synthetic(synthetic, status=LeadStatus.NEW)
    for table in dict.fromkeys((*OF_CUSTOMERS, *OF_LEADS)):
        theirs = rows_of(table, customer=real, party=real.party_id, lead=real_lead.id)
        ours = rows_of(table, customer=drawn, party=drawn.party_id, lead=drawn_lead.id)
        assert len(ours) == len(theirs), table
        missing = filled(theirs) ^ filled(ours)
        assert not missing - OF_THEIR_CHOICE, (table, missing)


def test_the_history_says_what_the_products_says(synthetic, fibre, team, mona, sara, now):
    real, _ = a_real_one(mona, sara, now)
    drawn, _ = one_synthetic(synthetic, status=LeadStatus.NEW)

    def told(customer: Customer) -> list[tuple[object, ...]]:
        with reading() as db:
            lines = db.scalars(
                select(HistoryEntry).where(HistoryEntry.customer_id == customer.id).order_by(HistoryEntry.id)
            )
            return [
                (one.event, one.by_kind, bool(one.by_party_id), set(one.facts), one.party_id is None) for one in lines
            ]

    assert told(drawn) == told(real)
    with reading() as db:
        fields = db.scalars(select(HistoryEntry.fields).where(HistoryEntry.event == "customer_registered")).all()
    assert {"access", "basic", "certificate", "notices"} <= set.intersection(*map(set, fields))


def test_nothing_lies_in_the_future_but_what_waits(synthetic):
    with reading() as db:
        now = utcnow()
        leads = db.scalars(select(Lead).where(Lead.customer_id >= synthetic)).all()
        assert {lead.status for lead in leads} == {
            LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.WAITING, LeadStatus.DISQUALIFIED,
        }  # fmt: skip
        for lead in leads:
            moments = (lead.created_at, lead.assigned_at, lead.first_touch_at, lead.last_touch_at, lead.closed_at)
            assert all(moment <= now for moment in moments if moment)
            assert lead.created_at > lead.customer.registered_at
            assert (lead.waiting_until is not None) is (lead.status is LeadStatus.WAITING)
            assert (lead.closed_at is not None) is (not lead.is_open)
        assert db.scalar(select(func.max(HistoryEntry.at))) <= now


def test_certificates_are_sealed_and_found_by_check(synthetic, carl, now):
    with reading() as db:
        stored = db.scalars(select(Certificate).where(Certificate.party_id >= synthetic).limit(5)).all()
        for certificate in stored:
            number = certificate_digits(certificate)
            assert re.fullmatch("[A-Z]{2}[0-9]{7}", number)
            assert number not in certificate.number_encrypted
            question = CheckQuery(type_code="passport", number=number, issuing_state=certificate.issuing_state)
            found = check(db, question, by=carl.actor, now=now)
            assert certificate.party_id in {match.customer.party_id for match in found}


def test_people_of_many_countries_are_found_in_their_script_and_in_latin(synthetic, carl, now):
    with reading() as db:
        parties = db.scalars(select(Party).where(Party.nationality.is_not(None))).all()
        assert len({party.nationality for party in parties}) >= 12
        scripts = Counter("latin" if party.latin_name is None else "other" for party in parties)
        assert min(scripts.values()) > MANY / 10
        for party in parties:
            assert party.search_name == search_text(party.last_name, None, party.first_name, party.latin_name, None)
            assert party.sort_name == sort_key(None, party.last_name, party.first_name, None)
        other = next(party for party in parties if party.latin_name)
        for typed in (f"{other.first_name} {other.last_name}", other.latin_name):
            names = {card.name for card in search(db, typed, by=carl.actor, now=now)}
            assert other.name in names, typed


def held_by(database) -> set[tuple[object, ...]]:
    """Indexes and keys of every table as the database itself tells them."""
    with reading() as db:
        if database.startswith("sqlite"):
            return {tuple(row) for row in db.execute(text("SELECT name, tbl_name, sql FROM sqlite_master"))}
        keys = "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
        indexes = "SELECT indexname, indexdef, true FROM pg_indexes"
        return {tuple(row) for row in db.execute(text(f"{keys} UNION ALL {indexes}"))}


def test_every_index_and_key_is_there_again_and_holds(settings, database):
    before = held_by(settings.database_url)
    synthesise(settings, customers=20, leads=20)
    assert held_by(settings.database_url) == before


def test_a_load_that_breaks_off_leaves_every_index_and_key(settings, database, monkeypatch):
    before = held_by(settings.database_url)
    monkeypatch.setattr("jobs.synthesis.load._by_processes", broken)
    monkeypatch.setattr("jobs.synthesis.load._write", broken)
    with pytest.raises(RuntimeError, match="broken off"):
        synthesise(settings, customers=20, leads=20)
    assert held_by(settings.database_url) == before


def broken(*_: object) -> None:
    raise RuntimeError("broken off")


def test_codes_carry_their_check_digit_and_none_comes_twice(synthetic):
    with reading() as db:
        codes = db.scalars(select(Customer.code)).all()
        numbers = db.scalars(select(Lead.number)).all()
    assert all(is_code(code) for code in codes)
    assert len(set(codes)) == len(codes) == MANY
    assert len(set(numbers)) == len(numbers) == MANY


def test_a_second_load_stands_beside_the_first_and_people_go_on_registering(synthetic, settings, now):
    synthesise(settings, customers=50, leads=120, seed=7)
    olena.register_olena(now=now)
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Customer)) == MANY + 51
        assert db.scalar(select(func.count()).select_from(Lead)) == MANY + 120


def test_a_synthetic_person_signs_in(synthetic, portal: PageClient):
    with reading() as db:
        name = db.scalars(select(SignInName.value).order_by(SignInName.id)).first()
    answer = portal.get("/sign-in").submit("Sign in", {"E-mail or mobile": name}, Password="lantern-harbour-27")
    assert answer.status == 303


def test_the_command_says_what_it_did(database, settings, monkeypatch):
    import cli

    monkeypatch.setattr(cli, "_settings", lambda: settings)
    done = CliRunner().invoke(cli.foyer, ["synthesise", "--customers", "20", "--leads", "5"])
    assert re.fullmatch(r"Wrote 20 customers and 5 leads in [0-9.]+ seconds\.\n", done.output), done.output
    assert done.exit_code == 0
