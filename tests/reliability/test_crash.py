"""The server dies at any moment; what it had said yes to is there whole, and nothing is there by half (R64)."""

import random
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import utcnow
from core.crypto import keyring
from core.database.transaction import reading, transaction
from core.files import FileStore
from core.identify_contact.documents import sweep_files
from core.model import (
    Certificate,
    Contact,
    ContactMedium,
    Customer,
    Document,
    HistoryEntry,
    Job,
    NoticeAcceptance,
    Party,
    Registration,
    RegistrationDraft,
)
from core.settings import Settings
from tests.reliability.loading import Crowd, complete_draft
from tests.support.live import Live

DEATHS, PEOPLE, DRAFTS = 20, 4, 5
SEED = 64


@pytest.mark.slow
def test_r64_killed_at_twenty_moments_nothing_acknowledged_is_lost(live: Live, settings: Settings) -> None:
    chance, crowd, drafts = random.Random(SEED), Crowd(live.address), []
    live.processes.pop("worker").stop()  # what is registered waits in the outbox, where it can be counted
    for _death in range(DEATHS):
        fresh = [complete_draft(len(drafts) + place, now=utcnow()) for place in range(DRAFTS)]
        drafts += fresh
        people = crowd.register(fresh, people=PEOPLE)
        _wait_for(crowd, len(crowd.yes) + chance.randint(0, 2 * DRAFTS - 2), people)
        time.sleep(chance.uniform(0, 0.1))
        live.kill("server")
        for person in people:
            person.join()
        live.start_server()
    assert not crowd.odd
    assert len(crowd.registered) >= DEATHS // 2, "the server died before anybody was done: nothing was tried"
    with reading(newest=True) as db:
        _everything_is_whole(db, drafts, crowd, settings)
    _a_sweep_finds_what_was_left(settings)


def _wait_for(crowd: Crowd, answers: int, people: list[threading.Thread]) -> None:
    """Until the server has said yes that often: on a slow machine a moment lasts longer."""
    while len(crowd.yes) < answers and any(person.is_alive() for person in people):
        time.sleep(0.005)


def _everything_is_whole(db: Session, drafts: list[str], crowd: Crowd, settings: Settings) -> None:
    store, found = FileStore(settings.files_url, keyring()), {}
    for draft in db.scalars(select(RegistrationDraft).where(RegistrationDraft.public_id.in_(drafts))):
        found[draft.public_id] = draft.customer_id
        assert (draft.customer_id is None) == (draft.submitted_at is None)
        owner = Document.draft_id == draft.id
        if draft.customer_id is not None:
            owner = Document.party_id == whole(db, draft.customer_id).party_id
        files = db.scalars(select(Document).where(owner)).all()
        assert len(files) >= crowd.uploaded.get(draft.public_id, 0), "an acknowledged upload is gone"
        assert all(store.get(file.storage_name, checksum=file.checksum) for file in files)
    assert not crowd.registered - {draft for draft, customer in found.items() if customer is not None}
    _nothing_by_half(db, {customer for customer in found.values() if customer is not None})


def whole(db: Session, customer_id: int) -> Customer:
    """Every part of one registration, each once."""
    customer = db.get_one(Customer, customer_id)
    party = customer.party
    counted = {
        "certificate": len(party.certificates), "media": len(party.media), "address": len(party.addresses),
        "contacts": len(customer.contacts), "preference": int(customer.preference is not None),
        "access": len(party.credential.names) if party.credential else 0,
        "registration": _count(db, Registration.customer_id == customer_id),
        "history": _count(db, HistoryEntry.customer_id == customer_id, HistoryEntry.event == "customer_registered"),
        "notices": _count(db, NoticeAcceptance.party_id == party.id),
        "review": _count(db, Job.key == f"review:{customer_id}"),
    }  # fmt: skip
    expected = dict.fromkeys(counted, 1) | {"contacts": 2, "notices": 2}
    assert counted == expected, customer.code
    return customer


def _count(db: Session, *where: Any) -> int:
    return len(db.execute(select(1).where(*where)).all())


def _nothing_by_half(db: Session, customers: set[int]) -> None:
    """No customer without a draft, no party without a role, no row without what it belongs to."""
    assert set(db.scalars(select(Customer.id))) == customers
    parties = set(db.scalars(select(Customer.party_id))) | set(db.scalars(select(Contact.party_id)))
    assert set(db.scalars(select(Party.id))) == parties
    for owned in (Certificate, ContactMedium):
        assert set(db.scalars(select(owned.party_id))) <= parties


def _a_sweep_finds_what_was_left(settings: Settings) -> None:
    """Files that were written before their row could be: gone; those with a row: all there."""
    store, later = FileStore(settings.files_url, keyring()), utcnow() + timedelta(days=2)
    with transaction() as db:
        sweep_files(db, store, now=later)
        assert set(store.names()) == set(db.scalars(select(Document.storage_name)))
    store.clear_unfinished(written_before=later)
