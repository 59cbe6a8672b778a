"""The world and everybody in it, built once for each engine; imported by the conftest of who wants them."""

from collections.abc import Iterator

import pytest

from tests.access import asking
from tests.access.world import World, build
from tests.support import databases
from tests.support.settings import KEYS, environment


@pytest.fixture(scope="module")
def world(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The operator of tests/access/world.py, built once for each engine."""
    from core.crypto import use_keys
    from core.database.transaction import dispose, use_database
    from core.settings import read_settings

    fresh = databases.fresh_copy(engine_name)
    settings = read_settings(environment(fresh.url, tmp_path_factory.mktemp("world")))
    use_keys(KEYS)
    use_database(settings)
    yield build(settings)
    dispose()
    databases.drop(fresh)


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, asking.Asker]:
    """Everybody at the door."""
    from wsgi import assemble

    application = assemble(world.settings)
    return {who: asking.Asker(application, world, who) for who in asking.PEOPLE}
