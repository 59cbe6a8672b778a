"""The fixtures `portal` and `office`: visitors of both faces without a browser."""

from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests.support.client import PageClient
from tests.support.databases import FreshDatabase
from tests.support.ground import ground

if TYPE_CHECKING:
    from core.settings import Settings


@pytest.fixture
def application(database: FreshDatabase, settings: "Settings", monkeypatch: pytest.MonkeyPatch) -> Any:
    """Both faces on this test's database, as one WSGI callable; templates are compiled once a session."""
    from wsgi import assemble

    compiled = ground() / "templates"
    compiled.mkdir(exist_ok=True)
    monkeypatch.setattr(Flask, "jinja_options", {"bytecode_cache": FileSystemBytecodeCache(str(compiled))})
    return assemble(settings)


@pytest.fixture
def portal(application: Any, settings: "Settings", request: pytest.FixtureRequest) -> PageClient:
    """A visitor of the portal; speaks the pseudo-language unless told otherwise."""
    return _visitor(application, settings, request, face="portal")


@pytest.fixture
def office(application: Any, settings: "Settings", request: pytest.FixtureRequest) -> PageClient:
    """Somebody at the back office's door."""
    return _visitor(application, settings, request, face="backoffice")


def _visitor(application: Any, settings: "Settings", request: pytest.FixtureRequest, *, face: str) -> PageClient:
    visitor = PageClient(application, address=settings.public_url, face=face)
    return visitor.speaking("en") if request.node.get_closest_marker("english") else visitor
