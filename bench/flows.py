"""What a person does, as requests to Foyer and to the floor: the same lead, the same fragment, the same telephone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.rows import CSR, MANAGER, PASSWORD
from bench.running import App
from bench.server import Server

SELLER = "synthetic.sales{}@example.org"
OWNS_THE_LIST, CONVERT = SELLER.format(0), tuple(SELLER.format(number) for number in range(1, 6))
FRAGMENTS, TELEPHONES, PAGES = 30, 30, 40


@dataclass(frozen=True)
class Request:
    """One request; `who` signs it in. Where a path ends in …, the last answer's Location takes its place."""

    method: str
    path: str
    form: dict[str, Any] | None = None
    who: str | None = None
    status: int = 200


Act = Callable[[int], list[Request]]


@dataclass
class Browser:
    """Somebody signed in."""

    cookie: str
    token: str
    staff_id: int


@dataclass
class World:
    """One size: its two applications and what is in its database."""

    size: int
    database: str
    ours: App
    floor: App
    server: Server
    browsers: dict[str, Browser] = field(default_factory=dict)
    known: dict[str, list[Any]] = field(default_factory=dict)

    def look(self) -> None:
        """Learns which leads, names and telephones there are, and signs everybody in."""
        for name, (statement, values) in QUESTIONS.items():
            self.known[name] = self.server.do(statement, database=self.database, **values)
        staff = {row.email: row.id for row in self.known["staff"]}
        for email in (OWNS_THE_LIST, *CONVERT, MANAGER, CSR):
            self.browsers[email] = _signed_in(self.ours, email, staff[email])

    def row(self, name: str, number: int) -> Any:
        """The next of the known ones."""
        return self.known[name][number % len(self.known[name])]

    def send(self, app: App, request: Request, location: str = "") -> tuple[str, int]:
        """Does it; returns where it leads and how many bytes came. Ends the run at an answer that was not meant."""
        headers, form = {}, request.form
        if request.who is not None:
            browser = self.browsers[request.who]
            headers["Cookie"] = browser.cookie
            form = {**form, "csrf_token": browser.token} if form is not None else None
        path = location if request.path == "…" else request.path
        status, answered, body = app.ask(request.method, path, form, headers)
        if status != request.status:
            raise SystemExit(f"{app.name}: {request.method} {path} answered {status}\n{body.decode()[:3000]}")
        return answered.get("Location", ""), len(body)

    def forget_flashes(self) -> None:
        """As if everybody had read what their last act said."""
        self.server.do("UPDATE web_session SET content = '{}'", database=self.database)


_SAME_HITS = """
    SELECT DISTINCT ON (word) word FROM (
        SELECT lower(p.last_name) AS word FROM party p TABLESAMPLE SYSTEM ({share}) REPEATABLE (1)
        WHERE p.last_name ~ '^[A-Za-z]{{5,}}$' LIMIT 1500
    ) words
    WHERE (SELECT count(*) FROM (SELECT FROM floor.party f WHERE f.name ILIKE '%' || word || '%' LIMIT 2000) a)
        = (SELECT count(*) FROM (SELECT FROM party p WHERE p.search_name LIKE '%' || word || '%' LIMIT 2000) b)
    ORDER BY word LIMIT :most"""
_LEADS = "SELECT l.id, l.number, l.version, s.email FROM lead l LEFT JOIN staff s ON s.id = l.owner_id WHERE "
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "staff": ("SELECT id, email, public_id FROM staff", {}),
    "page": (
        f"{_LEADS} s.email = :who AND l.closed_at IS NULL ORDER BY md5(l.number) LIMIT :most",
        {"who": OWNS_THE_LIST, "most": PAGES},
    ),
    "assign": (f"{_LEADS} l.owner_id IS NULL AND l.team_id IS NULL ORDER BY l.id", {}),
    "convert": (
        f"{_LEADS} s.email = ANY(:who) AND l.closed_at IS NULL ORDER BY l.id DESC LIMIT 500",
        {"who": list(CONVERT)},
    ),
    "telephone": (
        "SELECT right(value, 8) AS figures FROM contact_medium WHERE kind = 'mobile' ORDER BY id LIMIT :most",
        {"most": TELEPHONES},
    ),
    "fragment": (_SAME_HITS.format(share=100), {"most": FRAGMENTS}),
}


def _signed_in(app: App, email: str, staff_id: int) -> Browser:
    """Signs somebody in on the page."""
    page = "/office/sign-in"
    status, headers, body = app.ask("GET", page)
    token = body.decode().split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    sent = {"email": email, "password": PASSWORD, "csrf_token": token, "key": f"sign-in-{email}"}
    status, headers, body = app.ask("POST", page, sent, {"Cookie": headers["Set-Cookie"].split(";")[0]})
    if status != 303:
        raise SystemExit(f"{email} could not sign in: {status}\n{body.decode()[:2000]}")
    cookie = headers["Set-Cookie"].split(";")[0]
    status, headers, body = app.ask("GET", "/office/", None, {"Cookie": cookie})
    text = body.decode()
    token = text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    return Browser(cookie, token, staff_id)
