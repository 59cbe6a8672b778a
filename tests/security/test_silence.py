"""Nobody outside can tell the known from the unknown: not by words, addresses, cookies, headers, statements or hashes.

R17, R18. Two strangers go the same way, one of them with something that belongs to a customer; everything they get and
everything it costs is laid side by side, with only what they typed themselves and what is random taken out.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select, update

from core import passwords
from core.access import Actor
from core.clock import utcnow
from core.database.transaction import reading, transaction
from core.identify_contact.review import review_registration
from core.model import Credential, Customer, Registration, RegistrationState
from core.settings import Settings
from tests.people import Person
from tests.portal.registering import PASSWORD, begin, code_sent
from tests.support import olena
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import statements

Visitor = Callable[[], PageClient]
RANDOM = [
    (re.compile(r"(?<![\w-])[\w-]{22}\.[0-9a-f]{64}"), "device"),
    (re.compile(r"[as]?[\w-]{43}(\.[0-9a-f]+)?"), "token"),
    (re.compile(r"(?<![\w-])[\w-]{22}(?![\w-])"), "id"),
    (re.compile(r"•+[\w ]+"), "masked"),
    (re.compile(r"0?70[ -]174 \d\d \d\d"), "phone"),
    (re.compile(r"\d{1,2}:\d\d(:\d\d(\.\d+)?)?"), "time"),
    (re.compile(r"(?<!\d)\d{11}(?!\d)|\b\d{3} \d{4} \d{4}\b"), "code"),
]


@dataclass
class Way:
    """Everything that one stranger got, and what it cost."""

    typed: dict[str, str]
    seen: list[Any] = field(default_factory=list)

    def note(self, page: Page, sent: list[str], hashed: int) -> Page:
        """Keeps an answer without what its reader typed and what is random in it."""
        headers = sorted((name, self.plain(value)) for name, value in page.headers if name != "X-Request-ID")
        text = self.plain(page.html) if page.is_html else ""
        told = [(name, value) for name, value in headers if name != "Content-Length"]
        self.seen.append(
            {"status": page.status, "headers": told, "text": text, "statements": asked(sent), "hashes": hashed}
        )
        return page

    def plain(self, text: str) -> str:
        """The text as it would stand for anybody."""
        for name, value in self.typed.items():
            text = unquote(text).replace(value, f"<{name}>")
        for pattern, word in RANDOM:
            text = pattern.sub(word, text)
        return text


def asked(sent: list[str]) -> list[str]:
    """Statements about people; the lists that every page keeps for a minute are read again by whoever comes then."""
    return [statement for statement in sent if not re.search(r"FROM (reference_term|operator)\b", statement)]


@contextmanager
def cost(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], list[int]]]:
    """Statements sent and hashes made meanwhile."""
    made: list[int] = []
    slot = passwords._slots.one
    with monkeypatch.context() as watched, statements() as sent:
        watched.setattr(passwords._slots, "one", lambda: (made.append(1), slot())[1])
        yield sent, made


@pytest.fixture
def stranger(application: Any, settings: Settings) -> Visitor:
    """Another browser each time."""
    return lambda: PageClient(application, address=settings.public_url, face="portal").speaking("en")


def alike(ways: list[Way]) -> None:
    """Says at which page, and in what, a way differs from the first."""
    first, *others = ways
    for other in others:
        assert len(other.seen) == len(first.seen)
        for place, (mine, theirs) in enumerate(zip(first.seen, other.seen, strict=True)):
            for what in mine:
                assert theirs[what] == mine[what], f"answer {place} differs in its {what}"


def register(visitor: PageClient, way: Way, patch: pytest.MonkeyPatch, *, certificate: str, code: str = "") -> Page:
    """Every step; with `code` it ends at the confirmation, which refuses that code."""

    def press(page: Page, button: str, values: dict[str, Any] | None = None) -> Page:
        with cost(patch) as (sent, made):
            answer = page.submit(button, values)
        way.note(answer, sent, len(made))
        if answer.status != 303:
            return answer
        with cost(patch) as (sent, made):
            following = answer.follow()
        return way.note(following, sent, len(made))

    page = press(
        begin(visitor), "Continue",
        {"Certificate type": "Passport", "Certificate number": certificate, "Issuing state": "UA",
         "Expiration date": "2031-04-05"},
    )  # fmt: skip
    basic = {
        "First name": "Olena",
        "Last name": "Kovalenko",
        "Date of birth": "1991-08-14",
        "Mobile": way.typed["mobile"],
    }
    page = press(page, "Continue", {**basic, "E-mail": way.typed["email"]})
    page = press(page, "Confirm", {"Code": code or code_sent()})
    if code:
        return page
    for _step in ("contacts", "addresses", "documents", "preferences"):
        page = press(page, "Continue")
    chosen = {"Security question": "first_concert", "Answer": "Okean Elzy"}
    page = press(page, "Continue", {"Password": PASSWORD, "Confirm password": PASSWORD, **chosen})
    return press(page, "Submit", {"I accept the terms and have read the privacy notice": True})


def a_way(name: str, **known: str) -> Way:
    """A stranger with an e-mail and a mobile of their own, unless they come with somebody else's."""
    number = sum(map(ord, name)) % 100
    return Way(
        {"email": f"{name}@example.com", "mobile": f"+467017406{number:02d}", "number": f"QX{number:03d}711"} | known
    )


