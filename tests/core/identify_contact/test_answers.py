"""What may be answered at each step, and what people are told about the rest."""

from datetime import date, timedelta

import pytest

from core.errors import Invalid
from core.identify_contact.answers import (
    AddressAnswers,
    BasicAnswers,
    CertificateAnswers,
    ConsentAnswer,
    ConsentAnswers,
    ContactAnswers,
    MethodAnswers,
    PreferenceAnswers,
    RegistrationAnswers,
    examine_access,
    examine_address,
    examine_addresses,
    examine_basic,
    examine_certificate,
    examine_consents,
    examine_contact,
    examine_contacts,
    examine_preferences,
)
from core.model import Channel, MediumKind, PartyKind
from tests.support import olena

TODAY = date(2026, 11, 2)
PASSWORD = "velvet spoon harbour nine"
HOSTILE = [
    "<script>alert(1)</script>", "' OR 1=1 --", "x" * 10_000, "\x00", "\ud800", "\u202eevil", "👩‍👩‍👧",
    "\r\nBcc: a@b.c", "=cmd|' /C calc'!A0", "../../etc/passwd", "{{7*7}}", "\uffff", " " * 300,
]  # fmt: skip


def told(act, *said, **more) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as problem:
        act(*said, **more)
    return {(each.field, each.code) for each in problem.value.problems}


def certificate(**changes):
    return examine_certificate(olena.certificate(**changes), today=TODAY)


def basic(**changes):
    return examine_basic(olena.basic(**changes), today=TODAY)


def test_a_certificate_is_kept_in_one_form():
    kept = certificate(number=" fx-38 4711 ", issuing_authority=" Kyiv ")
    assert (kept.number, kept.issuing_authority) == ("FX384711", "Kyiv")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"type_code": ""}, "type_code", "certificate_type_missing"),
        ({"type_code": "Robert'); DROP TABLE"}, "type_code", "choice_unknown"),
        ({"number": "  "}, "number", "certificate_number_missing"),
        ({"number": "7" * 41}, "number", "too_long"),
        ({"issuing_state": "<script>"}, "issuing_state", "country_unknown"),
        ({"effective_on": TODAY + timedelta(days=1)}, "effective_on", "certificate_not_yet_valid"),
        ({"effective_on": date(1, 1, 1)}, "effective_on", "certificate_too_early"),
        ({"expires_on": date(1, 1, 1)}, "expires_on", "certificate_too_early"),
        ({"expires_on": date(9999, 12, 31)}, "expires_on", "expiry_too_far"),
        ({"effective_on": date(2026, 5, 1), "expires_on": date(2026, 4, 1)}, "expires_on", "certificate_dates_crossed"),
        ({"does_not_expire": True}, "expires_on", "expiry_and_never"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on", "certificate_expired"),
    ],
)
def test_an_impossible_certificate_is_refused_with_a_reason(changes, field, code):
    assert (field, code) in told(certificate, **changes)


def test_an_expired_certificate_stops_nobody_who_says_so():
    assert certificate(expires_on=date(2020, 1, 1), continue_with_expired=True).expires_on == date(2020, 1, 1)
    assert certificate(expires_on=TODAY).expires_on == TODAY
    assert examine_certificate(CertificateAnswers(later=True), today=TODAY).later


def test_a_doubted_number_warns_and_may_be_kept():
    doubted = {"type_code": "sa_national_id", "number": "1234567890", "issuing_state": "SA"}
    assert ("number", "number_check_digit") in told(certificate, **doubted)
    assert certificate(**doubted, number_kept=True).number == "1234567890"
    at_the_desk = olena.certificate(**doubted, number_kept=True)
    assert ("number", "number_check_digit") in told(examine_certificate, at_the_desk, today=TODAY, door=Channel.SHOP)
    with_reason = olena.certificate(**doubted, kept_reason="seen on the card")
    assert examine_certificate(with_reason, today=TODAY, door=Channel.SHOP).kept_reason


