"""A form of a page, filled in as a browser would: what stands in it is sent, what is typed replaces it."""

import io
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from tests.support.markup import Document, plain, tag, words
from tests.support.page_laws.labels import labels_of

PRESSED = {"submit", "image"}


class FilledForm:
    """The controls of one form with what they hold."""

    def __init__(self, document: Document, element: Element) -> None:
        self.document = document
        self.element = element
        self.controls = [control for control in document.elements("input", "select", "textarea") if self._owns(control)]
        self.buttons = [
            button for button in document.elements("button", "input") if self._owns(button) and _presses(button)
        ]
        self.values: dict[str, list[Any]] = {}
        for control in self.controls:
            name = control.attrib.get("name")
            if name and "disabled" not in control.attrib:
                self.values.setdefault(name, []).extend(_held(control))

    def has_button(self, button: str) -> bool:
        """Whether a button of these words (or of this name) stands in it."""
        return button in self.button_names()

    def button_names(self) -> list[str]:
        """Words of its buttons."""
        return [_words_of(button) for button in self.buttons] + [
            button.attrib.get("name", "") for button in self.buttons
        ]

    def labels(self) -> dict[str, list[Element]]:
        """Controls by label; radio buttons and check boxes of a group by its legend too."""
        found: dict[str, list[Element]] = {}
        for control in self.controls:
            for label in _labels(self.document, control):
                found.setdefault(label, []).append(control)
        return found

    def value(self, label: str) -> Any:
        """What the field holds: a text, or a list where several may be chosen."""
        held = self.values.get(self._name(label), [])
        return held[0] if len(held) == 1 else held

    def fill(self, values: dict[str, Any]) -> "FilledForm":
        """Types, ticks and chooses; fields by their label or, failing that, their name."""
        for label, value in values.items():
            name = self._name(label)
            controls = [control for control in self.controls if control.attrib.get("name") == name]
            self.values[name] = _typed(self.document, controls, label, value)
        return self

    def press(self, button: str | None, *, base: str) -> tuple[str, str, dict[str, Any]]:
        """Method, address and what is sent."""
        pressed = next((b for b in self.buttons if button in (None, _words_of(b), b.attrib.get("name"))), None)
        sent = {name: list(values) for name, values in self.values.items()}
        attributes = {} if pressed is None else pressed.attrib
        if attributes.get("name"):
            sent.setdefault(attributes["name"], []).append(attributes.get("value", ""))
        method = attributes.get("formmethod") or self.element.attrib.get("method", "get")
        action = attributes.get("formaction") or self.element.attrib.get("action") or base
        parts = urlsplit(urljoin(base, action))
        return method.upper(), parts.path + (f"?{parts.query}" if parts.query else ""), sent

    def _owns(self, control: Element) -> bool:
        named = control.attrib.get("form")
        if named:
            return named == self.element.attrib.get("id")
        return self.element in self.document.around(control)

    def _name(self, label: str) -> str:
        found = {control.attrib.get("name", "") for control in self.labels().get(label, [])}
        if not found and any(control.attrib.get("name") == label for control in self.controls):
            return label
        assert found, f"no field {label!r}; there are {sorted(self.labels())}"
        assert len(found) == 1, f"{label!r} is the label of {sorted(found)}"
        return found.pop()


def _presses(button: Element) -> bool:
    kind = button.attrib.get("type", "submit" if tag(button) == "button" else "text")
    return kind in PRESSED and "disabled" not in button.attrib


def _words_of(button: Element) -> str:
    return plain(button.attrib.get("value", "")) if tag(button) == "input" else words(button)


def _held(control: Element) -> list[Any]:
    kind = control.attrib.get("type", "text")
    if tag(control) == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if tag(control) == "select":
        options = [option for option in control.iter() if tag(option) == "option"]
        chosen = [option for option in options if "selected" in option.attrib]
        return [_option_value(o) for o in (chosen or ([] if "multiple" in control.attrib else options[:1]))]
    if kind in {"checkbox", "radio"}:
        return [control.attrib.get("value", "on")] if "checked" in control.attrib else []
    return [] if kind in {"file", "submit", "button", "image", "reset"} else [control.attrib.get("value", "")]


def _option_value(option: Element) -> str:
    return option.attrib.get("value", words(option))


def _labels(document: Document, control: Element) -> list[str]:
    found = [words(label) for label in labels_of(document, control)]
    found += [
        words(part)
        for i in control.attrib.get("aria-labelledby", "").split()
        if (part := document.by_id(i)) is not None
    ]
    if said := control.attrib.get("aria-label"):
        found.append(plain(said))
    if control.attrib.get("type") in {"radio", "checkbox"}:
        fieldset = next((outer for outer in document.around(control) if tag(outer) == "fieldset"), None)
        found += [words(child) for child in fieldset if tag(child) == "legend"] if fieldset is not None else []
    return [*found, *(name.removesuffix(" (optional)") for name in found if name.endswith(" (optional)"))]


def _typed(document: Document, controls: list[Element], label: str, value: Any) -> list[Any]:
    control = controls[0]
    kind = control.attrib.get("type", "text")
    if kind == "file":
        content, file_name = value
        return [(io.BytesIO(content), file_name)]
    if kind == "checkbox" and isinstance(value, bool):
        return [control.attrib.get("value", "on")] if value else []
    wanted = [str(one) for one in value] if isinstance(value, list | tuple | set) else [str(value)]
    if tag(control) == "select":
        known = {words(option): _option_value(option) for option in control.iter() if tag(option) == "option"}
    elif kind in {"radio", "checkbox"}:
        known = {name: one.attrib.get("value", "on") for one in controls for name in _labels(document, one)}
    else:
        return wanted
    for one in wanted:
        assert one in known or one in known.values(), f"{label!r} has no choice {one!r}; it has {sorted(known)}"
    return [known.get(one, one) for one in wanted]
