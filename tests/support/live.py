"""The fixture `live`: server, worker and post office on the database of one test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.databases import FreshDatabase
from tests.support.post_office import PostOffice
from tests.support.processes import Process, foyer, free_port, wait_until_ready
from tests.support.settings import environment


@dataclass
class Live:
    """A running Foyer."""

    address: str
    environment: dict[str, str]
    folder: Path
    post_office: PostOffice
    processes: dict[str, Process] = field(default_factory=dict)

    @classmethod
    def on(cls, database: FreshDatabase, post_office: PostOffice, folder: Path, **changed: str) -> "Live":
        """Not yet started, on a free port; `changed` are settings by their small names."""
        address = f"http://127.0.0.1:{free_port()}"
        settings = environment(database.url, folder, address=address) | {"FOYER_MAIL_URL": post_office.url}
        settings |= {f"FOYER_{name.upper()}": value for name, value in changed.items()}
        return cls(address, settings, folder, post_office)

    def start(self) -> "Live":
        """Starts server and worker, and waits until people can come."""
        self.start_worker()
        self.start_server()
        return self

    def start_server(self) -> None:
        """Starts the server (again)."""
        self.processes["server"] = Process(self.environment, "serve", log=self.folder / "server.log")
        wait_until_ready(self.address, self.processes["server"])

    def start_worker(self) -> None:
        """Starts the worker (again)."""
        self.processes["worker"] = Process(self.environment, "worker", log=self.folder / "worker.log")

    def kill(self, name: str) -> None:
        """Takes the power away from "server" or "worker"."""
        self.processes[name].kill()

    def stop(self) -> None:
        """Ends everything; words of distress in a log are a failure."""
        late = [name for name, process in self.processes.items() if not process.stop()]
        assert not late, f"{late} did not end when asked: {[self.processes[name].said[-2000:] for name in late]}"
        for name, process in self.processes.items():
            assert "Traceback" not in process.said, f"the {name} was in distress:\n{process.said[-6000:]}"

    def foyer(self, *arguments: str) -> str:
        """Runs a `foyer` command on this database; returns what it said."""
        return foyer(self.environment, *arguments).stdout


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """A real SMTP server."""
    office = PostOffice()
    office.open()
    yield office
    office.close()


@pytest.fixture
def live(database: FreshDatabase, post_office: PostOffice, tmp_path: Path) -> Iterator[Live]:
    """A running Foyer on this test's database; mail goes to `post_office`."""
    running = Live.on(database, post_office, tmp_path)
    try:
        yield running.start()
    finally:
        running.stop()
