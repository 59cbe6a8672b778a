"""Each law of pages is seen to catch what it is for, and to leave a good page alone."""

import pytest

from tests.support.markup import Document
from tests.support.page_laws import LAWS
from tests.support.page_laws.pseudo import from_the_catalogue

PAGE = """<!doctype html><html lang="en" dir="ltr"><head><title>⟦Sign in⟧</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>⟦Sign in⟧</h1>{}</main></body></html>"""
GOOD = """<form method="post" action="/sign-in"><input type="hidden" name="csrf_token" value="x">
<div><label for="a">⟦E-mail⟧</label><input id="a" name="a" aria-describedby="h"><p id="h">⟦As you gave it.⟧</p></div>
<fieldset><legend>⟦Days⟧</legend><label><input type="radio" name="d" value="1"> ⟦Monday⟧</label></fieldset>
<p>⟦Read our <a href="/terms">terms</a>, <bdi translate="no">Anna</bdi>.⟧</p><button>⟦Sign in⟧</button></form>
<ul><li><svg aria-hidden="true"><use href="/static/icons.svg#x"></use></svg> ⟦One⟧</li></ul><h2>⟦More⟧</h2>"""

BROKEN = {
    "a stray end tag": "<p>⟦a⟧</div>",
    "an id twice": '<p id="a">⟦a⟧</p><p id="a">⟦b⟧</p>',
    "a description that is not there": '<p aria-describedby="nobody">⟦a⟧</p>',
    "a link to no place of the page": '<a href="#nobody">⟦a⟧</a>',
    "a block straight in a list": "<ul><div>⟦a⟧</div></ul>",
    "a block in a button": "<button><div>⟦a⟧</div></button>",
    "a link in a button": '<button><a href="/">⟦a⟧</a></button>',
    "a button in a link": '<a href="/"><button>⟦a⟧</button></a>',
    "a control without a label": '<input name="a">',
    "a control with two labels": '<label for="a">⟦a⟧</label><label for="a">⟦b⟧</label><input id="a" name="a">',
    "a label for nothing": '<label for="nobody">⟦a⟧</label>',
    "a label without a control": "<label>⟦a⟧</label>",
    "a label round two controls": '<label>⟦a⟧ <input name="a"><input name="b"></label>',
    "a button without words": "<button></button>",
    "a picture without words": '<img src="/a.png">',
    "a radio button on its own": '<label><input type="radio" name="a"> ⟦a⟧</label>',
    "a group without a legend": '<fieldset><label><input type="radio" name="a"> ⟦a⟧</label></fieldset>',
    "an inline style": '<p style="color: red">⟦a⟧</p>',
    "a handler": '<p onclick="x()">⟦a⟧</p>',
    "a handler of htmx": '<p hx-on:click="x()">⟦a⟧</p>',
    "a script": "<script>x()</script>",
    "a script in an address": '<a href="javascript:x()">⟦a⟧</a>',
    "a picture from elsewhere": '<img alt="" src="https://elsewhere.example/a.png">',
    "a form without the token": '<form method="post"><button>⟦a⟧</button></form>',
    "a form that sends elsewhere": '<form action="https://elsewhere.example/"><button>⟦a⟧</button></form>',
    "a password in the address": '<form><label>⟦a⟧ <input type="password" name="a"></label></form>',
    "two headings of the page": "<h1>⟦a⟧</h1>",
    "a level left out": "<h3>⟦a⟧</h3>",
    "a word that is not from the catalogue": "<p>Sign in</p>",
    "a word beside one from the catalogue": "<p>⟦Sign in⟧ now</p>",
    "a title that is not from the catalogue": '<p title="Sign in">⟦a⟧</p>',
    "a placeholder that is not from the catalogue": '<label>⟦a⟧ <input name="a" placeholder="Anna"></label>',
}


def broken(html: str) -> list[str]:
    document = Document.parse(html)
    return [found for law in (*LAWS, from_the_catalogue) for found in law(document)]


def test_a_good_page_breaks_no_law():
    assert broken(PAGE.format(GOOD)) == []


@pytest.mark.parametrize("what", BROKEN)
def test_the_laws_catch(what: str):
    assert len(broken(PAGE.format(BROKEN[what]))) >= 1


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace('lang="en" ', ""),
        PAGE.replace('dir="ltr"', ""),
        PAGE.replace("⟦Sign in⟧</title>", "</title>"),
        PAGE.replace("<h1>⟦Sign in⟧</h1>", "<h2>⟦Sign in⟧</h2>"),
        PAGE.replace("<main>", "<div>").replace("</main>", "</div>"),
        PAGE.replace("<!doctype html>", ""),
    ],
)
def test_the_laws_catch_a_page_without_its_frame(page: str):
    assert broken(page.format(""))


def test_a_fragment_needs_no_frame():
    assert broken('<li id="row-1">⟦One⟧</li>') == []
    assert broken("<tr><td>⟦One⟧</td></tr>") == []


def test_words_in_a_translated_sentence_may_be_anybodys():
    assert broken(PAGE.format("<p>⟦Call <b>Anna</b> now⟧</p>")) == []
