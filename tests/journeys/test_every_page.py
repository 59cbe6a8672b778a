"""Every page of the main job: axe in light and dark, left to right and right to left; no sideways scrolling."""

import pytest

from tests.access import table
from tests.journeys.open_house import OpenHouse, open_house
from tests.journeys.pages import NOT_LOOKED_AT, visits

__all__ = ["open_house"]


WHOLE = {"phone": "en", "desk": "ar"}
"""In which language a width is asked for everything, in light and dark; in the other, only where things stand."""


def test_every_page_looks_as_it_should(open_house: OpenHouse, width: str, request: pytest.FixtureRequest) -> None:
    thorough = request.config.getoption("--thorough")
    found = []
    for visit in visits():
        for language in ("en", "ar", "zh") if thorough else ("en", "ar"):
            found += open_house.flaws(visit, language, whole=thorough or WHOLE[width] == language)
    assert not found, "\n".join(found)


def test_every_page_that_answers_stands_in_the_list() -> None:
    answering = {line.route.path for line in table.read() if line.route.method == "GET" and "200" in line.expected}
    known, spared = {visit.known_as for visit in visits()}, set(NOT_LOOKED_AT)
    missing, idle = sorted(answering - known - spared), sorted(spared & known | spared - answering)
    assert not missing, f"nobody looks at {missing}: add them to pages.csv"
    assert not idle, f"exemptions that are no longer needed: {idle}"
