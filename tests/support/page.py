"""A page as a person sees it: read it, follow its links, fill in its forms by their labels."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.support.forms import FilledForm
from tests.support.markup import Document, plain, tag, words

if TYPE_CHECKING:
    from tests.support.client import PageClient


class Page:
    """One answer of the site, read."""

    def __init__(self, client: "PageClient", answer: TestResponse) -> None:
        self.client = client
        self.answer = answer
        self.status = answer.status_code
        self.headers = answer.headers
        self.address = answer.request.path
        self.is_html = answer.mimetype == "text/html" and bool(answer.data)
        self.document = Document.parse(answer.text) if self.is_html else None

    def __repr__(self) -> str:
        return f"<Page {self.answer.request.method} {self.address}: {self.status} {self.heading or self.location}>"

    @property
    def html(self) -> str:
        """The bytes as text."""
        return self.answer.text

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as a path with its query."""
        where = self.headers.get("Location")
        if where is None:
            return None
        parts = urlsplit(urljoin(self.answer.request.url, where))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def text(self) -> str:
        """Everything said on the page, in either language of the tests."""
        body = next(self.read().elements("body"), self.read().root)
        return words(body)

    @property
    def heading(self) -> str:
        """The page's h1."""
        found = self.all("h1") if self.document else []
        return words(found[0]) if found else ""

    @property
    def problems(self) -> list[str]:
        """What stands beside fields that are wrong, in order."""
        return [words(element) for element in self.all() if "wrong" in element.attrib.get("class", "").split()]

    def says(self, phrase: str) -> bool:
        """Whether the phrase stands on the page."""
        return plain(phrase) in self.text

    def read(self) -> Document:
        """The tree; a page that is none is a failure of the test."""
        assert self.document is not None, f"{self!r} is not HTML: {self.answer.text[:200]}"
        return self.document

    def all(self, *tags: str) -> list[Element]:
        """Every element of these tags."""
        return list(self.read().elements(*tags))

    def links(self) -> dict[str, str]:
        """Addresses by the words of their links."""
        return {words(link) or link.attrib.get("aria-label", ""): link.attrib.get("href", "") for link in self.all("a")}

    def table(self, number: int = 0) -> list[list[str]]:
        """Rows of a table with the words of its cells."""
        rows = [row for row in self.all("table")[number].iter() if isinstance(row.tag, str) and tag(row) == "tr"]
        return [[words(cell) for cell in row if tag(cell) in {"td", "th"}] for row in rows]

    def forms(self) -> list[FilledForm]:
        """The forms, each holding what it would send."""
        return [FilledForm(self.read(), form) for form in self.all("form")]

    def form(self, button: str | None = None) -> FilledForm:
        """The form with that button; without one named, the only form of main."""
        if button is None:
            found = [form for form in self.forms() if self.read().inside(form.element, "main")]
            assert len(found) == 1, f"{self!r} has {len(found)} forms in main; name a button"
        else:
            found = [form for form in self.forms() if form.has_button(button)]
            known = [name for form in self.forms() for name in form.button_names()]
            assert found, f"{self!r} has no button {button!r}; it has {known}"
        return found[0]

    def submit(self, button: str | None = None, values: dict[str, Any] | None = None, **named: Any) -> "Page":
        """Fills in by label or name and presses the button. The answer is not followed: `.follow()` does."""
        form = self.form(button)
        form.fill({**(values or {}), **named})
        method, address, sent = form.press(button, base=self.answer.request.full_path)
        return self.client.open(method, address, sent)

    def click(self, link: str) -> "Page":
        """Follows the link with these words."""
        links = self.links()
        assert link in links, f"{self!r} has no link {link!r}; it has {sorted(links)}"
        return self.client.get(urljoin(self.answer.request.full_path, links[link]))

    def follow(self) -> "Page":
        """Goes where a redirect leads."""
        assert self.location, f"{self!r} leads nowhere: {self.problems if self.is_html else ''}"
        return self.client.get(self.location)
