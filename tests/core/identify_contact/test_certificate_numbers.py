"""Numbers that speak fill what they say; numbers that look wrong warn and never stop anybody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import get_cc_module
from stdnum.cn import ric

from core.identify_contact.certificate_numbers import NumberReading, contradictions, read_number
from core.identify_contact.number_rules import all_rules

TODAY = date(2026, 11, 2)


def reading(kind, number, country=None, **more):
    return read_number(kind, number, country=country, today=TODAY, **more)


@pytest.mark.parametrize(("kind", "country"), [("cn_resident_card", None), ("national_id", "CN")])
@pytest.mark.parametrize(
    "number", ["11010519491231002X", "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_chinese_resident_card_says_birth_gender_and_region(kind, country, number):
    said = reading(kind, number, country)
    assert said == NumberReading(
        birth=date(1949, 12, 31), gender="female", nationality="CN", region="北京市", district="朝阳区"
    )


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("110105194912310021", "number_check_digit"),
        ("110105491231002", "number_length"),
        ("11010519491231O02X", "number_format"),
        ("110105194913310022", "number_birth_impossible"),
        ("110105202712310021", "number_birth_impossible"),
        ("990105194912310029", "number_region_unknown"),
    ],
)
def test_a_doubtful_chinese_number_says_why_and_states_nothing(number, doubt):
    if doubt in {"number_birth_impossible", "number_region_unknown"}:
        number = number[:-1] + ric.calc_check_digit(number)
    assert reading("cn_resident_card", number) == NumberReading(doubts=(doubt,))


def test_every_single_wrong_figure_of_a_chinese_number_is_doubted():
    right = "11010519491231002X"
    for place in range(17):
        for figure in set("0123456789") - {right[place]}:
            assert reading("cn_resident_card", right[:place] + figure + right[place + 1 :]).doubts


def test_chinese_permits_of_foreigners_and_compatriots_are_read():
    foreigner = "911124198108030024"[:-1] + ric.calc_check_digit("911124198108030024")
    said = reading("cn_permanent_residence", foreigner)
    assert (said.birth, said.gender, said.doubts) == (date(1981, 8, 3), "female", ())
    assert reading("cn_permanent_residence", "USA110000000001") == NumberReading()
    assert reading("cn_permanent_residence", "110105194912310021").doubts == ("number_first_digit",)
    compatriot = "81000019980102001" + ric.calc_check_digit("81000019980102001?")
    assert reading("cn_hmt_residence", compatriot).gender == "male"
    assert reading("cn_hmt_residence", "11010519491231002X").doubts == ("number_region_unknown",)


@pytest.mark.parametrize(
    ("kind", "country", "number", "doubts"),
    [
        ("sa_national_id", None, "1012345672", ()),
        ("national_id", "SA", "١٠١٢٣٤٥٦٧٢", ()),
        ("sa_iqama", None, "2012345670", ()),
        ("residence_permit", "SA", "2012345670", ()),
        ("sa_national_id", None, "2012345670", ("number_first_digit",)),
        ("sa_iqama", None, "1012345672", ("number_first_digit",)),
        ("sa_national_id", None, "1012345673", ("number_check_digit",)),
        ("sa_national_id", None, "101234567", ("number_length",)),
        ("sa_national_id", None, "10123456AB", ("number_format",)),
    ],
)
def test_saudi_numbers_have_a_first_and_a_check_digit(kind, country, number, doubts):
    assert reading(kind, number, country).doubts == doubts


def test_a_saudi_national_number_says_the_nationality():
    assert reading("sa_national_id", "1012345672").nationality == "SA"
    assert reading("sa_iqama", "2012345670").nationality is None


@pytest.mark.parametrize(
    ("kind", "country", "number", "doubts"),
    [
        ("national_id", "ES", "54362315K", ()),
        ("national_id", "ES", "54362315Z", ("number_check_digit",)),
        ("residence_permit", "ES", "X2482300W", ()),
        ("national_id", "TR", "17291716060", ()),
        ("national_id", "SE", "anything goes", ()),
        ("tax_number", "DE", "DE136695976", ()),
        ("tax_number", "BR", "16.727.230/0001-97", ()),
        ("tax_number", "IN", "ACUPA7085R", ()),
        ("tax_number", "SA", "300000000000003", ()),
        ("tax_number", "SA", "100000000000003", ("number_format",)),
        ("cn_uscc", "CN", "91110000600037341L", ()),
        ("commercial_registration", "CN", "91110000600037341A", ("number_check_digit",)),
        ("passport", "SE", "L898902C3", ()),
        ("passport", None, "L8", ("number_format",)),
        ("gcc_card", "AE", "784-1987-1234567-1", ()),
        ("gcc_card", "KW", "99", ("number_format",)),
        ("licence", "ZZ", "anything", ()),
    ],
)
def test_published_rules_warn_where_they_exist(kind, country, number, doubts):
    assert reading(kind, number, country).doubts == doubts


def test_a_number_states_birth_and_gender_where_its_rule_reads_them():
    said = reading("national_id", "7503305044089", "ZA")
    assert (said.birth, said.gender, said.doubts) == (date(1975, 3, 30), "male", ())


def test_the_pattern_of_a_type_is_asked_first():
    assert reading("military_id", "AB12", pattern=r"\d{6}").doubts == ("number_format",)
    assert reading("military_id", "123456", pattern=r"\d{6}").doubts == ()


def test_what_the_person_says_is_compared_with_the_number():
    said = reading("cn_resident_card", "11010519491231002X")
    assert contradictions(said, birth=date(1949, 12, 30), gender="male") == ("birth_differs", "gender_differs")
    assert contradictions(said, birth=date(1949, 12, 31), gender="unknown") == ()
    assert contradictions(NumberReading(), birth=TODAY, gender="male") == ()


@pytest.mark.parametrize(("kind", "country", "name"), all_rules())
def test_every_named_rule_exists(kind, country, name):
    assert hasattr(get_cc_module(country.lower(), name), "validate")


RULES = [(kind, country) for kind, country, _ in all_rules()] + [("cn_resident_card", "CN"), ("sa_iqama", "SA")]
TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co"]), max_size=30)


@given(st.sampled_from(RULES), TYPED | st.text(alphabet="0123456789X", max_size=20))
def test_no_number_is_ever_a_stop(rule, number):
    assert isinstance(reading(rule[0], number, rule[1]), NumberReading)
