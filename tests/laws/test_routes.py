"""Every address says who may come, and every page has its template's and its test's name."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.laws.house import tracked
from tests.support.settings import KEYS, environment


@pytest.fixture(scope="module", params=["portal", "backoffice"])
def face(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    from core.crypto import use_keys
    from core.settings import read_settings
    from web.factory import create_face

    use_keys(KEYS)
    folder = tmp_path_factory.mktemp("face")
    settings = read_settings(environment(f"sqlite:///{folder}/none.db", folder))
    package: Any = __import__(request.param)
    return create_face(getattr(package, request.param), settings, face=request.param)


def test_every_route_declares_access(face: Flask):
    silent = [
        rule.rule for rule in face.url_map.iter_rules() if not hasattr(face.view_functions[rule.endpoint], "access")
    ]
    assert not silent


def test_every_route_names_its_methods(face: Flask):
    allowed = {"GET", "HEAD", "OPTIONS", "POST"}
    assert not [rule.rule for rule in face.url_map.iter_rules() if (rule.methods or set()) - allowed]


def test_addresses_carry_no_bare_keys(face: Flask):
    """Keys never leave the process: addresses hold codes, numbers and random ids."""
    assert not [rule.rule for rule in face.url_map.iter_rules() if "<int:" in rule.rule]


def test_every_page_module_has_its_test():
    """portal/interest.py by tests/portal/test_interest.py; a folder of pages by its own name or page by page."""
    pages = [file for file in tracked() if file.parts[0] in {"portal", "backoffice"} and file.suffix == ".py"]
    stems = [file for file in pages if not file.name.startswith("_")]
    assert not [str(file) for file in stems if not proofs_of(file) & set(tracked())]


def proofs_of(file: Path) -> set[Path]:
    page = Path("tests", file.parent, f"test_{file.name}")
    return {page, Path("tests", file.parts[0], f"test_{file.parent.name}.py")}
