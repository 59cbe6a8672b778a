"""The pseudo-language: what stands outside ⟦…⟧ and outside translate="no" did not come from the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tests.support.markup import SILENT, Document, show, tag

SPOKEN = (
    "title",
    "alt",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "label",
)
EXEMPT = SILENT | {"kbd", "head"}


def from_the_catalogue(document: Document) -> Iterator[str]:
    """Every visible word is from the catalogue or marked as what people wrote."""
    title = next((words for words in document.elements("title") if not document.inside(words, "svg")), None)
    if title is not None and "⟦" not in (title.text or ""):
        yield f"the title {title.text!r} is not from the catalogue"
    for element in document.elements():
        if tag(element) not in EXEMPT and not _untranslated(document, element):
            yield from _attributes(element)
    reader = _Reader()
    reader.read(document.root)
    yield from reader.strays
    if reader.depth:
        yield "⟦ and ⟧ are not balanced"


def _untranslated(document: Document, element: Element) -> bool:
    return any(near.attrib.get("translate") == "no" for near in (element, *document.around(element)))


def _attributes(element: Element) -> Iterator[str]:
    pressed = tag(element) == "input" and element.attrib.get("type") in {"submit", "button", "reset"}
    for name in (*SPOKEN, *(("value",) if pressed else ())):
        value = element.attrib.get(name, "")
        if _has_letters(value) and not (value.strip().startswith("⟦") and value.strip().endswith("⟧")):
            yield f"{show(element)}: {name}={value!r} is not from the catalogue"


@dataclass
class _Reader:
    """Reads in the order of the page: a translated sentence may have elements inside it."""

    depth: int = 0
    strays: list[str] = field(default_factory=list)

    def read(self, element: Element) -> None:
        if not isinstance(element.tag, str) or tag(element) in EXEMPT or element.attrib.get("translate") == "no":
            return
        self._text(element.text, element)
        for child in element:
            self.read(child)
            self._text(child.tail, element)

    def _text(self, text: str | None, element: Element) -> None:
        outside = ""
        for character in text or "":
            self.depth += (character == "⟦") - (character == "⟧")
            if self.depth == 0 and character != "⟧":
                outside += character
        if _has_letters(outside):
            self.strays.append(f"{show(element)}: {' '.join(outside.split())[:60]!r} is not from the catalogue")


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