@pytest.mark.slow
def test_r17_r18_registering_tells_nobody_who_is_known(stranger: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    olena.register_olena(now=utcnow())
    register(stranger(), warm := a_way("warm0"), monkeypatch, certificate=warm.typed["number"])
    ways = [a_way("fresh"), a_way("phone", mobile=olena.MOBILE), a_way("paper", number=olena.NUMBER)]
    visitors = [stranger() for _ in ways]
    for visitor, way in zip(visitors, ways, strict=True):
        register(visitor, way, monkeypatch, certificate=way.typed["number"])
    alike(ways)
    _later_too(visitors, ways, monkeypatch)


def _later_too(visitors: list[PageClient], ways: list[Way], patch: pytest.MonkeyPatch) -> None:
    """Once the worker has looked, two are held; their own pages do not say so."""
    with reading(newest=True) as db:
        customers = db.scalars(select(Customer.id).order_by(Customer.id)).all()[-len(ways) :]
    for customer in customers:
        with transaction() as db:
            review_registration(db, customer, by=Actor.system(), now=utcnow())
    with reading(newest=True) as db:
        held = select(Registration.customer_id).where(Registration.state == RegistrationState.HELD)
        assert set(db.scalars(held)) & set(customers), "nobody is held: there is nothing to hide"
    for visitor, way in zip(visitors, ways, strict=True):
        way.seen.clear()
        _look_around(visitor, way, patch)
    for each in ways:  # how long a mail's name is decides how long an address in a list is
        for answer in each.seen:
            answer.pop("statements")
    alike(ways)


def _look_around(visitor: PageClient, way: Way, patch: pytest.MonkeyPatch) -> None:
    entry = {"E-mail or mobile": way.typed["email"]}
    way.note(visitor.get("/sign-in").submit("Sign in", entry, Password=PASSWORD), [], 0)
    for where in ("/me", "/me/details", "/me/access", "/me/orders", "/me/requests"):
        with cost(patch) as (sent, made):
            page = visitor.get(where)
        way.note(page, sent, len(made))


def test_r17_r18_an_address_that_is_known_is_asked_for_its_code_like_any_other(
    stranger: Visitor, monkeypatch: pytest.MonkeyPatch, anna: Person
) -> None:
    ways = [a_way("warm0"), a_way("fresh"), a_way("known", email=anna.email)]
    for way in ways:
        refused = register(stranger(), way, monkeypatch, certificate=way.typed["number"], code="000000")
        assert refused.status == 422
    alike(ways[1:])


@pytest.mark.parametrize("where", ["sign-in", "forgot"])
def test_r17_r18_known_unknown_and_disabled_names_cost_and_tell_the_same(
    stranger: Visitor, monkeypatch: pytest.MonkeyPatch, anna: Person, where: str
) -> None:
    disabled = olena.register_olena(now=utcnow())
    with transaction() as db:
        db.execute(update(Credential).where(Credential.party_id == disabled.party_id).values(disabled_at=utcnow()))
    ways = []
    for name in ("warm.up@example.com", "nobody.here@foyer.example", anna.email, "+46701740699", olena.EMAIL):
        ways.append(way := Way({"name": name}))
        page = stranger().get(f"/{where}")
        with cost(monkeypatch) as (sent, made):
            if where == "sign-in":
                answer = page.submit("Sign in", {"E-mail or mobile": name}, Password="not the password at all")
            else:
                answer = page.submit(None, {"E-mail or mobile": name})
        way.note(answer, sent, len(made))
        if answer.status == 303:
            way.note(answer.follow(), [], 0)
    alike(ways[1:])
