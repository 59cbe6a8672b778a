"""Whether the clock tells who is known (R18): `python -m bench.silence`.

Two hundred pairs, one with what belongs to a customer and one with nobody's, asked in turn of the very application: a
wrong password, a forgotten password, a registration. Who comes first changes from pair to pair. The medians may differ
by 5 %; more, and the run fails.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from secrets import token_hex
from statistics import median
from typing import Any

from werkzeug.test import Client

from bench.rows import in_use, settings_of
from bench.server import Server
from core.access import Actor
from core.clock import utcnow
from core.database.migrate import upgrade
from core.database.transaction import engine, transaction
from core.identify_contact.answers import AccessAnswers, BasicAnswers, CertificateAnswers, RegistrationAnswers
from core.identify_contact.notices import accepting
from core.identify_contact.registration import register
from core.model import Channel
from core.passwords import hash_answer, hash_password
from core.settings import Settings

MOST_APART, WARM, HOST = 0.05, 10, "http://127.0.0.1:8000"
Ask = Callable[[int, bool], float]
"""Milliseconds that the pair's known or unknown half took."""


def main() -> int:
    """Prints a line for each act; 0 when all are alike."""
    asked = argparse.ArgumentParser(prog="python -m bench.silence", description=__doc__)
    asked.add_argument("--pairs", type=int, default=200)
    asked.add_argument("--sqlite", action="store_true", help="SQLite instead of PostgreSQL")
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="foyer-silence-"))
    server = None if given.sqlite else Server(folder / "server")
    folder.chmod(0o755)
    try:
        if server is not None:
            server.start()
            server.do("CREATE DATABASE silence")
        url = server.url("silence") if server else f"sqlite:///{folder / 'silence.sqlite'}"
        _, settings = settings_of(url, folder)
        with in_use(settings):
            with redirect_stdout(StringIO()):  # what the application tells of each request
                lines, alike = _compare(settings, given.pairs)
            print("| act | known ms | unknown ms | apart |\n|---|---|---|---|", *lines, sep="\n")
            return 0 if alike else 1
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _compare(settings: Settings, pairs: int) -> tuple[list[str], bool]:
    upgrade(engine())
    everybody = Everybody(pairs + WARM)
    acts: dict[str, Ask] = {
        "wrong password": Door(settings, "/sign-in", {"password": "not-the-password-27"}),
        "forgotten password": Door(settings, "/forgot", {}),
        "registration": everybody.register_again,
    }
    judged = [_judged(name, act, pairs) for name, act in acts.items()]
    return [line for line, _ in judged], all(alike for _, alike in judged)


def _judged(name: str, act: Ask, pairs: int) -> tuple[str, bool]:
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(pairs + WARM):
        for known in (True, False) if number % 2 else (False, True):
            milliseconds = act(number, known)
            if number >= WARM:
                took[known].append(milliseconds)
    known, unknown = median(took[True]), median(took[False])
    apart = abs(known - unknown) / unknown
    return f"| {name} | {known:.2f} | {unknown:.2f} | {apart:.1%} |", apart <= MOST_APART


class Everybody:
    """Customers with a sign-in, made as the portal makes them; and those who come after them with the same paper."""

    def __init__(self, number: int) -> None:
        self.access = AccessAnswers(
            password_hash=hash_password("lantern-harbour-27"),
            question_code="family_nickname",
            answer_hash=hash_answer("Fjällripa"),
        )
        with transaction() as db:
            self.notices = accepting(db, language="en")
        for place in range(number):
            self._register(_somebody("known", place))

    def register_again(self, number: int, known: bool) -> float:
        """Somebody new, and somebody who comes with the certificate, the e-mail and the mobile of a customer."""
        who = _somebody("known", number) if known else _somebody("other", number + 5_000)
        begun = time.perf_counter()
        self._register(who)
        return (time.perf_counter() - begun) * 1000

    def _register(self, who: tuple[BasicAnswers, CertificateAnswers]) -> None:
        basic, paper = who
        answers = RegistrationAnswers(certificate=paper, basic=basic, access=self.access, notices=self.notices)
        with transaction() as db:
            register(
                db, answers, by=Actor.public(), channel=Channel.PORTAL, now=utcnow(), key=token_hex(11),
                confirmed=basic.email, language="en",
            )  # fmt: skip


def _somebody(kind: str, number: int) -> tuple[BasicAnswers, CertificateAnswers]:
    letters = "".join(chr(97 + int(figure) * 2) for figure in f"{number * 7919 % 10**6:06d}")
    basic = BasicAnswers(
        last_name=f"Lind{letters}", first_name=f"Ma{letters[::-1]}", nationality="SE",
        birth_date=date(1950 + number % 50, 1 + number % 12, 1 + number % 28),
        email=_email(kind, number), mobile=f"+467017{number % 10**5:05d}",
    )  # fmt: skip
    paper = CertificateAnswers(
        type_code="passport", number=f"AA{number:06d}", issuing_state="SE", expires_on=date(2035, 4, 5)
    )
    return basic, paper


def _email(kind: str, number: int) -> str:
    return f"{kind}{number}@example.org"


class Door:
    """A form at which strangers type an e-mail; each is asked with a visit of its own."""

    def __init__(self, settings: Settings, path: str, typed: dict[str, str]) -> None:
        from wsgi import assemble

        self.application: Any = assemble(settings)
        self.path, self.typed = path, typed

    def __call__(self, number: int, known: bool) -> float:
        visitor = Client(self.application)
        page = visitor.get(self.path, base_url=HOST).text
        hidden = dict(re.findall(r'name="(csrf_token|key|next)"[^>]*value="([^"]*)"', page))
        named = re.search(r'<input[^>]*name="([^"]+)"[^>]*autocomplete="(?:username|email)', page)
        name = named[1] if named else "name"
        form = hidden | self.typed | {name: _email("known" if known else "other", number)}
        begun = time.perf_counter()
        answer = visitor.post(self.path, data=form, base_url=HOST)
        took = (time.perf_counter() - begun) * 1000
        if answer.status_code not in (303, 422) or (answer.status_code == 422 and self.path == "/forgot"):
            raise SystemExit(f"{self.path} answered {answer.status_code}\n{answer.text[:2000]}")
        return took


if __name__ == "__main__":
    sys.exit(main())
