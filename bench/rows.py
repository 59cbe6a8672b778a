"""The databases of one run: made by `jobs.synthesis` as the product would, with the floor's tables beside."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.server import Server, name_of_template
from core.clock import utcnow
from core.crypto import use_keys
from core.database.migrate import upgrade
from core.database.transaction import dispose, engine, transaction, use_database
from core.model import Staff, StaffRole
from core.passwords import hash_password
from core.settings import Settings, read_settings

KEYS = "benchmark-key-0123456789abcdef-0123"
PASSWORD = "lantern-harbour-27"
CSR, MANAGER = "bench.csr@example.org", "synthetic.manager@example.org"
UNASSIGNED = 200
ANNOUNCED = (
    ("the manager leads both teams", "UPDATE team SET manager_id = (SELECT id FROM staff WHERE email = :manager)"),
    ("somebody may sign in", "UPDATE staff SET password_hash = :hash, password_changed_at = now()"),
    (
        "some leads wait unassigned",
        "UPDATE lead SET owner_id = NULL, team_id = NULL WHERE id IN (SELECT l.id FROM lead l JOIN staff s "
        "ON s.id = l.owner_id WHERE s.email IN ('synthetic.sales6@example.org', 'synthetic.sales7@example.org') "
        "AND l.closed_at IS NULL ORDER BY l.id DESC LIMIT :unassigned)",
    ),
)


def settings_of(url: str, folder: Path, *, port: int = 8000) -> tuple[dict[str, str], Settings]:
    """Environment and settings of a Foyer on one database."""
    environment = {
        "FOYER_DATABASE_URL": url,
        "FOYER_DEMO": "1",
        "FOYER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "FOYER_BIND": f"127.0.0.1:{port}",
        "FOYER_SECRET_KEYS": KEYS,
        "FOYER_MAIL_URL": f"file:{folder / 'mail'}",
        "FOYER_SMS_URL": f"file:{folder / 'sms'}",
        "FOYER_FILES_URL": f"file:{folder / 'files'}",
        "FOYER_LIMITS": "off",
        "FOYER_LOG": "json",
    }
    return environment, read_settings(environment)


@contextmanager
def in_use(settings: Settings) -> Iterator[None]:
    """This process works on one database."""
    use_keys(settings.secret_keys)
    use_database(settings)
    yield
    dispose()


def make(server: Server, size: int, folder: Path) -> tuple[str, float | None, float | None]:
    """The template of one size: its name, the seconds `synthesise` took and the CPU seconds of this machine's part.

    None where the template was there already.
    """
    name = name_of_template(size)
    if server.has(name):
        return name, None, None
    making = f"{name}_in_the_making"
    server.do(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
    server.do(f'CREATE DATABASE "{making}"')
    _, settings = settings_of(server.url(making), folder)
    with in_use(settings):
        upgrade(engine())
        seconds, cpu = _synthesise(settings, size)
        _prepare()
    floor = (Path(__file__).parent / "floor.sql").read_text()
    on_server = create_engine(server.url(making))
    with on_server.begin() as connection:
        connection.exec_driver_sql(floor)
    on_server.dispose()
    server.do("VACUUM (ANALYZE)", database=making)
    server.do("CHECKPOINT")
    server.do(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name, seconds, cpu


def _synthesise(settings: Settings, size: int) -> tuple[float, float]:
    from jobs.synthesis.load import synthesise

    before, begun = os.times(), time.monotonic()
    synthesise(settings, customers=size, leads=size)
    seconds, after = time.monotonic() - begun, os.times()
    ours = [after[place] - before[place] for place in range(4)]  # with the processes it started and waited for
    return seconds, sum(ours)


def _prepare() -> None:
    with transaction() as db:
        csr = Staff(email=CSR, name="CSR of the load", created_at=utcnow(), roles=[StaffRole(role="csr")])
        db.add(csr)
        db.flush()
        values = {"manager": MANAGER, "hash": hash_password(PASSWORD), "unassigned": UNASSIGNED}
        for _why, statement in ANNOUNCED:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            db.execute(text(statement), used)
