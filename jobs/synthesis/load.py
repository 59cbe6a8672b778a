"""Writing the rows: keys and indexes laid aside, COPY by several processes, sequences put right."""

import gc
import multiprocessing
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from random import Random
from typing import Any

from sqlalchemy import Connection, func, select, text

from core.clock import utcnow
from core.database.bulk import load
from core.database.sequence import next_number
from core.database.transaction import engine, transaction
from core.model import Base
from core.passwords import hash_answer, hash_password
from core.settings import Settings
from core.tokens import new_token
from jobs.synthesis.customer_rows import HISTORY, Numbering, Row, customer_rows
from jobs.synthesis.laid_aside import laid_aside
from jobs.synthesis.lead_rows import Drawn, Sales, draw, lead_rows
from jobs.synthesis.people import BEGUN, person
from jobs.synthesis.sales import sales_people

CHUNK = 2_000
PROCESSES = 2
TABLES = (
    "party", "customer", "contact", "contact_medium", "certificate", "address", "match_key", "contact_preference",
    "customer_consent", "notice_acceptance", "registration", "credential", "sign_in_name", "lead", "lead_item",
    "lead_assignment", "intention", "post", "history", "job",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What every process must agree on."""

    customers: int
    leads: int
    numbering: Numbering
    lead_keys: dict[str, int]
    lead_numbers: int
    sales: Sales
    now: datetime
    seed: int


def synthesise(settings: Settings, *, customers: int, leads: int, seed: int = 0) -> float:
    """Writes so many customers and leads into the database of `settings`; returns the seconds it took.

    Leads belong to customers of the same load, so leads need customers; raises ValueError otherwise. Only in the demo
    does anybody know the password that they share (R6).
    """
    if leads and not customers:
        raise ValueError("leads need customers")
    begun = time.monotonic()
    plan = _plan(customers, leads, seed, demo=settings.demo)
    with laid_aside(engine(), TABLES):
        starts = range(0, max(customers, leads), CHUNK)
        if engine().dialect.name == "sqlite":
            for start in starts:
                _write(plan, start)
        else:
            _by_processes(settings, plan, starts)
    _settle_sequences()
    return time.monotonic() - begun


def _plan(customers: int, leads: int, seed: int, *, demo: bool) -> Plan:
    with transaction() as db:
        sales = sales_people(db, now=utcnow())
        codes = next_number(db, "customer_code", count=max(customers, 1))
        lead_numbers = next_number(db, "lead_number", count=max(leads, 1))
        tables = Base.metadata.tables
        keys = {name: (db.scalar(select(func.max(tables[name].c.id))) or 0) + 1 for name in TABLES}
    numbering = Numbering(
        keys=keys,
        codes=codes,
        clerk=sales.clerk,
        password_hash=hash_password("lantern-harbour-27" if demo else new_token()),
        answer_hash=hash_answer("Kungsholmen" if demo else new_token()),
    )
    lead_keys = {**keys, "history": keys["history"] + HISTORY * customers}
    return Plan(customers, leads, numbering, lead_keys, lead_numbers, sales, utcnow(), seed)


def _write(plan: Plan, start: int) -> None:
    """One chunk of customers with their leads, in one transaction."""
    chance = Random(f"{plan.seed}:{start}")  # noqa: S311 -- people, not secrets
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(start, start + CHUNK):
        _collect(rows, _rows(plan, number, chance))
    with transaction() as db:
        for name in TABLES:
            if rows[name]:
                _load(db.connection(), name, rows[name])


def _rows(plan: Plan, number: int, chance: Random) -> Iterable[Row]:
    lead = _lead(plan, number, chance) if number < plan.leads else None
    if number < plan.customers:
        who = person(plan.numbering.keys["party"] + number, chance=chance, at=_registered_at(plan, number))
        yield from customer_rows(number, who, plan.numbering, touched=lead.touched if lead else None)
    if lead:
        yield from lead_rows(lead, keys=plan.lead_keys, lead_numbers=plan.lead_numbers)


def _registered_at(plan: Plan, number: int) -> datetime:
    """Later numbers later, the last one a day ago."""
    return BEGUN + (plan.now - timedelta(days=1) - BEGUN) * number / plan.customers


def _lead(plan: Plan, number: int, chance: Random) -> Drawn:
    """A lead of the customer of its number; who has several showed each interest a few weeks after the one before."""
    keys, whose, again = plan.numbering.keys, number % plan.customers, number // plan.customers
    known = _registered_at(plan, whose)
    at = known + timedelta(hours=1 + 20 * chance.random())
    at = min(at + timedelta(days=20 * again), plan.now - timedelta(hours=1)) if again else at
    about = {"customer": keys["customer"] + whose, "contact": keys["contact"] + whose, "party": keys["party"] + whose}
    return draw(number, **about, at=at, until=plan.now, sales=plan.sales, chance=chance)


def _collect(rows: dict[str, list[dict[str, Any]]], found: Iterable[Row]) -> None:
    for name, row in found:
        rows[name].append(row)


def _load(connection: Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    table = Base.metadata.tables[name]
    columns = tuple(rows[0])  # the same in every row
    load(connection, table, columns, map(itemgetter(*columns), rows))


def _by_processes(settings: Settings, plan: Plan, starts: range) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES, initializer=_begin_process, initargs=(settings, plan)) as pool:
        for _ in pool.imap_unordered(_write_here, starts):
            pass


_plans: list[Plan] = []


def _begin_process(settings: Settings, plan: Plan) -> None:
    from core.crypto import use_keys
    from core.database.transaction import use_database

    gc.disable()  # a chunk is hundreds of thousands of rows without cycles, and all that it does is look at them
    use_keys(settings.secret_keys)
    use_database(settings)
    _plans.append(plan)


def _write_here(start: int) -> None:
    _write(_plans[-1], start)


def _settle_sequences() -> None:
    if engine().dialect.name != "postgresql":
        return
    with engine().begin() as connection:
        for name in TABLES:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 1) FROM {name}))"  # noqa: S608
                )
            )
