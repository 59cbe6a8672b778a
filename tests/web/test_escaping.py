"""What templates write is escaped, however it comes; only markup stays as it is."""

import pytest
from flask import Flask
from flask_babel import lazy_gettext
from jinja2 import Environment, UndefinedError, pass_context, pass_eval_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.settings import Settings
from portal import portal
from web.escaping import Pages, written
from web.factory import create_face

EVIL = """<script>alert("1")</script> & 'so'"""


class Loud(str):
    """Text of another class is text all the same."""

    __slots__ = ()


class Itself:
    def __html__(self) -> str:
        return "<b>its own</b>"


@pytest.fixture
def app(settings: Settings, database: str) -> Flask:
    return create_face(portal, settings, face="portal")


def test_pages_are_written_so(app: Flask) -> None:
    assert isinstance(app.jinja_env, Pages)
    assert "environment.written(" in app.jinja_env.compile("{{ value }}", "page.html", raw=True)


@pytest.mark.parametrize("value", ["Åsa", EVIL, "", Loud(EVIL), Markup("<b>&amp;</b>"), Itself(), 7, 2.5, None, ["<"]])
def test_it_says_what_jinja_says(value: object) -> None:
    assert written(value) == str(escape(value))


@pytest.mark.parametrize(
    "template",
    [
        "{{ value }}",
        "{% set kept %}{{ value }}{% endset %}{{ kept }}",
        "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(value) %}{{ value }}{% endcall %}",
        "{% for one in [value] %}{{ one }}{{ loop.index }}{% endfor %}",
        "{{ [value, value]|join(' · ') }}{{ value ~ value }}{{ value|upper }}{{ value if value }}",
        "{% filter upper %}{{ value }}{% endfilter %}",
        "<a title='{{ value }}'>{{ '%s'|format(value) }}</a>",
    ],
)
def test_what_somebody_wrote_never_becomes_markup(app: Flask, template: str) -> None:
    with app.test_request_context("/"):
        said = app.jinja_env.from_string(template).render(value=EVIL)
    assert "script" in said.lower()
    assert "<script" not in said.lower()
    assert '"' not in said.replace("title='", "")


def test_markup_and_words_of_ours_stand_as_they_are(app: Flask) -> None:
    with app.test_request_context("/"):
        env = app.jinja_env
        assert env.from_string("{{ value }}").render(value=Markup("<b>x</b>")) == "<b>x</b>"
        assert env.from_string("{{ value }}").render(value=lazy_gettext("Cancel")) == "Cancel"
        assert env.from_string("{{ nothing }}").render() == ""
        assert env.from_string("{% autoescape false %}{{ value }}{% endautoescape %}").render(value="<b>") == "<b>"


class Called:
    """Something that can be called and is no function."""

    @pass_context
    def __call__(self, context: Context, word: str) -> str:
        return f"{context['value']}{word}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ plain('a', end='!') }}",
        "{% for one in 'ab' %}{{ plain(one, end=loop.index) }}{% endfor %}",
        "{% block main %}{% set end = '?' %}{{ plain('a', end=end) }}{% endblock %}",
        "{{ text.upper() }}{{ text.replace('a', 'b') }}",
        "{{ of_context('y') }}{{ called('z') }}",
        "{% for one in 'ab' %}{% set value = one %}{{ of_context('y') }}{% endfor %}",
        "{{ of_place() }}",
        "{% macro m(a, b='2') %}{{ a }}{{ b }}{{ caller() if caller }}{% endmacro %}{{ m('1') }}{{ m('1', b='3') }}",
        "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{% call m(a='<') %}{{ '<' }}{% endcall %}",
    ],
)
def test_templates_call_as_jinja_calls(app: Flask, template: str) -> None:
    given = {
        "value": "x",
        "text": "acaka",
        "plain": lambda word, end="": f"{word}{end}",
        "of_context": pass_context(lambda context, word: f"{context['value']}{word}"),
        "of_place": pass_eval_context(lambda place: str(place.autoescape)),
        "called": Called(),
    }
    with app.test_request_context("/"):
        said = app.jinja_env.from_string(template).render(**given)
    assert said == Environment(autoescape=True).from_string(template).render(**given) != ""


def test_what_is_not_there_cannot_be_called(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ nothing() }}").render()
