"""Every code that the domain of registration can raise has words of its own (rule 11)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.errors import Problem
from core.identify_contact.addresses import LABEL_CODES
from portal import portal
from tests.support.ground import HOUSE
from web import wording
from web.factory import create_face
from web.wording import addresses

RAISED = {"NotFound", "Conflict", "WrongStatus", "AlreadyTaken", "NotAllowed", "TooMany", "Unavailable"}
ROOTS = ("core/identify_contact", "core/normalise", "core/passwords.py", "core/secret_answers.py", "core/blocklist.py")
PREFIXES = ("password_", "file_", "pdf_", "picture_", "number_", "postal_code_")
NO_CODES = {"password_changed", "password_reset", "file_name", "number_alone_index", "password_hash"}
NO_CODES |= {"password_changed_at", "file_changed", "number_kept", "number_index"}
FACTS = {
    "most": 10, "minimum": 3, "maximum": 120, "year": 1900, "years": 100, "month": 2, "tries": 5, "retry_after": 60,
    "character": "U+0007", "label": "city", "on": None, "kind": "pdf", "megapixels": 50, "pages": 30, "line": 1,
    "column": 2, "part": "number", "age": 18, "code": "40000010019",
}  # fmt: skip


def modules() -> list[Path]:
    found = [HOUSE / root for root in ROOTS]
    return [file for path in found for file in ([path] if path.is_file() else path.rglob("*.py"))]


def texts_in(tree: ast.AST) -> list[str]:
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def codes_in(tree: ast.AST) -> set[str]:
    """Second words of problems, first words of errors, and codes that are handed on as text."""
    found = {text for text in texts_in(tree) if text.startswith(PREFIXES)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name, words = ast.unparse(call.func), [texts_in(arg)[:1] for arg in call.args]
        place = 1 if name.endswith((".add", "Invalid.one")) else 0 if name in RAISED else None
        if place is not None and len(words) > place:
            found |= set(words[place])
        found |= {text for kw in call.keywords if kw.arg in {"needed", "doubts"} for text in texts_in(kw.value)}
    return found


def codes() -> set[str]:
    found = {code for file in modules() for code in codes_in(ast.parse(file.read_text()))}
    return {code for code in found if code.replace("_", "").isalpha() and code.islower()} - NO_CODES


@pytest.fixture
def app(settings: object, database: object) -> Iterator[Flask]:
    """The portal, asked for a page."""
    face = create_face(portal, settings, face="portal")
    with face.test_request_context("/", base_url=settings.public_url):
        yield face


def test_every_code_has_words(app: Flask):
    known = {code for module in wording.MODULES for code in module.WORDS}
    assert not codes() - known
    for code in codes():
        said = wording.word_problem(Problem("field", code, FACTS))
        assert said[0].isupper(), code
        assert "%(" not in said, code


def test_every_part_of_an_address_has_a_label_and_words():
    assert set(addresses.MISSING) == LABEL_CODES
    assert set(addresses.LABELS) | {"zip", "pin", "postal", "eircode"} >= LABEL_CODES
