"""The frame of a page: language, title, one heading first in main."""

from collections.abc import Iterator
from itertools import pairwise

from tests.support.markup import Document, show, tag, words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def page_frame(document: Document) -> Iterator[str]:
    """A page says its language, direction, title and width."""
    if document.is_fragment:
        return
    html = next(document.elements("html"))
    if not html.attrib.get("lang"):
        yield "<html> has no lang"
    if html.attrib.get("dir") not in {"ltr", "rtl"}:
        yield "<html> has no dir"
    if not any(words(title) for title in document.elements("title") if not document.inside(title, "svg")):
        yield "the page has no title"
    if not any(meta.attrib.get("name") == "viewport" for meta in document.elements("meta")):
        yield "the page has no viewport"


def one_heading_first(document: Document) -> Iterator[str]:
    """One h1, the first heading of the one main; below it no level is left out."""
    if document.is_fragment:
        return
    mains = list(document.elements("main"))
    if len(mains) != 1:
        yield f"the page has {len(mains)} <main>"
        return
    tops = list(document.elements("h1"))
    if len(tops) != 1:
        yield f"the page has {len(tops)} <h1>"
    inside = [element for element in mains[0].iter() if isinstance(element.tag, str) and tag(element) in HEADINGS]
    if not inside or tag(inside[0]) != "h1":
        yield "the first heading of <main> is not its <h1>"
    for before, after in pairwise(inside):
        if int(tag(after)[1]) > int(tag(before)[1]) + 1:
            yield f"{show(after)} '{words(after)[:30]}' leaves out a level after {show(before)}"
