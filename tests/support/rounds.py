"""In which rounds a test runs: both engines, both widths."""

from itertools import product
from typing import Any

import pytest

ENGINES = ("sqlite", "postgresql")
WIDTHS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True},
}
PAIRS = [("sqlite", "phone"), ("postgresql", "desk")]
FAILED = pytest.StashKey[bool]()


def rounds(metafunc: pytest.Metafunc) -> None:
    """A test with a database runs on each engine; one with a browser at each width, the two paired."""
    only, names = metafunc.config.getoption("--on"), metafunc.fixturenames
    engines = (only,) if only else ENGINES
    if "width" in names and "engine_name" in names:
        pairs = product(ENGINES, WIDTHS) if metafunc.config.getoption("--thorough") else PAIRS
        metafunc.parametrize(("engine_name", "width"), [pair for pair in pairs if pair[0] in engines], scope="session")
    elif "engine_name" in names:
        metafunc.parametrize("engine_name", engines, scope="session")
