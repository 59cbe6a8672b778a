"""The ground of one test session: a folder that all its workers share, gone when the session ends."""

import fcntl
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
_NAME = "TEST_GROUND"
_PREFIX = "foyer-tests-"
_MEMORY, _ROOM = Path("/dev/shm"), 2 * 1024**3


def lay() -> Path:
    """Makes the folder (once, in the process that the workers come from) and clears what dead sessions left."""
    for left in (found for place in _places() for found in place.glob(f"{_PREFIX}*")):
        if not _alive(left):
            clear(left)
    ground = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_places()[0]))
    ground.chmod(0o755)
    os.environ[_NAME] = str(ground)
    return ground


def ground() -> Path:
    """The folder of this session."""
    return Path(os.environ[_NAME])


@contextmanager
def alone(name: str) -> Iterator[Path]:
    """One worker at a time; yields a stamp that exists once the work is done."""
    with (ground() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield ground() / f"{name}.done"


def clear(folder: Path) -> None:
    """Stops the PostgreSQL server of a ground, if it has one, and removes the folder."""
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    if pid_file.exists():
        pid = int(pid_file.read_text().split("\n", 1)[0])
        if _is_postgres(pid):
            _stop(pid)
    shutil.rmtree(folder, ignore_errors=True)


def _places() -> list[Path]:
    """Where grounds are laid, best first: in memory a database is copied ten times as fast as on most disks."""
    places = [Path(tempfile.gettempdir())]
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        places.insert(0, _MEMORY)
    return places


def _alive(folder: Path) -> bool:
    owner = folder.name.removeprefix(_PREFIX).split("-")[0]
    return not owner.isdigit() or Path(f"/proc/{owner}").exists()


def _stop(pid: int) -> None:
    os.kill(pid, signal.SIGINT)
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)


def _is_postgres(pid: int) -> bool:
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
