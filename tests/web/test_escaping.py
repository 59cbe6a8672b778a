"""What templates write is escaped, however it comes; only markup stays as it is."""

import pytest
from flask import Flask
from flask_babel import lazy_gettext
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
