"""Rows about customers who are there: changed in the order of the file, with what stood there before kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.crypto import keyring
from core.history import Event, record
from core.identify_contact.bulk_import.changes import Changes, Spot, as_kept, changes_of
from core.identify_contact.bulk_import.deciding import Decision
from core.identify_contact.bulk_import.plan import Plan
from core.identify_contact.bulk_import.rows import told
from core.identify_contact.certificates import certificate_of
from core.identify_contact.customer_records import address_of
from core.identify_contact.match_keys import write_match_keys
from core.identify_contact.records import index_names
from core.model import Address, ContactPreference, Customer, ImportRowState, Party

PURPOSE = "import"
_NAMES = frozenset({"last_name", "middle_name", "first_name", "latin_name", "legal_name"})


def update_customers(db: Session, changed: Sequence[Decision], plan: Plan, *, dry: bool) -> dict[int, str]:
    """Changes the customers whom rows mean; returns, by line, what stood there before, encrypted.

    A row that changes nothing becomes UNCHANGED, one that may not be carried out REFUSED. `dry`: only said, not done.
    """
    before: dict[int, str] = {}
    there = _customers(db, {one.whom.customer_id for one in changed if one.whom})
    for one in changed:
        answers = one.row.read.answers
        customer = there.get(one.whom.customer_id) if one.whom else None
        if customer is None or answers is None:
            continue
        changes = changes_of(customer, answers, one.row.read.said)
        if changes.problems:
            one.state = ImportRowState.REFUSED
            one.problems = [told(problem, plan.reading) for problem in changes.problems]
        elif not changes.fields:
            one.state = ImportRowState.UNCHANGED
        elif not dry:
            before[one.row.read.line] = _apply(db, customer, changes, plan, line=one.row.read.line)
    return before


def place_of_before(plan_public_id: str, line: int) -> str:
    """What the record of what was before is bound to."""
    return f"{plan_public_id}:{line}"


def holder(customer: Customer, spot: Spot) -> Any:
    """The row in which a value stands; None where it is gone."""
    kind, key, _name = spot
    if kind == "address":
        return next((each for each in customer.party.addresses if each.id == key and not each.is_removed), None)
    return {"party": customer.party, "preference": customer.preference, "customer": customer}[kind]


def customers_with_all(db: Session, keys: set[int]) -> dict[int, Customer]:
    """Customers with everything that a file may change."""
    return _customers(db, keys)


def _customers(db: Session, keys: set[int]) -> dict[int, Customer]:
    if not keys:
        return {}
    query = (
        select(Customer)
        .where(Customer.id.in_(keys))
        .options(
            selectinload(Customer.preference),
            selectinload(Customer.party).selectinload(Party.media),
            selectinload(Customer.party).selectinload(Party.addresses),
            selectinload(Customer.party).selectinload(Party.certificates),
        )
    )
    return {customer.id: customer for customer in db.scalars(query)}


def _apply(db: Session, customer: Customer, changes: Changes, plan: Plan, *, line: int) -> str:
    if changes.preference:
        customer.preference = ContactPreference(customer_id=customer.id)
    for spot, (_, after) in changes.values.items():
        setattr(holder(customer, spot), spot[2], after)
    if any(spot[0] == "party" and spot[2] in _NAMES for spot in changes.values):
        index_names(customer.party)
    if ("preference", 0, "language") in changes.values:
        customer.party.language = customer.preference.language if customer.preference else None
    added = _add(customer, changes, plan)
    db.flush()  # what was added needs its keys
    write_match_keys(db, customer.party)
    values = {spot[2]: (as_kept(was), as_kept(now)) for spot, (was, now) in changes.values.items()}
    record(
        db, Event.IMPORT_CHANGED, by=plan.by, now=plan.now, customer=customer, party=customer.party,
        fields=changes.fields, facts={"import": plan.public_id, "line": line}, values=values,
    )  # fmt: skip
    kept = {
        "values": [[*spot, as_kept(was), as_kept(now)] for spot, (was, now) in changes.values.items()],
        "added": {name: [each.id for each in rows] for name, rows in added.items()},
    }
    bound = place_of_before(plan.public_id, line)
    return keyring().encrypt(PURPOSE, json.dumps(kept).encode(), bound_to=bound)


def _add(customer: Customer, changes: Changes, plan: Plan) -> dict[str, list[Any]]:
    """Ways to reach, address and certificate that were not there; what was there stays."""
    party, now = customer.party, plan.now
    added: dict[str, list[Any]] = {"media": changes.media, "addresses": [], "certificates": []}
    preferred = any(medium.preferred and not medium.is_removed for medium in party.media)
    for medium in changes.media:
        medium.created_at = now
        medium.preferred = medium.preferred and not preferred
        party.media.append(medium)
    if changes.address:
        address: Address = address_of(changes.address, now=now)
        address.contact_first = not any(each.contact_first and not each.is_removed for each in party.addresses)
        party.addresses.append(address)
        added["addresses"] = [address]
    if changes.certificate and (claim := certificate_of(changes.certificate, now=now)):
        party.certificates.append(claim)
        added["certificates"] = [claim]
    return added
