"""Several browsers that press at the same moment, at several servers."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from core.clock import utcnow
from core.database.transaction import transaction
from core.model import Face
from core.sessions import start_session
from core.tokens import new_token
from tests.support.live import Live
from tests.support.processes import Process, free_port, wait_until_ready
from web.visits import Visit, to_cookie

CLIENT = Path(__file__).with_name("client.py")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of them got."""

    status: int
    to: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Browser:
    """Cookies and the token that goes with them; `cookies` beside the session's."""

    face: Face
    token: str
    stored: bool
    cookies: str = ""

    @classmethod
    def of_staff(cls, staff_id: int | None) -> "Browser":
        """A session of its own in the office."""
        token = new_token()
        with transaction() as db:
            start_session(db, face=Face.BACKOFFICE, token=token, now=utcnow(), staff_id=staff_id)
        return cls(Face.BACKOFFICE, token, stored=True)

    @classmethod
    def at_the_portal(cls, *, cookies: str = "") -> "Browser":
        """Somebody who has not signed in."""
        return cls(Face.PORTAL, new_token(), stored=False, cookies=cookies)

    @property
    def visit(self) -> Visit:
        return Visit(self.token, stored=self.stored)

    @property
    def headers(self) -> dict[str, str]:
        name = "foyer_office" if self.face is Face.BACKOFFICE else "foyer_portal"
        cookies = f"{name}={to_cookie(self.visit)}; foyer_language=en" + (f"; {self.cookies}" if self.cookies else "")
        return {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}


def second_server(live: Live) -> list[str]:
    """One more server on the same database; the addresses of both."""
    address = f"http://127.0.0.1:{free_port()}"
    environment = live.environment | {
        "FOYER_PUBLIC_URL": address, "FOYER_BIND": address.removeprefix("http://")
    }  # fmt: skip
    live.processes["second"] = Process(environment, "serve", log=live.folder / "second.log")
    wait_until_ready(address, live.processes["second"])
    return [live.address, address]


def at_once(
    servers: Sequence[str],
    pressed: Sequence[tuple[Browser, str, Mapping[str, str]]],
    *,
    patience: float = 0,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Answer]:
    """Each browser posts its form, all at the same moment, by turns at each server.

    With `patience` (seconds) they send the very same again while nobody answers; `meanwhile` is what happens to the
    servers after they began.
    """
    running = [_start(servers[place % len(servers)], patience, *press) for place, press in enumerate(pressed)]
    try:
        for client in running:
            assert client.stdout
            assert client.stdout.readline() == "ready\n", client.stderr and client.stderr.read()
        for client in running:
            assert client.stdin
            client.stdin.write("go\n")
            client.stdin.flush()
        meanwhile()
        return [Answer(**json.loads(client.communicate(timeout=90 + patience)[0])) for client in running]
    finally:
        for client in running:
            client.kill()
            client.communicate()


def _start(
    server: str, patience: float, browser: Browser, path: str, fields: Mapping[str, str]
) -> "subprocess.Popen[str]":
    body = urlencode({"csrf_token": browser.visit.csrf_token(), **fields})
    port = urlsplit(server).port
    order = {"port": port, "path": path, "body": body, "headers": browser.headers, "patience": patience}
    client = subprocess.Popen(
        [sys.executable, "-S", str(CLIENT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert client.stdin
    client.stdin.write(json.dumps(order) + "\n")
    client.stdin.flush()
    return client
