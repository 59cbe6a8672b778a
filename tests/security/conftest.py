"""The operator of tests/access/world.py."""

from tests.access.fixtures import people, world

__all__ = ["people", "world"]
