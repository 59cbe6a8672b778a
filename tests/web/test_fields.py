"""Fields of our own read what people write, keep it, and say what to do (IC-5; style rule 9)."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField
from wtforms.validators import InputRequired

from core.errors import Invalid, Problem
from web.forms.base import FoyerForm, Section
from web.forms.fields import ClearTextField, CountryField, DayField, PhoneField, TermField


class Child(Section):
    """One contact of several."""

    value = ClearTextField("Number", [InputRequired()])


class Everything(FoyerForm):
    """One of each."""

    name = ClearTextField("Name")
    born = DayField("Date of birth")
    phone = PhoneField("Phone")
    country = CountryField("Country", empty="Choose")
    kind = TermField("Certificate type", kind="certificate_type", empty="Choose")
    contacts = FieldList(FormField(Child), min_entries=2, max_entries=20)


@pytest.fixture
def app(settings: object, database: object) -> Iterator[Flask]:
    """The portal, asked for a page."""
    from portal import portal
    from web.factory import create_face

    face = create_face(portal, settings, face="portal")
    with face.test_request_context("/", base_url=settings.public_url):
        yield face


def filled(**values: str) -> Everything:
    """The form as it was sent."""
    return Everything(formdata=MultiDict(values))


@pytest.mark.parametrize("written", ["1991-04-17", "17/4/1991", "17.04.1991", "17 April 1991", "١٧/٤/١٩٩١", "19910417"])
def test_a_day_in_any_writing(app: Flask, written: str) -> None:
    form = filled(born=written)
    form.validate()
    assert form.born.data == date(1991, 4, 17)
    assert form.born.understood == "17 April 1991"
    assert f'value="{written}"' in form.born()


@pytest.mark.parametrize("written", ["30/2/1991", "yesterday", "91-04-17", "x" * 10_000, "\u202e1991"])
def test_a_day_that_cannot_be_stays_as_typed(app: Flask, written: str) -> None:
    form = filled(born=written)
    assert not form.validate()
    assert form.born.errors
    assert form.born.data is None
    assert written in form.born()


def test_a_phone_is_kept_in_one_form_and_shown_as_typed(app: Flask) -> None:
    form = filled(phone="070-174 06 05")
    form.validate()
    assert form.phone.data == "+46701740605"
    assert 'value="070-174 06 05"' in form.phone()
    assert not filled(phone="12").validate()


def test_a_name_may_be_in_any_script_but_holds_no_control_characters(app: Flask) -> None:
    assert filled(name="  李 小龙 ").name.data == "李 小龙"
    form = filled(name="a\x07b")
    assert not form.validate()
    assert form.name.errors


def test_countries_and_terms_speak_the_readers_language(app: Flask) -> None:
    from web.languages import speak_instead

    assert dict(Everything().country.choices)["SE"] == "Sweden"
    speak_instead("zh")
    assert dict(Everything().country.choices)["SE"] == "瑞典"
    kinds = dict(Everything().kind.choices)
    assert "passport" in kinds
    assert not kinds["passport"].isascii()


def test_a_code_that_is_not_on_the_list_is_refused(app: Flask) -> None:
    form = filled(country="QQ", kind="<script>")
    form.validate()
    assert form.country.errors
    assert form.kind.errors


def test_problems_of_the_core_stand_beside_their_fields(app: Flask) -> None:
    form = Everything()
    form.show_problems(
        Invalid(Problem("name", "name_missing"), Problem("contacts.1.value", "phone_wrong"), Problem("", "not_allowed"))
    )
    assert form.name.errors == ["Enter a name: one part of it is enough"]
    assert form.contacts[1].form.value.errors
    assert len(form.form_errors) == 1
    assert form.errors


def test_r62_every_form_carries_a_key_of_its_own(app: Flask) -> None:
    first, second = Everything(), Everything()
    assert first.key.data != second.key.data
    assert filled(key=first.key.data).key.data == first.key.data


def test_the_pseudo_language_covers_wtforms_own_words(app: Flask) -> None:
    from web.languages import speak_instead

    speak_instead("en_XA")
    form = filled()
    form.validate()
    assert form.contacts[0].form.value.errors[0].startswith("⟦")
