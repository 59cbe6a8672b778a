"""The fixtures `portal` and `office`: visitors of both faces without a browser."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.client import PageClient
from tests.support.databases import FreshDatabase

if TYPE_CHECKING:
    from core.settings import Settings


@pytest.fixture
def application(database: FreshDatabase, settings: "Settings") -> Any:
    """Both faces on this test's database, as one WSGI callable."""
    from wsgi import assemble

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
