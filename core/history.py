"""Who did or saw what, on whom, when: written in the act's own transaction, never changed afterwards (R54, R55)."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import Actor
from core.crypto import Keyring, keyring
from core.model import (
    Customer,
    HistoryEntry,
    HistoryValue,
    Lead,
    ModificationOrder,
    Opportunity,
    Party,
    PartyKey,
    Staff,
)
from core.tokens import new_token

Before = Any
After = Any


class Event(StrEnum):
    """Everything that leaves a trace; the web has a sentence for each."""

    # access of customers
    CUSTOMER_REGISTERED = "customer_registered"
    REGISTRATION_HELD = "registration_held"
    REGISTRATION_ACCEPTED = "registration_accepted"
    REGISTRATION_REFUSED = "registration_refused"
    REGISTRATION_ASKED_AGAIN = "registration_asked_again"
    KNOWN_PARTY_TOLD = "known_party_told"
    MEDIUM_CONFIRMED = "medium_confirmed"
    LINK_SENT = "link_sent"
    LINK_USED = "link_used"
    PASSWORD_SET = "password_set"  # noqa: S105
    QUESTION_SET = "question_set"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    RESET_ASKED = "reset_asked"
    ANSWER_TRIED = "answer_tried"
    CONSENT_CHANGED = "consent_changed"
    NOTICE_ACCEPTED = "notice_accepted"
    # looks
    SEARCHED = "searched"
    CUSTOMER_VIEWED = "customer_viewed"
    DOCUMENT_VIEWED = "document_viewed"
    CERTIFICATE_REVEALED = "certificate_revealed"
    LEAD_VIEWED = "lead_viewed"
    OPPORTUNITY_VIEWED = "opportunity_viewed"
    ORDER_VIEWED = "order_viewed"
    # maintenance
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_REMOVED = "document_removed"
    CHECKED_FOR_DUPLICATES = "checked_for_duplicates"
    DUPLICATE_FOUND = "duplicate_found"
    SAME_PERSON = "same_person"
    NOT_THE_SAME = "not_the_same"
    CALLER_VERIFIED = "caller_verified"
    CALLER_NOT_VERIFIED = "caller_not_verified"
    QUESTION_CLOSED = "question_closed"
    QUESTION_REOPENED = "question_reopened"
    VERIFICATION_ENDED = "verification_ended"
    VERIFYING_STOPPED = "verifying_stopped"
    VERIFYING_REOPENED = "verifying_reopened"
    ORDER_SUBMITTED = "order_submitted"
    ORDER_APPLIED = "order_applied"
    ORDER_WITHDRAWN = "order_withdrawn"
    IDENTITY_CHECKED = "identity_checked"
    # sales
    LEAD_CREATED = "lead_created"
    LEAD_INTEREST_ADDED = "lead_interest_added"
    LEAD_ASSIGNED = "lead_assigned"
    LEAD_CLAIMED = "lead_claimed"
    LEAD_GIVEN_BACK = "lead_given_back"
    LEAD_STARTED = "lead_started"
    LEAD_PAUSED = "lead_paused"
    LEAD_CONVERTED = "lead_converted"
    LEAD_CLOSED = "lead_closed"
    LEAD_REOPENED = "lead_reopened"
    LEAD_DELETED = "lead_deleted"
    LEAD_RESTORED = "lead_restored"
    LEAD_CHANGED = "lead_changed"
    POST_ADDED = "post_added"
    TASK_ADDED = "task_added"
    TASK_DONE = "task_done"
    COMPETITOR_ADDED = "competitor_added"
    COMPETITOR_REMOVED = "competitor_removed"
    INTENTION_RECORDED = "intention_recorded"
    OPPORTUNITY_CREATED = "opportunity_created"
    TEAM_CREATED = "team_created"
    TEAM_CHANGED = "team_changed"
    TEAM_RETIRED = "team_retired"
    OFFER_CREATED = "offer_created"
    OFFER_CHANGED = "offer_changed"
    OFFER_RETIRED = "offer_retired"
    # staff
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"
    STAFF_DISABLED = "staff_disabled"
    STAFF_ENABLED = "staff_enabled"


def record(
    db: Session,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    customer: Customer | None = None,
    party: Party | None = None,
    lead: Lead | None = None,
    opportunity: Opportunity | None = None,
    order: ModificationOrder | None = None,
    staff: Staff | None = None,
    fields: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    values: Mapping[str, tuple[Before, After]] | None = None,
    outcome: str = "done",
) -> HistoryEntry:
    """Adds one line to the history.

    `facts` are ids and codes; personal values go into `values` (field → before, after) and are kept under the
    party's own key. `outcome` is done, refused or failed. Rows named here must have been flushed or are flushed now.
    """
    if values:
        db.flush()  # the party's key must belong to a row that has its id
    owner = _owner(customer, lead, opportunity, order)
    entry = HistoryEntry(
        at=now,
        event=event.value,
        outcome=outcome,
        by_kind=by.kind.value,
        by_staff_id=by.staff_id,
        by_party_id=by.party_id,
        customer_id=owner,
        party_id=party.id if party else None,
        lead_id=lead.id if lead else None,
        opportunity_id=opportunity.id if opportunity else None,
        order_id=order.id if order else None,
        staff_id=staff.id if staff else None,
        fields=sorted({*fields, *(values or {})}),
        facts=dict(facts or {}),
        request_id=by.request_id,
        address=by.address,
    )
    db.add(entry)
    if values:
        _keep_values(db, entry, party or _party_of(db, owner), values, now=now)
    return entry


def _owner(
    customer: Customer | None, lead: Lead | None, opportunity: Opportunity | None, order: ModificationOrder | None
) -> int | None:
    if customer is not None:
        return customer.id
    for thing in (lead, opportunity, order):
        if thing is not None:
            return thing.customer_id
    return None


def _party_of(db: Session, customer_id: int | None) -> Party:
    found = db.scalar(select(Party).join(Customer, Customer.party_id == Party.id).where(Customer.id == customer_id))
    if found is None:
        raise ValueError("values need a party whose key protects them")
    return found


def _keep_values(
    db: Session, entry: HistoryEntry, party: Party, values: Mapping[str, tuple[Before, After]], *, now: datetime
) -> None:
    seal = party_keyring(db, party.id, now=now)
    for name, (before, after) in values.items():
        entry.values.append(
            HistoryValue(
                party_id=party.id,
                field=name,
                before_encrypted=_sealed(seal, party.id, before),
                after_encrypted=_sealed(seal, party.id, after),
            )
        )


def _sealed(seal: Keyring, party_id: int, value: Any) -> str | None:
    if value is None:
        return None
    return seal.encrypt("history", json.dumps(value, default=str).encode(), bound_to=str(party_id))


def sealed(db: Session, party_id: int, value: Any, *, now: datetime) -> str | None:
    """A value of a party's past, encrypted under the party's own key (orders keep their before and after so)."""
    return _sealed(party_keyring(db, party_id, now=now), party_id, value)


def unsealed(db: Session, party_id: int, text: str | None) -> Any:
    """The value again; None where there was none or where the key has been destroyed."""
    key = db.scalar(select(PartyKey).where(PartyKey.party_id == party_id))
    if text is None or key is None or key.wrapped is None:
        return None
    return json.loads(_opened(key).decrypt("history", text, bound_to=str(party_id)))


def party_keyring(db: Session, party_id: int, *, now: datetime) -> Keyring:
    """The party's own key, made at first use; destroying its row makes the party's past unreadable."""
    key = db.scalar(select(PartyKey).where(PartyKey.party_id == party_id))
    if key is None:
        secret = new_token() + new_token()
        wrapped = keyring().encrypt("party key", secret.encode(), bound_to=str(party_id))
        key = PartyKey(party_id=party_id, wrapped=wrapped, created_at=now)
        db.add(key)
        db.flush()  # a second record in the same act must find it
    return _opened(key)


def _opened(key: PartyKey) -> Keyring:
    if key.wrapped is None:
        raise ValueError("this party's past has been erased")
    secret = keyring().decrypt("party key", key.wrapped, bound_to=str(key.party_id)).decode()
    return Keyring((secret,))
