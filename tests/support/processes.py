"""Foyer as it runs: the real server and the real worker, each a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.ground import HOUSE

COMMAND = "import sys; from cli import foyer; sys.exit(foyer(prog_name='foyer'))"
START_SECONDS = 30


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def foyer(environment: dict[str, str], *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs a `foyer` command to its end."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=HOUSE, env=clean(environment), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if check and done.returncode:
        pytest.fail(f"foyer {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def clean(environment: dict[str, str]) -> dict[str, str]:
    """This process's environment without its own FOYER_ settings, and the ones given."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOYER_")}
    return inherited | {"PYTHONUNBUFFERED": "1"} | environment


class Process:
    """One running `foyer` command, its words kept in a file."""

    def __init__(self, environment: dict[str, str], *arguments: str, log: Path) -> None:
        self.log = log
        self.arguments = arguments
        with log.open("ab") as out:
            self.running = subprocess.Popen(
                [sys.executable, "-c", COMMAND, *arguments],
                cwd=HOUSE, env=clean(environment), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """Everything it wrote."""
        return self.log.read_text(errors="replace")

    def stop(self) -> bool:
        """Asks it to end, as Ctrl-C or a service manager does; whether it did."""
        if self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
            try:
                self.running.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
                return False
        return True

    def kill(self) -> None:
        """Takes the power away, from it and from what it started."""
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait(15)


def wait_until_ready(address: str, server: Process) -> None:
    """Returns once /readyz says yes."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.running.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except urllib.error.HTTPError as early:
            early.close()
        except OSError:
            pass
        time.sleep(0.05)
    pytest.fail(f"the server at {address} is not ready:\n{server.said[-4000:]}")
