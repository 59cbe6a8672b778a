"""One part of a file settled: looked up, decided, written as a whole or not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database.bulk import load, reserve_keys, reserve_numbers
from core.events import Event
from core.identify_contact.bulk_import.deciding import Decision, decide
from core.identify_contact.bulk_import.known import open_books
from core.identify_contact.bulk_import.plan import Plan
from core.identify_contact.bulk_import.records import LOADED, Prepared, shape_of
from core.identify_contact.bulk_import.resembling import Likeness
from core.identify_contact.bulk_import.updating import update_customers
from core.model import (
    Base,
    Channel,
    Customer,
    DuplicateCandidate,
    DuplicateState,
    HistoryEntry,
    ImportRow,
    ImportRowState,
    MatchKey,
    Party,
    Registration,
    RegistrationState,
)
from core.numbering import numbering_of

_State = ImportRowState
_NEW = (_State.CREATED, _State.HELD)
Rows = dict[type[Base], list[dict[str, Any]]]


def settle(db: Session, rows: Sequence[Prepared], plan: Plan, *, dry: bool) -> Counter[ImportRowState]:
    """Looks up, decides and, unless `dry`, writes one part; returns how many rows became what.

    The caller's transaction makes it one act; what happened to each row stands in import_row.
    """
    decisions = decide(rows, open_books(db, rows), plan)
    changed = [decision for decision in decisions if decision.state is _State.UPDATED]
    before = update_customers(db, changed, plan, dry=dry)
    if not dry:
        _write(db, [decision for decision in decisions if decision.state in _NEW], plan)
    told = [one for one in decisions if not dry or one.problems or one.state is _State.HELD]
    _tell(db.connection(), told, before, plan, dry=dry)
    return Counter(decision.state for decision in decisions)


def _tell(
    connection: Connection, decisions: Sequence[Decision], before: dict[int, str], plan: Plan, *, dry: bool
) -> None:
    columns = ("run_id", "line", "state", "customer_id", "problems", "before_encrypted")
    load(
        connection,
        _table(ImportRow),
        columns,
        (
            (
                plan.run_id,
                one.row.read.line,
                one.state,
                (one.whom.customer_id or None) if one.whom and not dry else None,
                one.problems,
                before.get(one.row.read.line),
            )
            for one in decisions
        ),
    )


def _write(db: Session, new: Sequence[Decision], plan: Plan) -> None:
    if not new:
        return
    connection, scheme = db.connection(), numbering_of(db).customer
    parties = reserve_keys(connection, _table(Party), len(new))
    customers = reserve_keys(connection, _table(Customer), len(new))
    codes = reserve_numbers(connection, "customer_code", len(new))
    for one, customer, number in zip(new, customers, codes, strict=True):
        if one.whom is not None:
            one.whom.customer_id, one.whom.code = customer, scheme.code(number)
    rows: dict[type[Base], list[list[Any]]] = defaultdict(list)
    for one, party in zip(new, parties, strict=True):
        _keyed(rows, one, party)
    for model in LOADED:
        if rows[model]:
            load(connection, _table(model), shape_of(model).columns, rows[model])
    found_by = ((party, *key) for one, party in zip(new, parties, strict=True) for key in one.row.match_keys)
    load(connection, _table(MatchKey), ("party_id", "kind", "key"), found_by)
    beside: Rows = defaultdict(list)
    for one, party in zip(new, parties, strict=True):
        _beside(beside, one, party, plan)
    for model, found in beside.items():
        load(connection, _table(model), tuple(found[0]), (tuple(row.values()) for row in found))


def _keyed(rows: dict[type[Base], list[list[Any]]], one: Decision, party: int) -> None:
    """The prepared rows with their keys and the customer's code in place."""
    whom = one.whom
    keys: dict[str, Any] = {"party_id": party, "customer_id": whom and whom.customer_id, "code": whom and whom.code}
    own: dict[type[Base], Any] = {Party: party, Customer: keys["customer_id"]}
    for model in LOADED:
        places = shape_of(model).places
        for row in one.row.rows.get(_table(model).name, ()):
            for name, place in places.items():
                row[place] = own[model] if name == "id" else keys[name]
            rows[model].append(row)


def _beside(rows: Rows, one: Decision, party: int, plan: Plan) -> None:
    """Registration, history and pairs of a new customer."""
    if one.whom is None:
        return
    customer, held = one.whom.customer_id, one.state is _State.HELD
    rows[Registration].append(
        {
            "customer_id": customer,
            "channel": Channel.IMPORT,
            "state": RegistrationState.HELD if held else RegistrationState.NEW,
            "at": plan.now,
            "by_staff_id": plan.by.staff_id,
            "version": 1,
        }
    )
    facts = {"channel": Channel.IMPORT.value, "confirmed": False, "import": plan.public_id, "line": one.row.read.line}
    history = [_line(Event.CUSTOMER_REGISTERED, customer, plan, party=party, fields=sorted(one.row.parts), facts=facts)]
    for like in one.likes:
        facts = {"other": like.whom.code, "score": like.score, "band": like.band.value}
        history.append(_line(Event.DUPLICATE_FOUND, customer, plan, facts=facts))
        rows[DuplicateCandidate].append(_pair(like.whom.customer_id, customer, like, plan))
    if held:
        history.append(_line(Event.REGISTRATION_HELD, customer, plan))
    rows[HistoryEntry].extend(history)


def _pair(known: int, new: int, like: Likeness, plan: Plan) -> dict[str, Any]:
    lower, higher = sorted((known, new))
    return {
        "left_id": lower,
        "right_id": higher,
        "score": like.score,
        "band": like.band.value,
        "evidence": [{"code": code} for code in like.evidence],
        "state": DuplicateState.OPEN,
        "found_at": plan.now,
        "version": 1,
    }


def _line(
    event: Event,
    customer: int,
    plan: Plan,
    *,
    party: int | None = None,
    fields: Iterable[str] = (),
    facts: dict[str, Any] | None = None,
) -> dict[str, Any]:
    by: Actor = plan.by
    return {
        "at": plan.now,
        "event": event.value,
        "outcome": "done",
        "by_kind": by.kind.value,
        "by_staff_id": by.staff_id,
        "customer_id": customer,
        "party_id": party,
        "fields": list(fields),
        "facts": facts or {},
    }


def _table(model: type[Base]) -> Table:
    table: Table = model.__table__  # type: ignore[assignment]
    return table
