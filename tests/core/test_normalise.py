"""What people write in many ways is kept in one."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.normalise import (
    certificate_number,
    clean,
    day_order,
    email_address,
    from_hijri,
    parse_day,
    phone_doubt,
    phone_local,
    phone_number,
    secret_answer,
    to_hijri,
)


def why(refused: pytest.ExceptionInfo[Invalid]) -> tuple[str, str]:
    problem = refused.value.problems[0]
    return problem.field, problem.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna ", "Anna"),
        ("e\u0301", "é"),
        ("Lee\tAnna", "Lee Anna"),
        ("\u202a+4670\u202c", "+4670"),
        ("👩‍🚀", "👩‍🚀"),
    ],
)
def test_text_is_trimmed_and_composed(typed, kept):
    assert clean(typed) == kept


def test_lines_of_a_note_stay():
    assert clean("one\r\ntwo\rthree ", lines=True) == "one\ntwo\nthree"
    assert clean("one\r\ntwo") == "one two"


@pytest.mark.parametrize("mark", ["\0", "\x1b", "\x7f", "\ud800", "\ufffe", "\U0010ffff", "\ufdd0"])
@pytest.mark.parametrize("lines", [True, False])
def test_what_no_database_should_hold_is_refused(mark, lines):
    with pytest.raises(Invalid) as refused:
        clean(f"An{mark}na", lines=lines)
    assert why(refused) == ("text", "characters_not_allowed")


@given(st.text())
def test_what_is_clean_stays_as_it_is(text):
    try:
        once = clean(text)
    except Invalid:
        return
    assert clean(once) == once
    once.encode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna@Example.COM ", "anna@example.com"),
        ("anna＠example.com", "anna@example.com"),
        ("li@bücher.de", "li@xn--bcher-kva.de"),
        ("José@example.com", "josé@example.com"),
    ],
)
def test_an_email_address_has_one_form(typed, kept):
    assert email_address(typed) == kept


@pytest.mark.parametrize(
    "typed", ["a@b", "anna", "a@@example.com", "a b@example.com", "x" * 300 + "@example.com", "a\0@x.se"]
)
def test_what_cannot_be_an_email_address_is_refused(typed):
    with pytest.raises(Invalid) as refused:
        email_address(typed)
    assert why(refused) == ("email", "email_wrong")


def test_an_empty_email_address_is_missing_not_wrong():
    with pytest.raises(Invalid) as refused:
        email_address("  ")
    assert why(refused) == ("email", "email_missing")


@pytest.mark.parametrize(
    ("typed", "region", "kept"),
    [
        ("070-174 06 05", "SE", "+46701740605"),
        ("+46 (0)70 174 06 05", None, "+46701740605"),
        ("0046701740605", "SA", "+46701740605"),
        ("٠٥٠ ١٢٣ ٤٥٦٧", "SA", "+966501234567"),
        ("１３９ ０１２３ ４５６７", "CN", "+8613901234567"),
        ("\u202a+44 7700 900123\u202c", None, "+447700900123"),
    ],
)
def test_a_phone_number_is_kept_as_dialled_from_anywhere(typed, region, kept):
    assert phone_number(typed, region) == kept


@pytest.mark.parametrize(
    ("typed", "region", "code"),
    [
        ("", "SE", "phone_missing"),
        ("abc", "SE", "phone_wrong"),
        ("070 174 06 05", None, "phone_needs_country"),
        ("+999 123 456", None, "phone_wrong"),
        ("+46 70", None, "phone_too_short"),
        ("+46 70 174 06 05 12345", None, "phone_too_long"),
        ("1" * 5000, "SE", "phone_too_long"),
        ("08 123 45 67 ext. 12", "SE", "phone_with_extension"),
    ],
)
def test_a_phone_number_that_cannot_be_dialled_says_why(typed, region, code):
    with pytest.raises(Invalid) as refused:
        phone_number(typed, region)
    assert why(refused) == ("phone", code)


def test_a_number_outside_the_known_plan_is_doubted_only():
    assert phone_doubt("+46701740605") is None
    assert phone_doubt(phone_number("+1 200 555 0100", None)) == "phone_not_assigned"


def test_a_phone_number_is_shown_as_people_there_write_it():
    assert phone_local("+46701740605", "SE") == "070-174 06 05"
    assert phone_local("+46701740605", "SA") == "+46 70 174 06 05"
    assert phone_local("not a number", "SA") == "not a number"


def test_certificate_numbers_do_not_differ_by_blanks_dashes_or_script():
    assert certificate_number(" l898-902 c3 ") == certificate_number("Ｌ８９８９０２Ｃ３") == "L898902C3"
    assert certificate_number("١٠١٢٣٤٥٦٧٢") == "1012345672"


def test_r08_answers_are_compared_in_one_form():
    assert secret_answer("  Sao Paulo. ") == secret_answer("São paulo") == "sao paulo"
    assert secret_answer("Saint-Denis") == secret_answer("saint  denis!") == "saint denis"
    assert secret_answer("مُحَمَّد") == secret_answer("محمد")
    assert secret_answer("Kungsholmen") == "kungsholmen"
    assert secret_answer("…") == ""


@given(st.text())
def test_r08_the_form_of_an_answer_is_its_own_form(text):
    assert secret_answer(secret_answer(text)) == secret_answer(text)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("1987-03-13", "en"),
        ("19870313", "en_US"),
        ("13031987", "de"),
        ("13/3/1987", "en"),
        ("3/13/1987", "en"),
        ("3/13/1987", "en_US"),
        ("13.03.1987", "de"),
        ("1987年3月13日", "zh_Hans_CN"),
        ("１９８７/３/１３", "ja"),
        ("١٣/٣/١٩٨٧", "ar"),
        ("١٣ مارس ١٩٨٧", "ar"),
        ("۱۳/۳/۱۹۸۷", "fa"),
        ("13 March 1987", "zh"),
        ("Mar 13th, 1987", "en"),
        ("13 de marzo de 1987", "es"),
        ("13 mars 1987", "sv_SE"),
        ("13. März 1987", "de"),
        ("13 3 1987", "xx"),
        ("13-03-1987", "en-SA"),
        ("13.7.1407 هـ", "en"),
    ],
)
def test_one_field_reads_a_day_in_many_ways(typed, locale):
    assert parse_day(typed, locale) == date(1987, 3, 13)


def test_an_ambiguous_day_is_read_in_the_order_of_the_reader():
    assert parse_day("3/4/1987", "en_US") == date(1987, 3, 4)
    assert parse_day("3/4/1987", "en") == parse_day("3/4/1987", "en_GB") == date(1987, 4, 3)
    assert (day_order("en_US"), day_order("en"), day_order("zh"), day_order("ar")) == ("mdy", "dmy", "ymd", "dmy")


def test_hijri_days_are_read_by_a_switch():
    assert parse_day("1407/7/13", "ar", "hijri") == parse_day("١٣ رجب ١٤٠٧", "ar", "hijri") == date(1987, 3, 13)
    assert parse_day("1 ربيع الآخر 1445", "ar", "hijri") == date(2023, 10, 16)


@pytest.mark.parametrize(
    ("typed", "calendar", "code"),
    [
        ("", "gregorian", "day_missing"),
        ("soon", "gregorian", "day_unreadable"),
        ("1987-03", "gregorian", "day_unreadable"),
        ("1987-03-13T10:00", "gregorian", "day_unreadable"),
        ("9" * 10_000, "gregorian", "day_unreadable"),
        ("13/3/1987\0", "gregorian", "day_unreadable"),
        ("13/3/87", "gregorian", "day_needs_full_year"),
        ("1991-02-29", "gregorian", "day_does_not_exist"),
        ("0000-00-00", "gregorian", "day_does_not_exist"),
        ("1407-07-13", "gregorian", "day_looks_hijri"),
        ("1987-03-13", "hijri", "day_looks_gregorian"),
        ("1445-02-31", "hijri", "day_does_not_exist"),
    ],
)
def test_a_day_that_cannot_be_says_why(typed, calendar, code):
    with pytest.raises(Invalid) as refused:
        parse_day(typed, "en", calendar)
    assert why(refused) == ("day", code)


@given(st.text(max_size=70), st.sampled_from(["en", "en_US", "ar", "zh_Hans_CN", "fa", "nonsense"]))
def test_anything_typed_as_a_day_is_a_day_or_a_reason(text, locale):
    with suppress(Invalid):
        assert isinstance(parse_day(text, locale), date)


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1445, 9, 1), date(2024, 3, 11)),
        ((1343, 1, 1), date(1924, 8, 1)),
        ((1400, 1, 1), date(1979, 11, 20)),
        ((1500, 12, 30), date(2077, 11, 16)),
    ],
)
def test_hijri_days_are_those_of_umm_al_qura(hijri, gregorian):
    assert from_hijri(*hijri) == gregorian
    assert to_hijri(gregorian) == hijri


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2170, 1, 1)))
def test_every_day_has_a_hijri_day_and_the_next_one_follows(day):
    assert from_hijri(*to_hijri(day)) == day
    today, tomorrow = to_hijri(day), to_hijri(day + timedelta(days=1))
    assert today < tomorrow
