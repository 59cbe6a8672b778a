"""What the content security policy would block anyway, and what it cannot see."""

from collections.abc import Iterator

from tests.support.markup import Document, show, tag

LOADED = {
    "script": "src",
    "link": "href",
    "img": "src",
    "use": "href",
    "source": "src",
    "video": "src",
    "iframe": "src",
}
EVALUATED = ("hx-on", "hx-vals-js", "data-hx-on")


def nothing_inline(document: Document) -> Iterator[str]:
    """No style, script or handler stands in the page."""
    for element in document.elements():
        for name, value in element.attrib.items():
            if name == "style":
                yield f"{show(element)} has an inline style"
            elif name.startswith(("on", *EVALUATED)) and isinstance(name, str):
                yield f"{show(element)} has a handler {name}"
            elif value.strip().lower().startswith(("javascript:", "js:", "data:text")):
                yield f"{show(element)}: {name} runs a script"
        if tag(element) == "style":
            yield "the page has a <style>"
        if tag(element) == "script" and "src" not in element.attrib and "json" not in element.attrib.get("type", ""):
            yield "the page has an inline <script>"


def nothing_foreign(document: Document) -> Iterator[str]:
    """Everything that a page loads is ours; what opens elsewhere takes nothing along."""
    for element in document.elements():
        source = element.attrib.get(LOADED.get(tag(element), ""), "")
        if (source and not source.startswith(("/", "data:image/", "blob:", "#"))) or source.startswith("//"):
            yield f"{show(element)} loads from elsewhere"
        if element.attrib.get("target") == "_blank" and "noopener" not in element.attrib.get("rel", ""):
            yield f"{show(element)} opens a window without noopener"


def forms_prove_themselves(document: Document) -> Iterator[str]:
    """A form that changes something carries the session's token and stays here; secrets never go into an address."""
    for form in document.elements("form"):
        action, posts = form.attrib.get("action", ""), form.attrib.get("method", "get").lower() == "post"
        fields = [field for field in form.iter() if isinstance(field.tag, str) and tag(field) == "input"]
        if action and (not action.startswith(("/", "?", "#")) or action.startswith("//")):
            yield f"{show(form)} sends elsewhere"
        if posts and not any(field.attrib.get("name") == "csrf_token" for field in fields):
            yield f"{show(form)} has no csrf_token"
        if not posts and any(field.attrib.get("type") == "password" for field in fields):
            yield f"{show(form)} would put a password into the address"
