"""Reading HTML: a tree whose elements know their parents, their place and the words a person sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

SILENT = {"script", "style", "template"}
CONTAINERS = {"tr": "tbody", "td": "tr", "th": "tr", "tbody": "table", "thead": "table", "option": "select"}


def plain(text: str) -> str:
    """Words as a person reads them: blanks run together, the marks of the pseudo-language taken off."""
    return " ".join(re.sub("[⟦⟧]", "", text).split())


@dataclass
class Document:
    """A parsed page, or the fragment that htmx asked for."""

    root: Element
    errors: list[str]
    is_fragment: bool
    parents: dict[Element, Element] = field(default_factory=dict)
    ids: dict[str, list[Element]] = field(default_factory=dict)

    @classmethod
    def parse(cls, html: str) -> "Document":
        """Parses as browsers do, keeping what they would silently forgive."""
        builder = html5lib.getTreeBuilder("etree")
        parser: Any = html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False)
        is_fragment = "<html" not in html.lower()
        root = parser.parseFragment(html, container=_container(html)) if is_fragment else parser.parse(html)
        errors = [f"line {line}: {code} {facts or ''}".strip() for (line, _column), code, facts in parser.errors]
        document = cls(root, errors, is_fragment)
        for element in document.elements():
            for child in element:
                document.parents[child] = element
            if "id" in element.attrib:
                document.ids.setdefault(element.attrib["id"], []).append(element)
        return document

    def elements(self, *tags: str) -> Iterator[Element]:
        """Every element in the order of the page (comments are none); of these tags, if any are named."""
        for element in self.root.iter():
            if isinstance(element.tag, str) and (not tags or tag(element) in tags):
                yield element

    def around(self, element: Element) -> Iterator[Element]:
        """What it stands in, from the inside out."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def inside(self, element: Element, *tags: str) -> bool:
        """Whether it stands in an element of these tags."""
        return any(tag(parent) in tags for parent in self.around(element))

    def by_id(self, identity: str) -> Element | None:
        """The element of that id."""
        return self.ids.get(identity, [None])[0]


def _container(fragment: str) -> str:
    """Where htmx would put it."""
    first = re.match(r"\s*<(\w+)", fragment)
    return CONTAINERS.get(first[1].lower() if first else "", "div")


def tag(element: Element) -> str:
    """Its name without the namespace of foreign content."""
    return str(element.tag).rpartition("}")[2]


def show(element: Element) -> str:
    """Its opening tag, so that a broken law can be found."""
    attributes = "".join(f' {name}="{value[:40]}"' for name, value in list(element.attrib.items())[:4])
    return f"<{tag(element)}{attributes}>"


def words(element: Element) -> str:
    """Everything said inside, plain."""
    return plain("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str) and tag(element) not in SILENT and not _is_key_hint(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            # Words of neighbouring elements stand apart unless they are written together.
            yield child.tail or ("" if tag_or_none(child) in _INLINE else " ")


def _is_key_hint(element: Element) -> bool:
    """The key drawn on a button is no part of its name."""
    return tag(element) == "kbd" and element.attrib.get("aria-hidden") == "true"


def tag_or_none(element: Element) -> str | None:
    """Its name; None for a comment."""
    return tag(element) if isinstance(element.tag, str) else None


_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "code",
    "em",
    "i",
    "kbd",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
}
