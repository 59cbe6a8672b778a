"""Every zone that ICAO Doc 9303 prints reads right, and every corrupted character is caught that can be."""

from datetime import date
from string import ascii_uppercase, digits

import pytest

from core.identify_contact.machine_readable_zone import read_zone
from core.identify_contact.zone_layout import LAYOUTS, character_value
from tests.core.identify_contact.zone_specimens import NAMED, WHOLE

TODAY = date(2026, 11, 2)
MARKS = (*digits, *ascii_uppercase, "<")
PRINTED = [zone for specimen, (zone, _number) in WHOLE.items() if specimen.startswith("part")]


@pytest.mark.parametrize("specimen", WHOLE)
def test_every_specimen_reads_right(specimen):
    zone, number = WHOLE[specimen]
    said = read_zone(zone, today=TODAY)
    assert (said.number, said.problems) == (number, ())
    assert said.layout == specimen.split(", ")[1]
    assert said.birth is not None


@pytest.mark.parametrize("zone", NAMED)
def test_every_printed_name_reads_right(zone):
    said = read_zone(zone, today=TODAY)
    assert (said.last_name, said.first_names, said.names_truncated) == NAMED[zone]
    assert said.is_sound


def corrupted(zone: str, line: int, column: int, mark: str) -> str:
    lines = zone.split("\n")
    lines[line] = lines[line][:column] + mark + lines[line][column + 1 :]
    return "\n".join(lines)


def covered(layout_name: str) -> set[tuple[int, int]]:
    layout = next(layout for layout in LAYOUTS if layout.name == layout_name)
    places = [place for check in layout.checks for place in (*check.covers, check.digit)]
    return {(place.line, column) for place in places for column in range(place.start, place.end)}


def test_every_single_corruption_is_caught_but_those_the_weights_cannot_see():
    """Exhaustive: each printed zone, each place that a check digit covers or that holds one, each of 36 other marks.

    The weights 7, 3 and 1 have no factor in common with 10, so a change escapes exactly when both values leave the
    same rest by 10: 0, A, K, U and the filler stand for each other, as do 1 B L V, 2 C M W, 3 D N X, 4 E O Y, 5 F P Z,
    6 G Q, 7 H R, 8 I S and 9 J T. Nothing that the standard covers goes unseen for another reason.
    """
    tried = escaped = 0
    for zone in PRINTED:
        for line, column in covered(read_zone(zone, today=TODAY).layout):
            right = zone.split("\n")[line][column]
            for mark in MARKS:
                if mark == right:
                    continue
                tried += 1
                if read_zone(corrupted(zone, line, column, mark), today=TODAY).is_sound:
                    escaped += 1
                    assert character_value(mark) % 10 == character_value(right) % 10, (zone, line, column, mark)
    assert tried > 10_000
    assert escaped < tried * 3 / 36


@pytest.mark.parametrize("specimen", WHOLE)
def test_a_wrong_figure_for_a_figure_is_always_caught(specimen):
    """What a slip of the finger or a worn print makes: no two figures leave the same rest."""
    zone, _number = WHOLE[specimen]
    for line, column in covered(read_zone(zone, today=TODAY).layout):
        right = zone.split("\n")[line][column]
        for mark in set(digits) - {right} if right in digits else ():
            assert not read_zone(corrupted(zone, line, column, mark), today=TODAY).is_sound, (line, column, mark)
