"""Everything that can be filled or pressed says what it is, once."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.support.markup import Document, show, tag, words

UNLABELLED = {"hidden", "submit", "reset", "button", "image"}
LABELABLE = {"input", "select", "textarea", "button", "meter", "output", "progress"}


def controls(document: Document) -> Iterator[Element]:
    """What a person fills in."""
    for element in document.elements("input", "select", "textarea"):
        if tag(element) != "input" or element.attrib.get("type", "text") not in UNLABELLED:
            yield element


def labels_of(document: Document, control: Element) -> list[Element]:
    """The label elements of a control."""
    identity = control.attrib.get("id")
    around = [outer for outer in document.around(control) if tag(outer) == "label"]
    found = [outer for outer in around if outer.attrib.get("for", identity) == identity]
    for label in document.elements("label"):
        if identity and label.attrib.get("for") == identity and label not in found:
            found.append(label)
    return found


def one_label_each(document: Document) -> Iterator[str]:
    """Each control has one label, or one name said for readers."""
    for control in controls(document):
        labels = labels_of(document, control)
        named = [name for name in ("aria-label", "aria-labelledby") if control.attrib.get(name, "").strip()]
        if len(labels) > 1:
            yield f"{show(control)} has {len(labels)} labels"
        elif not labels and len(named) != 1:
            yield f"{show(control)} has no label"
        elif labels and not words(labels[0]):
            yield f"{show(control)} has an empty label"


def labels_lead_somewhere(document: Document) -> Iterator[str]:
    """A label is the label of one control."""
    for label in document.elements("label"):
        target = label.attrib.get("for")
        within = [element for element in label.iter() if element is not label and tag(element) in LABELABLE]
        found = document.by_id(target) if target else None
        if target and (found is None or tag(found) not in LABELABLE):
            yield f"{show(label)} leads to nothing that can be filled in"
        if not target and len(within) != 1:
            yield f"{show(label)} is the label of {len(within)} controls"


def everything_has_a_name(document: Document) -> Iterator[str]:
    """Links, buttons, frames and pictures have words."""
    for element in document.elements("a", "button", "summary"):
        pictured = any(image.attrib.get("alt") for image in element.iter("img"))
        if not (
            words(element) or element.attrib.get("aria-label") or element.attrib.get("aria-labelledby") or pictured
        ):
            yield f"{show(element)} has no name"
        if tag(element) == "a" and element.attrib.get("href", "").strip() in {"", "#"}:
            yield f"{show(element)} leads nowhere"
    for image in document.elements("img"):
        if "alt" not in image.attrib:
            yield f"{show(image)} has no alt"
    for element in document.elements("input"):
        if element.attrib.get("type") in {"submit", "button"} and not element.attrib.get("value"):
            yield f"{show(element)} has no value"


def groups_have_names(document: Document) -> Iterator[str]:
    """Choices that belong together stand in a fieldset with a legend, or a group with a name."""
    for fieldset in document.elements("fieldset"):
        legends = [child for child in fieldset if tag(child) == "legend"]
        if not (legends and words(legends[0])) and not _named(fieldset):
            yield f"{show(fieldset)} has no legend"
    for radio in document.elements("input"):
        if radio.attrib.get("type") == "radio" and not _in_group(document, radio):
            yield f"{show(radio)} stands in no group"


def _in_group(document: Document, element: Element) -> bool:
    return any(
        tag(outer) == "fieldset" or (outer.attrib.get("role") in {"radiogroup", "group"} and _named(outer))
        for outer in document.around(element)
    )


def _named(element: Element) -> bool:
    return bool(element.attrib.get("aria-label") or element.attrib.get("aria-labelledby"))
