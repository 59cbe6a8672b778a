"""AAMVA barcodes of several versions, as readers type them: with, without and with other control characters."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.identify_contact.driving_licence_barcode import LONGEST_TEXT, Licence, is_licence, read_licence
from core.identify_contact.licence_jurisdictions import jurisdiction
from tests.support.licences import ARIZONA, ONTARIO, VIRGINIA

MICHAEL = Licence(
    document_kind="driving_licence",
    number="T64235789",
    issuing_state="US",
    issuing_authority="Virginia",
    last_name="SAMPLE",
    first_name="MICHAEL",
    middle_name="JOHN",
    names_truncated=False,
    birth=date(1986, 6, 6),
    gender="male",
    expires=date(2030, 12, 10),
    issued=date(2019, 6, 6),
    address="2300 WEST BROAD STREET, RICHMOND, VA 23269",
    run_together=False,
)
TYPED = {
    "as printed": lambda text: text,
    "Enter for each line feed": lambda text: text.replace("\n", "\r\n"),
    "without record separator": lambda text: text.replace("\x1e", ""),
    "bars": lambda text: text.replace("\n", "|").replace("\r", "|"),
    "names of the control characters": lambda text: text.replace("\n", "<LF>").replace("\r", "<CR>"),
    "small letters, caps lock was on": str.lower,
    "blanks around": lambda text: f"  {text}\n\n",
}


def swallowed(text: str) -> str:
    return "".join(mark for mark in text if mark >= " ")


@pytest.mark.parametrize("how", TYPED)
def test_a_licence_is_read_however_the_reader_types_it(how):
    assert read_licence(TYPED[how](VIRGINIA)) == MICHAEL


@pytest.mark.parametrize("name", ["SAMPLE", "TRINIDAD", "DACOSTA", "MACDAD"])
def test_elements_that_ran_together_are_taken_apart_and_said_to_be_so(name):
    """TRINIDAD holds the name of the middle name's element; it comes again later, so here it is a name."""
    card = read_licence(swallowed(VIRGINIA.replace("SAMPLE", name)))
    assert (card.last_name, card.first_name, card.middle_name, card.run_together) == (name, "MICHAEL", "JOHN", True)
    assert (card.number, card.birth, card.expires) == ("T64235789", date(1986, 6, 6), date(2030, 12, 10))


@pytest.mark.parametrize("how", [str, swallowed])
def test_canada_writes_the_century_first_and_given_names_in_one(how):
    card = read_licence(how(ONTARIO))
    assert (card.last_name, card.first_name, card.middle_name) == ("PUBLIC", "JOHN", "QUINCY")
    assert (card.issuing_state, card.issuing_authority, card.birth) == ("CA", "Ontario", date(1974, 3, 28))
    assert card.address == "789 E OAK AVE, VANCOUVER, BC A5K 4X9"


def test_version_one_has_the_whole_name_in_one_element():
    card = read_licence(ARIZONA)
    assert (card.last_name, card.first_name, card.middle_name) == ("PUBLIC", "JOHN", "Q")
    assert (card.number, card.issuing_state, card.birth) == ("D12345678", "US", date(1970, 1, 15))
    assert card.address == "789 E OAK ST, APT #4A, ANYTOWN, AZ 90223"


def test_a_name_that_was_cut_says_so_and_an_identity_card_is_none_to_drive_with():
    assert read_licence(VIRGINIA.replace("DDEN", "DDET")).names_truncated
    card = VIRGINIA.replace("DL0041", "ID0041").replace("DLDAQ", "IDDAQ")
    assert read_licence(card).document_kind == "national_id"


@pytest.mark.parametrize(
    ("issuer", "area", "said"),
    [
        ("636014", "", ("US", "California")),
        ("636028", "", ("CA", "British Columbia")),
        ("604428", "", ("CA", "Quebec")),
        ("636056", "", ("MX", "")),
        ("999999", "TX", ("US", "Texas")),
    ],
)
def test_who_issued_it_is_known_by_number(issuer, area, said):
    assert jurisdiction(issuer, area=area) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@\n\x1e\rANSI 636000100002",
        VIRGINIA.replace("DAQT64235789", ""),
        VIRGINIA.replace("DBB06061986", "DBB13311986"),
        VIRGINIA.replace("DCSSAMPLE", "DCSNONE"),
        VIRGINIA + " " * LONGEST_TEXT,
    ],
)
def test_without_number_name_or_birth_it_is_no_licence(text):
    with pytest.raises(Invalid) as refused:
        read_licence(text)
    assert refused.value.problems[0].code == "licence_unreadable"


def test_a_passport_is_no_licence():
    assert not is_licence("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")


@given(st.text(alphabet="DABCSTQ0129\n| ", max_size=300))
def test_anything_after_the_header_is_a_licence_or_a_reason(text):
    with suppress(Invalid):
        assert isinstance(read_licence(f"@\n\x1e\rANSI 636000100002DL00410278DL{text}"), Licence)
