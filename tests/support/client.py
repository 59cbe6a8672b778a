"""A visitor without a browser: keeps cookies, speaks the pseudo-language, and holds every answer to the laws."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from werkzeug.test import Client

from tests.support import page_laws
from tests.support.page import Page

if TYPE_CHECKING:
    from tests.people import Person

PSEUDO = "en_XA"
COOKIE = "foyer_language"


class PageClient:
    """Visits one face of Foyer; addresses are whole, as in the browser (`/office/customers`)."""

    def __init__(self, application: Any, *, address: str, face: str) -> None:
        self.browser = Client(application)
        self.address = address
        self.face = face
        self.language = ""
        self.speaking(PSEUDO)

    def speaking(self, language: str) -> "PageClient":
        """Reads on in another language; the laws of the pseudo-language rest meanwhile."""
        self.language = language
        self.browser.set_cookie(COOKIE, language, domain=urlsplit(self.address).hostname or "localhost")
        return self

    def get(self, path: str, **settings: Any) -> Page:
        """Asks for a page."""
        return self.open("GET", path, **settings)

    def post(self, path: str, values: dict[str, Any] | None = None, **settings: Any) -> Page:
        """Sends what no form of ours would; `page.submit()` is the way of people."""
        return self.open("POST", path, values or {}, **settings)

    def open(self, method: str, path: str, sent: dict[str, Any] | None = None, **settings: Any) -> Page:
        """Any request; its answer is checked against every law."""
        settings.setdefault("base_url", self.address)
        if method == "GET" and sent:
            path = f"{path.partition('?')[0]}?{urlencode(sent, doseq=True)}"
        elif sent is not None:
            settings.setdefault("data", sent)
        answer = self.browser.open(path, method=method, **settings)
        page = Page(self, answer)
        speaks_pseudo = self.language == PSEUDO and method != "HEAD"
        broken = page_laws.broken(answer, page.document, pseudo_language=speaks_pseudo)
        assert not broken, f"{method} {path} ({answer.status}) breaks:\n  " + "\n  ".join(broken)
        return page

    def htmx(self, path: str, **settings: Any) -> Page:
        """Asks as htmx does."""
        return self.get(path, headers={"HX-Request": "true", **settings.pop("headers", {})}, **settings)

    def sign_in(self, person: "Person") -> "PageClient":
        """Signs in on the page, as people do."""
        home = "/office" if self.face == "backoffice" else ""
        form = self.get(f"{home}/sign-in")
        answer = form.submit(
            "Sign in",
            {"E-mail": person.email} if home else {"E-mail or mobile": person.email},
            Password=person.password,
        )
        assert answer.status == 303, f"{person.name} could not sign in: {answer.text[:400]}"
        return self

    def sign_out(self) -> "PageClient":
        """Forgets the session, as a browser that is closed."""
        language = self.language
        for cookie in list(self.browser._cookies.values()):
            self.browser.delete_cookie(cookie.key, domain=cookie.domain, path=cookie.path)
        return self.speaking(language)
