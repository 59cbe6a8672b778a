"""`make run`: brings the database up to date, loads the demo once, runs server and worker until Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path
from types import FrameType

from core.secret_keys import made_once

HOUSE = Path(__file__).resolve().parent.parent
FOYER = str(Path(sys.executable).parent / "foyer")
VAR = HOUSE / "var"
DEMO_LOADED = VAR / ".demo"
KEYS = VAR / "secret_keys"
UP_TO_DATE = VAR / ".migrated"
START_SECONDS = 60
DEMO_PEOPLE = """\
Sign in with the password lantern-harbour-27:
  customer     anna.eriksson@foyer.example                     {address}/sign-in
  back office  csr@foyer.example, supervisor@foyer.example,    {address}/office/sign-in
               supervisor2@foyer.example, agent@foyer.example, manager@foyer.example,
               sales@foyer.example, sales2@foyer.example, admin@foyer.example, auditor@foyer.example
Mail and messages that Foyer sends: {address}/demo/outbox"""
STOPPED = "Foyer stopped by itself; what it said stands above. If the port is taken: PORT=9000 make run"
NO_PEOPLE = """\
There is nobody yet. In another terminal, make the first member of staff:
  {settings} \\
  .venv/bin/foyer staff add --email you@foyer.example --name 'Your Name' --role admin
It prints a link; open it and choose a password. Everybody else is added by page.
Mail and messages that Foyer sends: var/mail and var/sms"""


def main() -> int:
    """Starts everything; ends when told to, or when one of both ends."""
    arguments = argparse.ArgumentParser(prog="make run ARGS=…", description="Starts Foyer on this machine.")
    arguments.add_argument("--no-demo", action="store_true", help="start empty, without the demo operator")
    empty = arguments.parse_args().no_demo
    if empty and DEMO_LOADED.exists():
        print("var/ holds the demo operator already. To start empty, move var/ away first.", file=sys.stderr)
        return 1
    settings = environment(empty=empty)
    prepare(settings, empty=empty)
    return serve(settings, empty=empty)


def environment(*, empty: bool) -> dict[str, str]:
    """The settings of a first start; whatever the person has set themselves holds. Without the demo it is none."""
    port = os.environ.get("PORT", "8000")
    ours = {"FOYER_DEMO": "1", "FOYER_PUBLIC_URL": f"http://127.0.0.1:{port}", "FOYER_BIND": f"127.0.0.1:{port}"}
    if empty:
        ours |= {"FOYER_DEMO": "0", "FOYER_STAFF_2FA": "optional", "FOYER_SECRET_KEYS": made_once(KEYS)}
    return ours | os.environ


def prepare(settings: dict[str, str], *, empty: bool) -> None:
    """Migrates and loads the demo, each only where it has not been done: a second start takes no time."""
    VAR.mkdir(exist_ok=True)
    elsewhere = "FOYER_DATABASE_URL" in settings
    steps = sha256("".join(sorted(step.name for step in HOUSE.glob("migrations/versions/*.py"))).encode()).hexdigest()
    known = UP_TO_DATE.read_text() if UP_TO_DATE.exists() and (VAR / "foyer.db").exists() else ""
    if elsewhere or known != steps:
        _foyer("db", "upgrade", settings=settings)
        UP_TO_DATE.write_text("" if elsewhere else steps)
    if not empty and (elsewhere or not (DEMO_LOADED.exists() and known)):
        _foyer("demo", settings=settings)
        DEMO_LOADED.touch()


def _foyer(*command: str, settings: dict[str, str]) -> None:
    done = subprocess.run([FOYER, *command], cwd=HOUSE, env=settings, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def serve(settings: dict[str, str], *, empty: bool) -> int:
    """Runs both processes in the foreground."""
    running = {name: subprocess.Popen([FOYER, name], cwd=HOUSE, env=settings) for name in ("serve", "worker")}
    signal.signal(signal.SIGTERM, _leave)
    try:
        address = settings["FOYER_PUBLIC_URL"].rstrip("/")
        _wait_until_ready(address, running)
        hint = f'FOYER_PUBLIC_URL={address} FOYER_STAFF_2FA=optional FOYER_SECRET_KEYS="$(cat var/secret_keys)"'
        print(
            f"\nFoyer is at {address}\n{(NO_PEOPLE if empty else DEMO_PEOPLE).format(address=address, settings=hint)}"
        )
        print("Ctrl-C stops it.", flush=True)
        while all(process.poll() is None for process in running.values()):
            time.sleep(0.5)
        print(STOPPED, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(running)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_until_ready(address: str, running: dict[str, "subprocess.Popen[bytes]"]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and all(process.poll() is None for process in running.values()):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except urllib.error.HTTPError as not_yet:
            not_yet.close()
        except OSError:
            pass
        time.sleep(0.05)
    print(STOPPED, file=sys.stderr)
    _stop(running)
    sys.exit(1)


def _stop(running: dict[str, "subprocess.Popen[bytes]"]) -> None:
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
