"""Applications as they are served: gunicorn with two processes of four threads, on loopback; and what they cost."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.server import HOUSE, Server

SERVED_BY = ["-k", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "75", "--log-level", "warning"]
START_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class App:
    """One served application with one connection to it."""

    def __init__(self, name: str, module: str, environment: dict[str, str], *, port: int, log: Path) -> None:
        self.name, self.port, self.log = name, port, log
        kept = {key: value for key, value in os.environ.items() if not key.startswith("FOYER_")}
        command = [sys.executable, "-m", "gunicorn", *SERVED_BY, "-b", f"127.0.0.1:{port}", f"{module}:application"]
        with log.open("ab") as out:
            self.running = subprocess.Popen(
                command, cwd=HOUSE, env=kept | environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        self.connection: http.client.HTTPConnection | None = None

    def wait(self, path: str) -> None:
        """Returns once the application answers."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.running.poll() is None:
            try:
                self.ask("GET", path)
            except OSError:
                self.connection = None
                time.sleep(0.1)
            else:
                return
        sys.exit(f"{self.name} does not answer:\n{self.log.read_text()[-3000:]}")

    def ask(
        self, method: str, path: str, form: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request and its whole answer."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = urlencode(form).encode() if form is not None else None
        head = dict(headers or {})
        if sent is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, sent, head)
        answer = self.connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def stop(self) -> None:
        """Ends it."""
        if self.connection:
            self.connection.close()
        self.running.send_signal(signal.SIGTERM)
        self.running.wait(30)

    def processes(self) -> list[int]:
        """The master and its workers."""
        master = self.running.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [master, *map(int, children)]

    def cpu(self, server: Server, backends: list[int] | None = None) -> float:
        """Milliseconds of CPU that its processes and its connections to PostgreSQL have taken so far."""
        return sum(_on_cpu(pid) for pid in (*self.processes(), *(backends or self.backends(server))))

    def backends(self, server: Server) -> list[int]:
        """Processes of PostgreSQL that work for it."""
        rows = server.do("SELECT pid FROM pg_stat_activity WHERE application_name = :name", name=self.name)
        return [row.pid for row in rows]


def _on_cpu(pid: int) -> float:
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except OSError:
            continue
    return total / 1e6
