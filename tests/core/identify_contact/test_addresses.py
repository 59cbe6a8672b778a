"""Addresses have the fields, lists and form of their own country."""

from types import SimpleNamespace

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from core.identify_contact.address_rules import LETTERS, rules_of
from core.identify_contact.addresses import LABEL_CODES, address_doubts, fields_for, lines, postal_doubt

TERRITORIES = sorted(code for code in Locale("en").territories if len(code) == 2 and code.isalpha())


def address(country, **said):
    return SimpleNamespace(**dict.fromkeys(LETTERS.values()) | {"country": country} | said)


def names(country, **chosen):
    return [field.name for field in fields_for(country, **chosen)]


@pytest.mark.parametrize("country", [*TERRITORIES, "", "??", "../../x"])
def test_every_country_has_fields_with_known_labels(country):
    fields = fields_for(country)
    assert "detailed" in [field.name for field in fields]
    assert len({field.name for field in fields}) == len(fields)
    assert {field.label_code for field in fields} <= LABEL_CODES
    assert any(field.required for field in fields)
    assert {field.name for field in fields} <= set(LETTERS.values())


@pytest.mark.parametrize("country", TERRITORIES)
def test_the_example_codes_of_every_country_are_not_doubted(country):
    for example in filter(None, rules_of(country).get("zipex", "").split(",")):
        assert postal_doubt(country, example.lower()) is None


def test_fields_stand_in_the_order_of_the_country():
    assert names("DE") == ["detailed", "postal_code", "locality"]
    assert names("GB") == ["detailed", "locality", "postal_code"]
    assert names("US") == ["detailed", "locality", "administrative_area", "postal_code"]
    assert names("JP") == ["postal_code", "administrative_area", "detailed"]
    assert names("CN") == ["administrative_area", "locality", "dependent_locality", "detailed", "postal_code"]
    assert names("AE") == ["detailed", "administrative_area"]


def test_where_lists_hang_on_each_other_the_larger_part_comes_first():
    assert names("BR") == ["detailed", "administrative_area", "locality", "dependent_locality", "postal_code"]


def test_saudi_addresses_have_their_thirteen_regions_and_the_national_address():
    fields = {field.name: field for field in fields_for("SA")}
    assert len(fields["administrative_area"].choices) == 13
    assert fields["administrative_area"].choices[0].names == ("الرياض", "Riyadh")
    assert list(fields) == [
        "administrative_area", "locality", "dependent_locality", "detailed", "building_number", "postal_code",
        "additional_number", "short_address",
    ]  # fmt: skip


def test_china_is_listed_down_to_the_district_in_both_scripts():
    province, city, district, *_ = fields_for("CN", administrative_area="广东省", locality="深圳市")
    assert ("广东省", "Guangdong Sheng") in [choice.names for choice in province.choices]
    assert ("深圳市", "Shenzhen Shi") in [choice.names for choice in city.choices]
    assert ("南山区", "Nanshan Qu") in [choice.names for choice in district.choices]


def test_without_the_part_above_a_part_is_free_text():
    assert [field.choices for field in fields_for("CN")][1:3] == [None, None]
    assert fields_for("CN", administrative_area="Atlantis", locality="x")[1].choices is None


@pytest.mark.parametrize(
    ("country", "code", "area", "doubt"),
    [
        ("SE", "112 21", None, None),
        ("SE", "١١٢٢١", None, None),
        ("SE", "1122", None, "postal_code_format"),
        ("SA", "12345", None, None),
        ("SA", "1234", None, "postal_code_format"),
        ("SA", "02345", None, "postal_code_format"),
        ("US", "94043", "CA", None),
        ("US", "10001", "CA", "postal_code_elsewhere"),
        ("GB", "sw1a 1aa", None, None),
        ("AE", "anything", None, None),
        ("SE", "", None, None),
        ("SE", None, None, None),
    ],
)
def test_postal_codes_are_doubted_by_the_rule_of_the_country(country, code, area, doubt):
    assert postal_doubt(country, code, administrative_area=area) == doubt


def test_numbers_of_a_saudi_address_are_doubted_one_by_one():
    odd = address("SA", postal_code="1", building_number="82", additional_number="67890", short_address="2929RRRD")
    assert address_doubts(odd) == {
        "postal_code": "postal_code_format",
        "building_number": "building_number_format",
        "additional_number": "additional_number_format",
        "short_address": "short_address_format",
    }
    assert address_doubts(address("SA", building_number="٨٢٢٨", short_address="rrrd 2929")) == {}


SHENZHEN = {
    "administrative_area": "广东省",
    "locality": "深圳市",
    "dependent_locality": "南山区",
    "postal_code": "518057",
}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (address("CN", detailed="科技园路1号", **SHENZHEN), ["518057", "广东省深圳市南山区", "科技园路1号"]),
        (
            address("CN", detailed="1 Keji Road", **SHENZHEN),
            ["1 Keji Road", "Nanshan Qu", "Shenzhen Shi", "Guangdong Sheng, 518057"],
        ),
        (
            address(
                "US", detailed="1 Main St\nFloor 2", locality="Reno", administrative_area="NV", postal_code="89501"
            ),
            ["1 Main St", "Floor 2", "Reno, NV 89501"],
        ),
        (address("US", detailed="1 Main St", locality="Reno", postal_code="89501"), ["1 Main St", "Reno, 89501"]),
        (
            address("ES", detailed="Calle Mayor 1", locality="Getafe", administrative_area="M", postal_code="28901"),
            ["Calle Mayor 1", "28901 Getafe Madrid"],
        ),
        (
            address(
                "SA",
                administrative_area="الرياض",
                locality="الرياض",
                dependent_locality="العليا",
                detailed="طريق الملك فهد",
                building_number="8228",
                postal_code="12345",
                additional_number="6789",
                short_address="RRRD2929",
            ),
            ["8228 طريق الملك فهد", "العليا", "الرياض 12345-6789", "الرياض", "RRRD2929"],
        ),
        (
            address("SA", detailed="King Fahd Road", locality="Riyadh", postal_code="12345"),
            ["King Fahd Road", "Riyadh 12345"],
        ),
        (
            address("JP", administrative_area="東京都", detailed="千代田1-1", postal_code="100-0001"),
            ["〒100-0001", "東京都", "千代田1-1"],
        ),
        (address("AE", administrative_area="أبو ظبي", detailed="Corniche Road"), ["Corniche Road", "Abu Dhabi"]),
        (address("DE"), []),
    ],
)
def test_an_address_is_written_as_on_an_envelope_of_its_country(said, written):
    assert lines(said) == written


@given(
    st.sampled_from(TERRITORIES),
    st.dictionaries(
        st.sampled_from(sorted(LETTERS.values())), st.text(st.characters(categories=["L", "Nd"]), min_size=1)
    ),
)
def test_nothing_that_was_said_is_left_out(country, said):
    written = "\n".join(lines(address(country, **said)))
    assert all(value in written for value in said.values())