@pytest.mark.parametrize("name", ["last_name", "middle_name", "first_name"])
def test_any_single_part_of_a_name_suffices(name):
    only = BasicAnswers(**{name: "Sukarno"}, email="s@foyer.example")
    assert getattr(examine_basic(only, today=TODAY), name) == "Sukarno"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"last_name": "", "first_name": " ", "latin_name": ""}, "last_name", "name_missing"),
        ({"latin_name": ""}, "latin_name", "name_latin_missing"),
        ({"latin_name": "Олена"}, "latin_name", "name_latin_wrong"),
        ({"first_name": "x" * 101}, "first_name", "too_long"),
        ({"birth_date": TODAY + timedelta(days=1)}, "birth_date", "birth_date_future"),
        ({"birth_date": date(1899, 12, 31)}, "birth_date", "birth_date_too_early"),
        ({"email": "olena@"}, "email", "email_wrong"),
        ({"mobile": "070"}, "mobile", "phone_needs_country"),
        ({"email": "", "mobile": ""}, "email", "email_or_mobile_missing"),
        ({"nationality": "Ukraine"}, "nationality", "country_unknown"),
        ({"kind": PartyKind.ORGANISATION, "legal_name": " "}, "legal_name", "legal_name_missing"),
    ],
)
def test_basic_info_that_cannot_be_is_refused(changes, field, code):
    assert (field, code) in told(basic, **changes)


def test_all_problems_of_a_page_come_at_once():
    assert len(told(basic, first_name="x" * 101, email="a@", birth_date=date(2030, 1, 1))) == 3


def test_a_desk_needs_no_email_and_reads_mobiles_as_at_home():
    kept = examine_basic(olena.basic(email="", mobile="070-174 06 41"), today=TODAY, door=Channel.SHOP, region="SE")
    assert kept.mobile == olena.MOBILE


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["last_name", "first_name", "latin_name", "birthplace", "email", "mobile"])
def test_hostile_text_is_kept_as_text_or_refused_with_a_word(field, text):
    try:
        kept = basic(**{field: text})
    except Invalid as problem:
        assert all(each.code for each in problem.problems)
    else:
        assert "\x00" not in getattr(kept, field)
        assert RegistrationAnswers.from_json(RegistrationAnswers(basic=kept).to_json()).basic == kept


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_other_step(text):
    steps = [
        lambda: examine_certificate(
            CertificateAnswers(type_code=text, number=text, issuing_state=text, address_on_certificate=text),
            today=TODAY,
        ),
        lambda: examine_contact(
            ContactAnswers(last_name=text, title=text, methods=(MethodAnswers(kind=MediumKind.POST, value=text),))
        ),
        lambda: examine_address(AddressAnswers(country="SE", detailed=text, locality=text, postal_code=text)),
        lambda: examine_address(AddressAnswers(country=text)),
        lambda: examine_preferences(PreferenceAnswers(zone=text, currency=text, language=text, first_channel=text)),
        lambda: examine_preferences(PreferenceAnswers(allowed_spans=((text, text),), allowed_days=(0, 99))),
        lambda: examine_consents(ConsentAnswers(lines=(ConsentAnswer(purpose=text, channel=text, given=True),))),
    ]
    for step in steps:
        try:
            step()
        except Invalid as problem:
            assert problem.problems


def test_contacts_say_which_row_and_which_method():
    rows = [
        olena.answers().contacts[0],
        ContactAnswers(type_code="billing"),
        ContactAnswers(
            type_code="billing", last_name="Li",
            methods=(
                MethodAnswers(kind=MediumKind.MOBILE, value="+46701740641", preferred=True),
                MethodAnswers(kind=MediumKind.MOBILE, value="+46 70 174 06 41", preferred=True),
                MethodAnswers(kind=MediumKind.EMAIL, value=""),
            ),
        ),
    ]  # fmt: skip
    assert told(examine_contacts, rows) == {
        ("contacts-1-last_name", "name_missing"),
        ("contacts-1-methods", "contact_method_missing"),
        ("contacts-2-methods-1-value", "method_twice"),
        ("contacts-2-methods-2-value", "contact_method_empty"),
        ("contacts-2-methods", "only_one_preferred"),
    }
    assert told(examine_contacts, rows * 7) == {("contacts", "too_many_contacts")}
    many = tuple(MethodAnswers(kind=MediumKind.EMAIL, value=f"a{n}@foyer.example") for n in range(11))
    assert told(examine_contact, ContactAnswers(last_name="Li", methods=many)) == {("methods", "too_many_methods")}


