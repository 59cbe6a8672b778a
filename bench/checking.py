"""*Check* beside a lookup by primary key, in one process and one run: `python -m bench.checking`.

What is asked for are customers of the database themselves, half of them written otherwise: a letter missing, the parts
of the name in each other's place, day and month swapped. Each is asked for in turn with the lookup, at every size.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median, quantiles

from sqlalchemy import func, select

from bench.rows import in_use, make, settings_of
from bench.server import Server
from core.access import Role
from core.actor import Actor
from core.clock import utcnow
from core.database.migrate import upgrade
from core.database.transaction import engine, reading, transaction
from core.identify_contact.check import CheckQuery, check
from core.identify_contact.review import query_of
from core.model import Customer, Staff
from jobs.synthesis.load import synthesise


def main() -> int:
    """Prints one line for each size."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped all the same
    asked = argparse.ArgumentParser(prog="python -m bench.checking", description=__doc__)
    asked.add_argument("--sizes", default="1000,100000")
    asked.add_argument("--times", type=int, default=200)
    asked.add_argument("--sqlite", action="store_true", help="SQLite instead of PostgreSQL")
    asked.add_argument("--data", type=Path, help="folder in which the databases stay for the next time")
    given = asked.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(","))
    folder = given.data or Path(tempfile.mkdtemp(prefix="foyer-check-"))
    print("| customers | check ms | p95 | lookup ms | ratio | growth |\n|---|---|---|---|---|---|")
    run = _on_sqlite if given.sqlite else _on_postgresql
    try:
        run(folder, sizes, given.times)
    finally:
        if given.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _on_postgresql(folder: Path, sizes: Sequence[int], times: int) -> None:
    server = Server(folder)
    server.start()
    try:
        first = 0.0
        for size in sizes:
            template, *_ = make(server, size, folder)
            server.copy(template, f"check_{size}")
            _, settings = settings_of(server.url(f"check_{size}"), folder)
            with in_use(settings):
                first = _line(size, times, first)
    finally:
        server.stop()


def _on_sqlite(folder: Path, sizes: Sequence[int], times: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    first = 0.0
    for size in sizes:
        file = folder / f"check_{size}.sqlite"
        is_there = file.exists()
        _, settings = settings_of(f"sqlite:///{file}", folder)
        with in_use(settings):
            if not is_there:
                upgrade(engine())
                synthesise(settings, customers=size, leads=0)
            first = _line(size, times, first)


def _line(size: int, times: int, first: float) -> float:
    """Measures one size and says it; returns the median at the smallest."""
    by, queries = _questions(times + 20)
    checks: list[float] = []
    lookups: list[float] = []
    for place, (key, query) in enumerate(queries):
        took = _timed(lambda query=query: _check(query, by)), _timed(lambda key=key: _look_up(key))
        if place >= 20:
            checks.append(took[0])
            lookups.append(took[1])
    middle, lookup = median(checks), median(lookups)
    p95 = quantiles(checks, n=20)[-1]
    growth = middle / (first or middle)
    print(
        f"| {size:,} | {middle:.2f} | {p95:.1f} | {lookup:.2f} | {middle / lookup:.1f}× | {growth:.2f}× |", flush=True
    )
    return first or middle


def _questions(number: int) -> tuple[Actor, list[tuple[int, CheckQuery]]]:
    chance = Random(7)
    with reading() as db:
        last = db.scalar(select(func.max(Customer.id))) or 1
        start = db.scalar(select(func.min(Customer.id))) or 1
        keys = [chance.randint(start, last) for _ in range(number)]
        queries = [query_of(db.get_one(Customer, key)) for key in keys]
        staff = db.scalars(select(Staff.id).limit(1)).first()
    asked = [_otherwise(query) if place % 2 else query for place, query in enumerate(queries)]
    by = replace(Actor.system(), staff_id=staff, roles=frozenset({Role.CSR}))
    return by, list(zip(keys, asked, strict=True))


def _otherwise(query: CheckQuery) -> CheckQuery:
    """As somebody in a hurry would type them."""
    born = query.birth_date
    swapped = born.replace(month=born.day, day=born.month) if born and born.day <= 12 else born
    return replace(
        query, number="", emails=(), customer_id=None, birth_date=swapped,
        last_name=query.first_name, first_name=query.last_name[:2] + query.last_name[3:],
    )  # fmt: skip


def _check(query: CheckQuery, by: Actor) -> None:
    with transaction() as db:
        check(db, query, by=by, now=utcnow())


def _look_up(key: int) -> None:
    with transaction() as db:
        db.get_one(Customer, key)


def _timed(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main())
