"""An import taken back: whom it made is removed, what it changed restored, unless somebody touched them since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from core.crypto import keyring
from core.events import Event
from core.history import record
from core.identify_contact.bulk_import.changes import as_kept, as_stored
from core.identify_contact.bulk_import.plan import Plan
from core.identify_contact.bulk_import.records import OF_CUSTOMER, OF_PARTY
from core.identify_contact.bulk_import.updating import PURPOSE, customers_with_all, holder, place_of_before
from core.identify_contact.match_keys import write_match_keys
from core.identify_contact.records import index_names
from core.model import (
    Base,
    Contact,
    Customer,
    CustomerStatus,
    DuplicateCandidate,
    DuplicateState,
    HistoryEntry,
    ImportRow,
    ImportRowState,
    ImportRun,
    MatchKey,
    Party,
    PartyKey,
    Registration,
)

_State = ImportRowState
_MADE = (_State.CREATED, _State.HELD)
_OWN_EVENTS = (Event.CUSTOMER_REGISTERED, Event.DUPLICATE_FOUND, Event.REGISTRATION_HELD, Event.CUSTOMER_VIEWED)
"""What the import itself left in the history of a customer, and looking at them."""
_OWNED: tuple[type[Base], ...] = (*OF_PARTY, *OF_CUSTOMER, Registration, MatchKey, PartyKey)


def undo_part(db: Session, run: ImportRun, plan: Plan, *, most: int) -> bool:
    """Takes back the next rows of an import, from the first on; returns whether there may be more."""
    rows = list(
        db.scalars(
            select(ImportRow)
            .where(ImportRow.run_id == run.id, ImportRow.line > run.rows_done + 1)
            .where(ImportRow.state.in_((*_MADE, _State.UPDATED)))
            .order_by(ImportRow.line)
            .limit(most)
        )
    )
    if not rows:
        run.rows_done = run.rows
        return False
    _remove_untouched(db, [row for row in rows if row.state in _MADE])
    _restore(db, [row for row in rows if row.state is _State.UPDATED], run, plan)
    run.rows_done = rows[-1].line - 1
    return True


def _remove_untouched(db: Session, rows: Sequence[ImportRow]) -> None:
    keys = {row.customer_id for row in rows if row.customer_id}
    if not keys:
        return
    known = select(Customer.id, Customer.party_id).where(Customer.id.in_(keys))
    there: dict[int, int] = {key: party for key, party in db.execute(known)}  # noqa: C416
    touched = _touched(db, set(there))
    gone = [key for key in there if key not in touched]
    for row in rows:
        if row.customer_id in touched:
            row.problems = [{"column": "", "field": "", "code": "import_touched", "facts": {}}]
        else:
            row.state, row.customer_id = _State.UNDONE, None
    db.flush()  # no row may name a customer who goes
    db.execute(update(ImportRow).where(ImportRow.customer_id.in_(gone)).values(customer_id=None))
    _delete(db, gone, [there[key] for key in gone])


def _touched(db: Session, customers: set[int]) -> set[int]:
    """Customers about whom there is more than the import wrote, whoever wrote it."""
    changed = or_(Customer.version > 1, Party.version > 1, Customer.status != CustomerStatus.PROSPECT)
    acts = exists(
        select(HistoryEntry.id).where(
            HistoryEntry.customer_id == Customer.id, HistoryEntry.event.not_in([event.value for event in _OWN_EVENTS])
        )
    )
    decided = exists(
        select(DuplicateCandidate.id).where(
            or_(DuplicateCandidate.left_id == Customer.id, DuplicateCandidate.right_id == Customer.id),
            DuplicateCandidate.state != DuplicateState.OPEN,
        )
    )
    named = [exists(select(1).where(column == Customer.id)) for column in _references(Customer)]
    named += [exists(select(1).where(column == Party.id)) for column in _references(Party)]
    named.append(exists(select(Contact.id).where(Contact.party_id == Party.id, Contact.customer_id != Customer.id)))
    query = (
        select(Customer.id)
        .join(Party, Party.id == Customer.party_id)
        .where(Customer.id.in_(customers), or_(changed, acts, decided, *named))
    )
    return set(db.scalars(query))


def _references(model: type[Base]) -> Iterator[Any]:
    """Columns of every table that may name such a row, but for those that go with it."""
    going: tuple[type[Base], ...] = (*_OWNED, DuplicateCandidate, ImportRow, Customer, Party)
    mine = {_table(owned).name for owned in going}
    for table in Base.metadata.sorted_tables:
        if table.name not in mine:
            yield from (key.parent for key in table.foreign_keys if key.column.table is _table(model))


def _delete(db: Session, customers: Sequence[int], parties: Sequence[int]) -> None:
    pairs = or_(DuplicateCandidate.left_id.in_(customers), DuplicateCandidate.right_id.in_(customers))
    db.execute(delete(DuplicateCandidate).where(pairs))
    for model in _OWNED:
        columns = _table(model).c
        owned = columns.customer_id.in_(customers) if "customer_id" in columns else columns.party_id.in_(parties)
        db.execute(delete(model).where(owned))
    db.execute(delete(Customer).where(Customer.id.in_(customers)))
    db.execute(delete(Party).where(Party.id.in_(parties)))


def _restore(db: Session, rows: Sequence[ImportRow], run: ImportRun, plan: Plan) -> None:
    customers = customers_with_all(db, {row.customer_id for row in rows if row.customer_id})
    for row in rows:
        customer = customers.get(row.customer_id or 0)
        if customer is None or row.before_encrypted is None:
            continue
        bound = place_of_before(run.public_id, row.line)
        kept = json.loads(keyring().decrypt(PURPOSE, row.before_encrypted, bound_to=bound))
        left = _put_back(customer, kept["values"]) + _take_away(customer, kept["added"], plan)
        write_match_keys(db, customer.party)
        row.state = _State.UPDATED if left else _State.UNDONE
        row.problems = [{"column": "", "field": name, "code": "import_not_restored", "facts": {}} for name in left]
        names = sorted({name for _, _, name, _, _ in kept["values"]} - set(left))
        facts = {"import": run.public_id, "line": row.line}
        record(db, Event.IMPORT_RESTORED, by=plan.by, now=plan.now, customer=customer, fields=names, facts=facts)


def _put_back(customer: Customer, values: Sequence[Sequence[Any]]) -> list[str]:
    """Former values where the import's still stand; returns the fields where somebody changed them since."""
    left = []
    for kind, key, name, before, after in values:
        place = holder(customer, (kind, key, name))
        if place is None or as_kept(getattr(place, name)) != after:
            left.append(name)
        else:
            setattr(place, name, as_stored(name, before))
    index_names(customer.party)
    return left


def _take_away(customer: Customer, added: dict[str, list[int]], plan: Plan) -> list[str]:
    """What the import added, unless it has been confirmed or checked since."""
    left = []
    for name, keys in added.items():
        for each in getattr(customer.party, name):
            if each.id not in keys or each.is_removed:
                continue
            if getattr(each, "confirmed_at", None) or getattr(each, "checked_at", None):
                left.append(name)
            else:
                each.removed_at = plan.now
                each.preferred = False if name == "media" else getattr(each, "preferred", None)
    return left


def _table(model: type[Base]) -> Table:
    table: Table = model.__table__  # type: ignore[assignment]
    return table