def test_an_address_needs_what_its_country_needs():
    assert ("postal_code", "address_field_missing") in told(examine_address, AddressAnswers(country="SE"))
    assert told(examine_address, AddressAnswers(country="")) == {("country", "country_missing")}
    hong_kong = AddressAnswers(country="HK", administrative_area="九龍", detailed="彌敦道 1 號")
    assert examine_address(hong_kong).detailed


def test_a_doubtful_postal_code_warns_once_and_may_be_kept():
    doubted = {"country": "SE", "locality": "Stockholm", "detailed": "Fleminggatan 48", "postal_code": "1123"}
    assert told(examine_address, AddressAnswers(**doubted)) == {("postal_code", "postal_code_format")}
    assert examine_address(AddressAnswers(**doubted, kept_as_typed=True)).postal_code == "1123"


def test_contact_first_is_at_most_one_of_ten():
    row = olena.answers().addresses[0]
    assert told(examine_addresses, [row, row]) == {("addresses", "only_one_contact_first")}
    assert told(examine_addresses, [row] * 11) == {("addresses", "too_many_addresses")}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"allowed_spans": (("9:00", "12:00"),)}, "allowed_spans-0", "time_wrong"),
        ({"allowed_spans": (("12:00", "09:00"),)}, "allowed_spans-0", "span_ends_before_it_begins"),
        ({"allowed_spans": (("09:00", "10:00"),) * 4}, "allowed_spans", "too_many_spans"),
        ({"allowed_days": (0,)}, "allowed_days", "day_unknown"),
        ({"not_then": ((date(2027, 1, 6), date(2026, 12, 20)),)}, "not_then-0", "dates_crossed"),
        ({"zone": "Mars/Olympus"}, "zone", "zone_unknown"),
        ({"currency": "sek"}, "currency", "currency_unknown"),
    ],
)
def test_preferences_that_make_no_sense_are_refused(changes, field, code):
    assert told(examine_preferences, PreferenceAnswers(**changes)) == {(field, code)}


def test_preferences_are_kept_in_order():
    kept = examine_preferences(
        PreferenceAnswers(allowed_days=(5, 1, 5), allowed_spans=(("17:00", "19:30"), ("09:00", "24:00")))
    )
    assert kept.allowed_days == (1, 5)
    assert kept.allowed_spans[0] == ("09:00", "24:00")


def access(**changes):
    said = {
        "password": PASSWORD, "repeated": PASSWORD, "question_code": "family_nickname", "answer": "Їжачок",
        "known": olena.answers(),
    }  # fmt: skip
    return examine_access(**{**said, **changes})


def test_r8_of_password_and_answer_only_hashes_are_kept(keys):
    kept = access()
    assert PASSWORD not in str(kept)
    assert "Їжачок" not in str(kept)
    assert kept.password_hash
    assert access(password=None, repeated=None).password_hash == ""


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"password": "short", "repeated": "short"}, "password", "password_too_short"),
        ({"repeated": PASSWORD + "x"}, "repeated", "passwords_differ"),
        ({"question_code": ""}, "question_code", "question_missing"),
        ({"answer": "x"}, "answer", "answer_too_short"),
        ({"answer": "Kovalenko"}, "answer", "answer_personal"),
        ({"question_code": "own", "own_question": "Why?"}, "own_question", "question_too_short"),
        ({"question_code": "own", "own_question": f"Is it {PASSWORD}?"}, "own_question", "question_holds_password"),
        ({"question_code": "own", "own_question": "Why is it Їжачок?"}, "own_question", "question_holds_answer"),
    ],
)
def test_r4_r11_r12_weak_access_is_refused(keys, changes, field, code):
    assert (field, code) in told(access, **changes)


def test_answers_from_an_older_release_are_still_read():
    text = olena.answers().to_json().replace('"kind":"person"', '"kind":"person","no_longer_asked":1')
    assert RegistrationAnswers.from_json(text) == olena.answers()
