"""*Read* takes the zones of ICAO 9303 as people paste and readers type them, and names the wrong check digit."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.identify_contact.icao_states import state_code
from core.identify_contact.machine_readable_zone import Zone, read_zone
from core.identify_contact.zone_layout import LAYOUTS, character_value, check_digit

TODAY = date(2026, 11, 2)

TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
MRV_A = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
MRV_B = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"
SPECIMENS = {"TD1": TD1, "TD2": TD2, "TD3": TD3, "MRV-A": MRV_A, "MRV-B": MRV_B}

ANNA = Zone(
    layout="TD3",
    document_kind="passport",
    number="L898902C3",
    issuing_state="UTO",
    nationality="UTO",
    last_name="ERIKSSON",
    first_names="ANNA MARIA",
    names_truncated=False,
    birth=date(1974, 8, 12),
    gender="female",
    expires=date(2012, 4, 15),
    optional="ZE184226B",
    problems=(),
)
CARD = replace(ANNA, layout="TD1", document_kind="national_id", number="D23145890", optional="")
VISA = replace(
    ANNA,
    layout="MRV-A",
    document_kind="visa",
    number="L8988901C",
    nationality="XXX",
    birth=date(1940, 9, 7),
    expires=date(1996, 12, 10),
    optional="6ZE184226B",
)
SAID = {
    "TD1": CARD,
    "TD2": replace(CARD, layout="TD2"),
    "TD3": ANNA,
    "MRV-A": VISA,
    "MRV-B": replace(VISA, layout="MRV-B", optional=""),
}

HANDLINGS = {
    "as printed": lambda zone: zone,
    "without line breaks": lambda zone: zone.replace("\n", ""),
    "small letters, trailing blanks": lambda zone: zone.lower().replace("\n", "  \n") + "   ",
    "Windows line ends": lambda zone: zone.replace("\n", "\r\n") + "\r\n\r\n",
    "a reader that sends a tab": lambda zone: zone.replace("\n", "\t"),
    "a blank for the line break": lambda zone: zone.replace("\n", " "),
    "without trailing fillers": lambda zone: "\n".join(line.rstrip("<") for line in zone.split("\n")),
    "one line without trailing fillers": lambda zone: zone.replace("\n", "").rstrip("<"),
    "blanks for fillers": lambda zone: zone.replace("<", " "),
    "guillemets for fillers": lambda zone: zone.replace("<<", "«"),
}


@pytest.mark.parametrize("handling", HANDLINGS)
@pytest.mark.parametrize("layout", SPECIMENS)
def test_every_specimen_is_read_however_it_was_typed(layout, handling):
    said = read_zone(HANDLINGS[handling](SPECIMENS[layout]), today=TODAY)
    assert said == SAID[layout]
    assert said.is_sound


def covered_places(layout_name: str) -> list[tuple[int, int]]:
    layout = next(layout for layout in LAYOUTS if layout.name == layout_name)
    places = [place for check in layout.checks for place in (*check.covers, check.digit)]
    return sorted({(place.line, column) for place in places for column in range(place.start, place.end)})


def corrupted(zone: str, line: int, column: int, mark: str) -> str:
    lines = zone.split("\n")
    lines[line] = lines[line][:column] + mark + lines[line][column + 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize("layout", SPECIMENS)
def test_every_corrupted_character_is_caught_but_those_the_standard_cannot_tell_apart(layout):
    """7, 3 and 1 have no factor in common with 10: a change escapes if and only if the values differ by 10, 20 or 30.

    So a figure for a figure, and a letter for one of the nine letters around it, is always caught; 0, A, K, U and the
    filler (and 1, B, L, V …) stand for each other, where the field may hold them at all.
    """
    escaped = set()
    for line, column in covered_places(layout):
        right = SPECIMENS[layout].split("\n")[line][column]
        for mark in {*digits, *ascii_uppercase, "<"} - {right}:
            if read_zone(corrupted(SPECIMENS[layout], line, column, mark), today=TODAY).is_sound:
                escaped.add((right, mark))
    assert all(character_value(right) % 10 == character_value(mark) % 10 for right, mark in escaped)
    assert not any(right in digits and mark in digits for right, mark in escaped)


@pytest.mark.parametrize(
    ("layout", "line", "column", "field"),
    [
        ("TD3", 1, 3, "number"),
        ("TD3", 1, 9, "number"),
        ("TD3", 1, 14, "birth"),
        ("TD3", 1, 19, "birth"),
        ("TD3", 1, 22, "expires"),
        ("TD3", 1, 31, "optional"),
        ("TD3", 1, 42, "optional"),
        ("TD3", 1, 43, "composite"),
        ("TD1", 0, 7, "number"),
        ("TD1", 1, 0, "birth"),
        ("TD1", 1, 14, "expires"),
        ("TD1", 1, 20, "composite"),
        ("TD1", 1, 29, "composite"),
        ("TD2", 1, 0, "number"),
        ("TD2", 1, 30, "composite"),
        ("MRV-A", 1, 9, "number"),
        ("MRV-A", 1, 15, "birth"),
        ("MRV-B", 1, 25, "expires"),
    ],
)
def test_the_wrong_digit_is_named_by_its_field(layout, line, column, field):
    right = SPECIMENS[layout].split("\n")[line][column]
    wrong = "3" if character_value(right) % 10 != 3 else "4"
    problems = read_zone(corrupted(SPECIMENS[layout], line, column, wrong), today=TODAY).problems
    assert field in [problem.field for problem in problems]
    assert {problem.field for problem in problems if problem.code == "check_digit"} == {field}


def test_two_wrong_digits_are_both_named_with_their_places():
    zone = read_zone(TD3.replace("L898902C36", "L898902C35").replace("1204159", "1204158"), today=TODAY)
    assert [(wrong.field, wrong.line, wrong.column) for wrong in zone.problems] == [
        ("number", 2, 10),
        ("expires", 2, 28),
    ]


def sealed(layout_name: str, zone: str) -> str:
    """The zone with every check digit made right."""
    layout = next(layout for layout in LAYOUTS if layout.name == layout_name)
    for check in layout.checks:
        covered = "".join(place.of(tuple(zone.split("\n"))) for place in check.covers)
        zone = corrupted(zone, check.digit.line, check.digit.start, str(check_digit(covered)))
    return zone


def test_a_day_that_does_not_exist_is_named_though_its_digit_is_right():
    zone = read_zone(sealed("TD3", TD3.replace("740812", "741312")), today=TODAY)
    assert (zone.birth, [(wrong.field, wrong.code) for wrong in zone.problems]) == (None, [("birth", "not_a_date")])


@pytest.mark.parametrize(
    ("birth", "expires", "read"),
    [
        ("740812", "310415", (date(1974, 8, 12), date(2031, 4, 15))),
        ("200101", "250101", (date(2020, 1, 1), date(2025, 1, 1))),
        ("261103", "310101", (date(1926, 11, 3), date(2031, 1, 1))),
        ("261102", "310101", (date(2026, 11, 2), date(2031, 1, 1))),
        ("000229", "991231", (date(2000, 2, 29), date(2099, 12, 31))),
        ("300101", "991231", (date(1930, 1, 1), date(1999, 12, 31))),
        ("74<<<<", "310415", (None, date(2031, 4, 15))),
        ("740812", "<<<<<<", (date(1974, 8, 12), None)),
    ],
)
def test_centuries_are_settled_by_today_and_by_each_other(birth, expires, read):
    zone = read_zone(sealed("TD3", TD3.replace("740812", birth).replace("120415", expires)), today=TODAY)
    assert (zone.birth, zone.expires) == read
    assert zone.is_sound


def test_an_empty_optional_field_may_have_a_filler_for_its_digit():
    bare = TD3.replace("ZE184226B<<<<<1", "<<<<<<<<<<<<<<<")
    lines = bare.split("\n")
    covered = lines[1][:10] + lines[1][13:20] + lines[1][21:43]
    zone = read_zone(f"{lines[0]}\n{lines[1][:43]}{check_digit(covered)}", today=TODAY)
    assert (zone.optional, zone.is_sound) == ("", True)


def test_a_long_number_goes_on_in_the_optional_data():
    """The example of ICAO 9303-5: D23145890734 with check digit 9."""
    first = "I<UTOD23145890<7349<<<<<<<<<<<"
    composite = check_digit(first[5:] + "7408122" + "1204159" + "<" * 11)
    zone = read_zone(f"{first}\n7408122F1204159UTO<<<<<<<<<<<{composite}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", today=TODAY)
    assert (zone.number, zone.optional, zone.is_sound) == ("D23145890734", "", True)
    wrong = read_zone(
        f"{first.replace('7349', '7348')}\n7408122F1204159UTO<<<<<<<<<<<{composite}\nERIKSSON<<A", today=TODAY
    )
    assert [(problem.field, problem.line, problem.column) for problem in wrong.problems] == [("number", 1, 19)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", ("ARKFREITH", None, False)),
        ("VAN<DER<MUELLEN<<MARIANNE<LOUISE<<<<<<<", ("VAN DER MUELLEN", "MARIANNE LOUISE", False)),
        ("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", ("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", True)),
        ("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARRN", ("BENNELONG WOOLOOMOOLOO WARRANDYTE WARRN", None, True)),
    ],
)
def test_names_are_taken_apart_and_cut_ones_recognised(written, said):
    assert len(written) == 39
    zone = read_zone("P<UTO" + written + TD3[44:], today=TODAY)
    assert (zone.last_name, zone.first_names, zone.names_truncated) == said


def test_figures_in_a_name_or_state_are_not_allowed():
    zone = read_zone(TD3.replace("ERIKSSON", "ER1KSSON").replace("P<UTO", "P<UT0"), today=TODAY)
    assert {(wrong.field, wrong.code) for wrong in zone.problems} == {
        ("names", "not_allowed"),
        ("issuing_state", "not_allowed"),
    }


@pytest.mark.parametrize(
    ("written", "kind"),
    [("P<SWE", "passport"), ("PDSWE", "passport"), ("PTSWE", "travel_document"), ("P<XXA", "travel_document")],
)
def test_the_kind_of_document_is_our_certificate_type(written, kind):
    assert read_zone(TD3.replace("P<UTO", written), today=TODAY).document_kind == kind


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("I<SAU", "sa_national_id"),
        ("IRSAU", "sa_iqama"),
        ("ARD<<", "residence_permit"),
        ("C1USA", "residence_permit"),
        ("ACFRA", "national_id"),
        ("IRCHN", "cn_permanent_residence"),
    ],
)
def test_a_card_is_known_by_its_country(written, kind):
    assert read_zone(TD1.replace("I<UTO", written), today=TODAY).document_kind == kind


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SWE", "SE"),
        ("D<<", "DE"),
        ("GBO", "GB"),
        ("RKS", "XK"),
        ("ROM", "RO"),
        ("UNO", "UNO"),
        ("XXA", "XXA"),
        ("XXX", "XXX"),
        ("UTO", "UTO"),
        ("SAU", "SA"),
        ("CHN", "CN"),
        ("TWN", "TW"),
        ("HKG", "HK"),
        ("", ""),
        ("U0O", "U0O"),
        ("SUN", "SUN"),
    ],
)
def test_states_become_iso_codes(written, code):
    assert state_code(written) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" \n", "zone_missing"),
        ("hello", "zone_unreadable"),
        (TD3[:-1] + "?", "zone_unreadable"),
        (TD3[:60], "zone_unreadable"),
        (TD3 + "<", "zone_unreadable"),
        ("X" + TD3[1:], "zone_unreadable"),
        ("P<" * 5000, "zone_unreadable"),
        ("\0" + TD3, "zone_unreadable"),
    ],
)
def test_what_is_no_zone_says_so(typed, code):
    with pytest.raises(Invalid) as refused:
        read_zone(typed, today=TODAY)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("zone", code)]


@given(st.text(alphabet="ACIPV<0123456789UTO\n ", min_size=60, max_size=100) | st.text())
def test_anything_pasted_is_a_zone_or_a_reason(text):
    with suppress(Invalid):
        assert isinstance(read_zone(text, today=TODAY), Zone)
