"""HTML as the standard has it, where html5lib looks away too."""

from collections.abc import Iterator

from tests.support.markup import Document, show, tag

ONLY_CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "menu": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "tr": {"td", "th", "script", "template"},
    "select": {"option", "optgroup", "hr"},
}
ONLY_PARENTS = {"li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "legend": {"fieldset"}}
PHRASING = {
    "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "dfn", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i",
    "kbd", "label", "legend", "mark", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup",
    "time", "u", "var",
}  # fmt: skip
FLOW_ONLY = {
    "address", "article", "aside", "blockquote", "details", "dialog", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ACTS = {"button", "select", "textarea", "details", "label"}
REFERENCES = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-errormessage",
    "list",
    "form",
    "popovertarget",
    "commandfor",
)


def well_formed(document: Document) -> Iterator[str]:
    """Nothing that a browser would have to mend."""
    yield from (f"not well-formed: {error}" for error in document.errors)


def unique_ids(document: Document) -> Iterator[str]:
    """An id names one element."""
    for identity, elements in document.ids.items():
        if len(elements) > 1:
            yield f'id="{identity}" stands {len(elements)} times'
        if not identity or any(character.isspace() for character in identity):
            yield f'id="{identity}" is no name'


def known_references(document: Document) -> Iterator[str]:
    """What refers to an id finds it; a fragment may refer to the page it goes into."""
    if document.is_fragment:
        return
    for element in document.elements():
        for name in REFERENCES:
            for identity in element.attrib.get(name, "").split():
                if identity not in document.ids:
                    yield f'{show(element)}: {name}="{identity}" leads nowhere'
        href = element.attrib.get("href", "")
        if tag(element) == "a" and href.startswith("#") and href[1:] not in document.ids:
            yield f"{show(element)} leads nowhere"


def things_in_their_place(document: Document) -> Iterator[str]:
    """Lists hold items, headings and buttons hold words, not blocks."""
    for element in document.elements():
        name, parent = tag(element), document.parents.get(element)
        above = tag(parent) if parent is not None else None
        if above in ONLY_CHILDREN and name not in ONLY_CHILDREN[above]:
            yield f"{show(element)} stands straight in <{above}>"
        if above and name in ONLY_PARENTS and above not in ONLY_PARENTS[name] and above != "DOCUMENT_FRAGMENT":
            yield f"{show(element)} stands in <{above}>"
        if name in FLOW_ONLY | HEADINGS:
            yield from _among_words(document, element)


def _among_words(document: Document, element: object) -> Iterator[str]:
    name = tag(element)  # type: ignore[arg-type]
    for outer in document.around(element):  # type: ignore[arg-type]
        if tag(outer) in PHRASING and not (name in HEADINGS and tag(outer) in {"legend", "summary"}):
            yield f"{show(element)} stands among the words of {show(outer)}"  # type: ignore[arg-type]
            return
        if tag(outer) in FLOW_ONLY:
            return


def no_nested_interaction(document: Document) -> Iterator[str]:
    """Nothing to click inside something to click."""
    for element in document.elements():
        acts = (
            tag(element) in ACTS or "tabindex" in element.attrib or (tag(element) == "a" and "href" in element.attrib)
        )
        acts = acts or (tag(element) == "input" and element.attrib.get("type") != "hidden")
        if not acts:
            continue
        for outer in document.around(element):
            if tag(outer) in {"button", "summary"} or (tag(outer) == "a" and "href" in outer.attrib):
                yield f"{show(element)} stands inside {show(outer)}"
