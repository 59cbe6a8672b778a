"""Spellings of a name that a zone wrote without its own letters: offered by the issuing state, never taken."""

import pytest

from core.identify_contact.addresses import fields_for
from core.identify_contact.answers import examine_certificate
from core.identify_contact.zone_names import as_written, may_be_written, spelled, spellings, written_names
from tests.core.identify_contact.test_certificate_types import TODAY
from tests.support import olena


@pytest.mark.parametrize(
    ("written", "state", "offered"),
    [
        ("MUELLER", "DE", ("Müller",)),
        ("GROSSMANN", "AT", ("Großmann",)),
        ("BAUER", "DE", ()),
        ("MICHAEL", "DE", ()),
        ("SAMUEL", "DE", ()),
        ("ENRIQUE", "DE", ()),
        ("SAMUEL", "GB", ()),
        ("AAKE", "SE", ("Åke",)),
        ("SOERENSEN", "DK", ("Sørensen",)),
        ("THOR", "IS", ("Þor",)),
        ("CANXXON", "ES", ("Cañon",)),
        ("KOVALENKO", "UA", ()),
    ],
)
def test_spellings_are_those_of_the_issuing_states_language(written, state, offered):
    assert spellings(written, issuing_state=state) == offered


def test_never_more_than_three_and_the_likeliest_first():
    offered = spellings("OESTERGAARD AAGE", issuing_state="DK")
    assert (len(offered), offered[0]) == (3, "Østergård Åge")


@pytest.mark.parametrize(
    ("name", "written", "may"),
    [
        ("Müller", "MUELLER", True),
        ("Müller", "MULLER", True),
        ("O’Connor", "OCONNOR", True),
        ("Smith-Jones", "SMITH JONES", True),
        ("Miller", "MUELLER", False),
    ],
)
def test_a_name_is_compared_with_what_a_zone_makes_of_it(name, written, may):
    assert may_be_written(name, written) is may


def test_names_are_remembered_as_the_document_writes_them():
    kept = as_written("VAN DER MUELLEN", "MARTIN", shortened=False)
    assert written_names(kept).last == "VAN DER MUELLEN"
    assert written_names(as_written("ARKFREITH", "", shortened=True)).shortened
    assert spelled("SMITH-JONES O'NEIL") == "Smith-Jones O'Neil"


@pytest.mark.parametrize("sent", ["<script>", "x" * 500, "1234", "a\nb"])
def test_what_is_no_name_of_a_zone_is_not_kept(sent):
    assert examine_certificate(olena.certificate(as_read=sent), today=TODAY).as_read == ""


def test_kosovo_has_addresses():
    assert "locality" in {field.name for field in fields_for("XK")}
